using Pandok.Read;
using Pandok.Studies;

namespace Pandok.Tests.Read;

public sealed class PriorsTests
{
    private static readonly Guid Here = Guid.NewGuid(), Elsewhere = Guid.NewGuid();

    [Fact]
    public void The_same_part_and_modality_comes_first_then_the_part_then_the_modality_then_the_latest()
    {
        var now = Of("now", "20260301");
        Study[] others =
        [
            Of("head", "20260201", part: "HEAD", modality: "MR"), Of("same-old", "20240301"), Of("same-new", "20251201"), Of("chest-xray", "20260220", modality: "DX"), Of("head-ct", "20260210", part: "HEAD"),
        ];
        Assert.Equal(["same-new", "same-old", "chest-xray", "head-ct", "head"], Priors.Rank(now, others).Select(prior => prior.Uid));
    }

    [Fact]
    public void Other_patients_other_sites_and_later_studies_are_no_priors()
    {
        var now = Of("now", "20260301");
        Assert.Empty(Priors.Rank(now, [Of("site", "20250101", site: Elsewhere), Of("patient", "20250101", patient: "P-2"), Of("later", "20260302"), Of("same-day-later", "20260301", hour: 9)]));
        Assert.Single(Priors.Rank(now, [Of("same-day-earlier", "20260301", hour: 7)]));
    }

    private static Study Of(string uid, string date, string part = "CHEST", string modality = "CT", Guid? site = null, string patient = "P-1", int hour = 8) => new()
    {
        Uid = uid, SiteId = site ?? Here, Pseudonym = patient, StudyDate = date, BodyPart = part, Modality = modality, ReceivedAt = new DateTimeOffset(2026, 3, 1, hour, 0, 0, TimeSpan.Zero),
    };
}
