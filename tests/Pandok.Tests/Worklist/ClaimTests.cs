using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Tests.Worklist;

public sealed class ClaimTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private static readonly Guid Me = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Other = Guid.Parse("00000000-0000-0000-0000-000000000002");

    public static TheoryData<string, bool, Guid?, int, string> Wishes() => new()
    {
        { "Unread", false, null, 0, "taken" },
        { "Amending", false, null, 0, "taken" },
        { "Receiving", true, null, 0, "taken" },
        { "Receiving", false, null, 0, "notSettled" },
        { "Reported", true, null, 0, "alreadySigned" },
        { "Delivered", false, null, 0, "alreadySigned" },
        { "Reading", false, Other, 1, "held" },
        { "Reading", false, Other, 0, "taken" },
        { "Reading", false, Other, -1, "taken" },
        { "Reading", false, Me, 1, "renewed" },
        { "Reading", false, Me, -1, "taken" },
    };

    [Theory, MemberData(nameof(Wishes))]
    public void A_study_is_taken_renewed_or_refused(string state, bool emergency, Guid? holder, int secondsLeft, string expected)
    {
        var study = Study(Enum.Parse<StudyState>(state), emergency, holder, holder is null ? null : Now.AddSeconds(secondsLeft));
        var outcome = Claim.Decide(study, Me, Now);
        switch (expected)
        {
            case "taken": Assert.Equal(new ClaimOutcome.Taken(Now.AddMinutes(10)), outcome); break;
            case "renewed": Assert.Equal(new ClaimOutcome.Renewed(Now.AddMinutes(10)), outcome); break;
            case "held": Assert.Equal(new ClaimOutcome.HeldBy(Other, Now.AddSeconds(secondsLeft)), outcome); break;
            default: Assert.Equal(new ClaimOutcome.NotOpen(expected), outcome); break;
        }
    }

    [Theory]
    [InlineData(true, true, "Amending")]
    [InlineData(false, true, "Amending")]
    [InlineData(true, false, "Unread")]
    [InlineData(false, false, "Receiving")]
    public void Given_back_a_study_is_where_it_would_be_without_the_claim(bool settled, bool signed, string expected)
    {
        var study = Study(StudyState.Reading, false, Me, Now.AddMinutes(1));
        study.SettledAt = settled ? Now : null;
        Assert.Equal(expected, Claim.StateWithout(study, signed).ToString());
    }

    [Theory]
    [InlineData("홍길동", "길동")]
    [InlineData("Demo Reader", "DR")]
    [InlineData("Demo van Reader", "DR")]
    [InlineData("demo", "DE")]
    [InlineData("", "?")]
    public void Initials_are_short_in_both_scripts(string name, string expected) => Assert.Equal(expected, ReaderNames.Initials(name));

    internal static Study Study(StudyState state, bool emergency, Guid? holder, DateTimeOffset? until) => new()
    {
        Uid = "2.25.1",
        SiteId = Guid.Empty,
        Pseudonym = "P-1",
        State = state,
        Emergency = emergency,
        ClaimedBy = holder,
        ClaimExpires = until,
        SettledAt = Now,
    };
}
