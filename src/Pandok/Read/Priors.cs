using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read;

/// <summary>Earlier studies of the same pseudonym and the same site, never of another: the same patient elsewhere has another pseudonym, and only a person may link them.</summary>
internal sealed class Priors(Database db)
{
    private const int Most = 50;

    /// <param name="study">One that the account may see; its priors are of the same site.</param>
    public async Task<IReadOnlyList<PriorView>> OfAsync(Study study, CancellationToken stop)
    {
        if (study.Pseudonym.Length == 0) return [];
        var others = await db.Set<Study>().AsNoTracking().Where(other => other.SiteId == study.SiteId && other.Pseudonym == study.Pseudonym && other.Uid != study.Uid && other.SettledAt != null).ToListAsync(stop);
        return [.. Rank(study, others).Take(Most).Select(prior => new PriorView(
            prior.Uid, prior.Modality, prior.BodyPart, prior.Description, prior.StudyDate, DaysBetween(prior, study), prior.ReportedAt is not null, prior.SeriesCount, prior.InstanceCount))];
    }

    /// <summary>Same body part and modality first, then same body part, then same modality; of equal fit the latest. What is not earlier is no prior.</summary>
    public static IEnumerable<Study> Rank(Study study, IEnumerable<Study> others) =>
        from other in others
        where other.SiteId == study.SiteId && other.Pseudonym == study.Pseudonym && IsEarlier(other, study)
        orderby (Same(other.BodyPart, study.BodyPart) ? 2 : 0) + (Same(other.Modality, study.Modality) ? 1 : 0) descending, DateOf(other) descending, other.ReceivedAt descending, other.Uid
        select other;

    private static bool IsEarlier(Study other, Study study) =>
        DateOf(other) is { } before && DateOf(study) is { } now && before != now ? before < now : other.ReceivedAt < study.ReceivedAt;

    private static int? DaysBetween(Study prior, Study study) => DateOf(prior) is { } before && DateOf(study) is { } now ? now.DayNumber - before.DayNumber : null;

    private static bool Same(string? a, string? b) => !string.IsNullOrEmpty(a) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static DateOnly? DateOf(Study study) => DateOnly.TryParseExact(study.StudyDate, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
