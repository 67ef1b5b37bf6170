using Pandok.Read.Drawings;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Read;

public sealed class KeepingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private static readonly Guid Me = Guid.Parse("00000000-0000-0000-0000-000000000001");

    [Theory]
    [InlineData(null, null, null, nameof(KeepOutcome.Kept))]
    [InlineData("me", null, null, nameof(KeepOutcome.Kept))]
    [InlineData("other", null, null, nameof(KeepOutcome.ClaimedByOther))]
    [InlineData(null, -10, -5, nameof(KeepOutcome.Signed))]
    [InlineData(null, -5, -5, nameof(KeepOutcome.Signed))]
    [InlineData(null, -2, -5, nameof(KeepOutcome.Kept))]
    [InlineData(null, null, -5, nameof(KeepOutcome.Kept))]
    [InlineData("other", -10, -5, nameof(KeepOutcome.ClaimedByOther))]
    public void Nobody_draws_into_anothers_study_and_what_was_signed_stays(string? holder, int? savedAt, int? signedAt, string outcome)
    {
        var study = ClaimTests.Study(StudyState.Reading, false, holder switch { null => null, "me" => Me, _ => Guid.NewGuid() }, holder is null ? null : Now.AddMinutes(1));
        var current = savedAt is { } saved ? KeyImage(Now.AddMinutes(saved)) : null;
        Assert.Equal(outcome, Keeping.Decide(study, signedAt is { } signed ? Now.AddMinutes(signed) : null, current, Me, Now).ToString());
    }

    private static IReadOnlyDictionary<string, MeasurementWish> Bad => new Dictionary<string, MeasurementWish>
    {
        ["no image"] = Good with { Series = null },
        ["frame 0"] = Good with { Frame = 0 },
        ["too few points"] = Good with { Points = [[1, 2]] },
        ["a point in space"] = Good with { Points = [[1, 2, 3], [4, 5, 6]] },
        ["a point nowhere"] = Good with { Points = [[1, double.NaN], [4, 5]] },
        ["a position too few"] = Good with { Positions = [[1, 2, 3]] },
        ["a flat position"] = Good with { Positions = [[1, 2], [3, 4]] },
        ["a number that is none"] = Good with { Figures = [new(FigureName.Length, double.PositiveInfinity, "mm")] },
        ["a number twice"] = Good with { Figures = [new(FigureName.Length, 1, "mm"), new(FigureName.Length, 2, "mm")] },
        ["no numbers at all"] = Good with { Figures = null },
        ["a spacing nobody knows"] = Good with { Spacing = "Guessed" },
        ["a novel as a label"] = Good with { Label = new string('x', 121) },
    };

    private static MeasurementWish Good => new(MeasurementKind.Length, "2.25.2", "2.25.3", 1, [[1, 2], [4, 6]], [[0, 0, 0], [3, 4, 0]], "2.25.9", "", [new(FigureName.Length, 5, "mm")], "PixelSpacing");

    [Fact]
    public void A_measurement_that_cannot_be_is_refused()
    {
        Assert.Null(Good.Fault());
        Assert.All(Bad, bad => Assert.True(bad.Value.Fault() is not null, bad.Key));
    }

    private static KeyImage KeyImage(DateTimeOffset savedAt) => new()
    {
        StudyUid = "2.25.1",
        Id = Guid.NewGuid(),
        SeriesUid = "2.25.2",
        InstanceUid = "2.25.3",
        Frame = 1,
        Caption = "",
        AuthorId = Me,
        AuthorName = "Demo Reader",
        SavedAt = savedAt,
    };
}
