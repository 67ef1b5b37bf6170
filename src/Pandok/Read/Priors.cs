using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read;

/// <summary>
/// Earlier studies of the same pseudonym and the same site, and of pseudonyms that a privacy officer joined with it; never of another site. Dates of a joined pseudonym are shifted by another
/// number of weeks, so they are not shown: what came before, came before.
/// </summary>
internal sealed class Priors(Database db, VaultMerges merges)
{
    private const int Most = 50;

    /// <param name="study">One that the account may see; its priors are of the same site.</param>
    public async Task<IReadOnlyList<PriorView>> OfAsync(Study study, CancellationToken stop)
    {
        if (study.Pseudonym.Length == 0) return [];
        var person = await merges.PersonAsync(study.SiteId, study.Pseudonym, stop);
        var others = await db.Set<Study>().AsNoTracking().Where(other => other.SiteId == study.SiteId && person.Contains(other.Pseudonym) && other.Uid != study.Uid && other.SettledAt != null).ToListAsync(stop);
        return [.. Rank(study, others, person).Take(Most).Select(prior => new PriorView(
            prior.Uid, prior.Modality, prior.BodyPart, prior.Description, prior.Pseudonym == study.Pseudonym ? prior.StudyDate : null, DaysBetween(prior, study), prior.ReportedAt is not null, prior.SeriesCount, prior.InstanceCount))];
    }

    /// <summary>Same body part and modality first, then same body part, then same modality; of equal fit the latest. What is not earlier is no prior.</summary>
    /// <param name="person">The pseudonyms that are this patient; null: the study's own alone.</param>
    public static IEnumerable<Study> Rank(Study study, IEnumerable<Study> others, IReadOnlyList<string>? person = null) =>
        from other in others
        where other.SiteId == study.SiteId && (other.Pseudonym == study.Pseudonym || person?.Contains(other.Pseudonym) == true) && IsEarlier(other, study)
        orderby (Same(other.BodyPart, study.BodyPart) ? 2 : 0) + (Same(other.Modality, study.Modality) ? 1 : 0) descending, DateFor(study, other) descending, other.ReceivedAt descending, other.Uid
        select other;

    private static bool IsEarlier(Study other, Study study) =>
        DateFor(study, other) is { } before && DateOf(study) is { } now && before != now ? before < now : other.ReceivedAt < study.ReceivedAt;

    private static int? DaysBetween(Study prior, Study study) => DateFor(study, prior) is { } before && DateOf(study) is { } now ? now.DayNumber - before.DayNumber : null;

    private static bool Same(string? a, string? b) => !string.IsNullOrEmpty(a) && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static DateOnly? DateFor(Study study, Study other) => other.Pseudonym == study.Pseudonym ? DateOf(other) : null;

    private static DateOnly? DateOf(Study study) => DateOnly.TryParseExact(study.StudyDate, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
