using Pandok.Audit;
using Pandok.Deliver;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Deliver;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Reported", 0, 0, false, "NotDelivered")]
    [InlineData("Reported", 2, 1, false, "NotDelivered")]
    [InlineData("Reported", 1, 1, true, "Already")]
    [InlineData("Reported", 1, 1, false, "Delivered")]
    [InlineData("Amending", 1, 1, false, "Amending")]
    [InlineData("Reading", 1, 1, false, "Reading")]
    public void A_site_acknowledges_what_it_has(string state, int signed, int delivered, bool before, string expected)
    {
        var study = ClaimTests.Study(Enum.Parse<StudyState>(state), false, null, null);
        study.AcknowledgedAt = before ? Now : null;
        var outcome = Acknowledge.Decide(study, signed, delivered);
        Assert.Equal(expected, outcome is AcknowledgeOutcome.Acknowledged done ? done.State.ToString() : outcome.GetType().Name);
    }

    [Fact]
    public void A_timeline_is_the_trail_in_order_without_what_is_nobodys_business()
    {
        var reader = Guid.NewGuid();
        var events = Timeline.Of(
        [
            Entry(5, AuditAction.Reported, reader, "Demo Reader", """{"version":1}"""),
            Entry(1, AuditAction.Received, Guid.Empty, "CT 1", """{"instances":60}"""),
            Entry(2, AuditAction.Analysis, Guid.Empty, "pandok", """{"state":"noModel"}"""),
            Entry(3, AuditAction.Viewed, reader, "Demo Reader", null),
            Entry(4, AuditAction.Released, Guid.Empty, "pandok", """{"lapsed":true}"""),
            Entry(6, AuditAction.IdentityResolved, reader, "Demo Reader", """{"purpose":"sitePage"}"""),
            Entry(7, AuditAction.Emergency, reader, "Demo Site", """{"emergency":false,"reason":"other"}"""),
        ]);
        Assert.Equal(["received", "analysis", "released", "reported", "emergency"], events.Select(one => one.Kind));
        Assert.Equal(new TimelineText { Instances = 60 }, events[0].Text);
        Assert.Equal(new TimelineText { State = "noModel" }, events[1].Text);
        Assert.Equal(new TimelineText(), events[2].Text);
        Assert.Equal(new TimelineText { Reader = "Demo Reader" }, events[3].Text);
        Assert.Equal(new TimelineText { State = "lowered" }, events[4].Text);
    }

    [Theory]
    [InlineData("홍^길동", "홍길동")]
    [InlineData("Hong^Gildong=洪^吉洞=홍^길동", "홍길동")]
    [InlineData("Hong^Gildong=洪^吉洞", "Hong Gildong")]
    [InlineData("DEMO^PATIENT^^DR", "DEMO PATIENT DR")]
    [InlineData("=洪^吉洞", "洪 吉洞")]
    [InlineData(null, "")]
    public void A_patients_name_is_written_as_people_read_it(string? value, string expected) => Assert.Equal(expected, PatientView.Words(value));

    [Theory]
    [InlineData("19700131", "1970-01-31")]
    [InlineData("19700231", "19700231")]
    [InlineData(null, null)]
    public void A_date_that_is_none_is_shown_as_it_came(string? value, string? expected) => Assert.Equal(expected, PatientView.Day(value));

    private static AuditEntry Entry(long seq, AuditAction action, Guid actor, string name, string? detail) => new()
    {
        Seq = seq,
        At = Now.AddSeconds(seq),
        ActorId = actor,
        ActorName = name,
        ActorRole = "x",
        Action = action,
        Study = "2.25.1",
        Detail = detail,
        PreviousHash = "",
        Hash = "",
    };
}
