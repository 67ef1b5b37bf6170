using Pandok.Access;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Report;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private static readonly CurrentUser Me = new(Guid.Parse("00000000-0000-0000-0000-000000000001"), "demo", "Demo Reader", Role.Reader, new HashSet<Guid>(), [], "ko", "Asia/Seoul");

    [Theory]
    [InlineData(false, true, 0, 0, typeof(DraftOutcome.Saved))]
    [InlineData(false, true, 3, 3, typeof(DraftOutcome.Saved))]
    [InlineData(false, true, 3, 2, typeof(DraftOutcome.Stale))]
    [InlineData(false, true, 0, 1, typeof(DraftOutcome.Stale))]
    [InlineData(false, false, 3, 3, typeof(DraftOutcome.NotClaimed))]
    [InlineData(true, true, 0, 0, typeof(DraftOutcome.AlreadySigned))]
    public void A_draft_is_saved_by_its_holder_over_the_text_the_holder_saw(bool signed, bool held, int current, int expected, Type outcome) =>
        Assert.IsType(outcome, Draft.Decide(Study(held), signed, Text(current, "x"), expected, Text(expected + 1, "y")!, Now));

    [Theory]
    [InlineData(0, true, 3, 3, "no change", typeof(SignOutcome.Signed))]
    [InlineData(0, true, 3, 3, "  ", typeof(SignOutcome.EmptyImpression))]
    [InlineData(0, true, 0, 0, "", typeof(SignOutcome.EmptyImpression))]
    [InlineData(0, true, 3, 2, "no change", typeof(SignOutcome.Stale))]
    [InlineData(0, false, 3, 3, "no change", typeof(SignOutcome.NotClaimed))]
    [InlineData(1, true, 3, 3, "no change", typeof(SignOutcome.AlreadySigned))]
    public void What_is_signed_is_what_the_reader_sees(int versions, bool held, int current, int named, string impression, Type outcome) =>
        Assert.IsType(outcome, Sign.Decide(Study(held), versions, Text(current, impression), named, SigningDevice.Desktop, Me, Now));

    [Theory]
    [InlineData(0, "text", typeof(SignOutcome.NotFinal))]
    [InlineData(1, " ", typeof(SignOutcome.EmptyText))]
    [InlineData(1, "text", typeof(SignOutcome.Signed))]
    public void An_addendum_follows_a_final_report(int versions, string text, Type outcome) =>
        Assert.IsType(outcome, Addendum.Decide(Study(held: false), versions, text, null, Me, Now));

    [Fact]
    public void Nobody_adds_to_a_study_that_another_reader_holds() =>
        Assert.IsType<SignOutcome.ClaimedByOther>(Addendum.Decide(ClaimTests.Study(StudyState.Reading, false, Guid.NewGuid(), Now.AddMinutes(1)), 1, "text", null, Me, Now));

    [Fact]
    public void Addenda_are_numbered_after_what_is_there() =>
        Assert.Equal(4, Assert.IsType<SignOutcome.Signed>(Addendum.Decide(Study(held: false), 3, "text", null, Me, Now)).Version.Number);

    private static Study Study(bool held) => ClaimTests.Study(StudyState.Reading, false, held ? Me.Id : null, held ? Now.AddMinutes(1) : null);

    private static ReportDraft? Text(int version, string impression) => version == 0 ? null : new()
    {
        StudyUid = "2.25.1",
        Version = version,
        Sections = new("", "", "", impression),
        SavedAt = Now,
        AuthorId = Me.Id,
        AuthorName = Me.DisplayName,
    };
}
