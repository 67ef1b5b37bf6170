using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist.Workitems;

/// <summary>The keys of a search and of a filtered subscription (PS3.18 section 11.9). A key that is not matched is refused, never ignored.</summary>
internal sealed record WorkitemSearch(IReadOnlyList<(Tag Tag, string Value)> Keys, int Offset, int Limit)
{
    private const int Most = 500;

    public static readonly IReadOnlyList<Tag> Matched =
        [UpsTags.State, UpsTags.Priority, UpsTags.WorklistLabel, UpsTags.Label, UpsTags.InputReadiness, UpsTags.Start, Tags.StudyInstanceUID, Tags.PatientID, Tags.SOPInstanceUID];

    /// <returns>The search, or why there is none.</returns>
    public static (WorkitemSearch? Search, string? Why) Parse(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        var keys = new List<(Tag, string)>();
        var (offset, limit) = (0, Most);
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            switch (name.ToLowerInvariant())
            {
                case "limit" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number): limit = Math.Min(number, Most); break;
                case "offset" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number): offset = number; break;
                case "includefield": break; // every answer has all there is
                case "fuzzymatching" when value == "false": break;
                default:
                    if (!(Tag.TryParseHex(name, out var known) || Dictionary.TryFind(name, out known)) || !Matched.Contains(known)) return (null, $"{name} is no key of this search; it knows {string.Join(", ", Matched.Select(one => Dictionary.Find(one)?.Keyword))}.");
                    if (known == UpsTags.State && WorkitemStates.Parse(value) is null) return (null, $"{value} is no state of a workitem.");
                    if (known == UpsTags.Start && Range(value) is null) return (null, $"{value} is no date, time or range.");
                    keys.Add((known, value));
                    break;
            }
        }
        return (new WorkitemSearch(keys, offset, limit), null);
    }

    /// <summary>The workitems that match, of studies this account may see; the most urgent first, then those who wait longest.</summary>
    public IQueryable<Workitem> Of(Database db, CurrentUser user)
    {
        var items = db.Set<Workitem>().AsNoTracking();
        if (!user.AllSites)
        {
            var sites = user.Sites.ToArray();
            items = items.Where(item => sites.Contains(item.SiteId));
        }
        foreach (var (tag, value) in Keys) items = Narrow(db, items, tag, value);
        return items.OrderBy(item => item.Priority == WorkitemPriority.High ? 0 : item.Priority == WorkitemPriority.Medium ? 1 : 2).ThenBy(item => item.ScheduledAt).ThenBy(item => item.Uid);
    }

    private static IQueryable<Workitem> Narrow(Database db, IQueryable<Workitem> items, Tag tag, string value)
    {
        if (tag == UpsTags.State) return WorkitemStates.Parse(value) is { } state ? items.Where(item => item.State == state) : items.Where(_ => false);
        if (tag == UpsTags.Priority) return Enum.TryParse<WorkitemPriority>(value, ignoreCase: true, out var priority) ? items.Where(item => item.Priority == priority) : items.Where(_ => false);
        if (tag == UpsTags.InputReadiness) return items.Where(item => item.Ready == (value == "READY"));
        if (tag == Tags.StudyInstanceUID) return items.Where(item => value.Split(',', StringSplitOptions.None).Contains(item.StudyUid));
        if (tag == Tags.SOPInstanceUID) return items.Where(item => value.Split(',', StringSplitOptions.None).Contains(item.Uid));
        if (tag == Tags.PatientID) return items.Where(item => db.Set<Study>().Any(study => study.Uid == item.StudyUid && study.Pseudonym == value));
        if (tag == UpsTags.Start)
        {
            var (from, to) = Range(value)!.Value;
            return items.Where(item => item.ScheduledAt >= from && item.ScheduledAt < to);
        }
        var like = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace('*', '%').Replace('?', '_');
        return tag == UpsTags.Label ? items.Where(item => EF.Functions.Like(item.Label, like, "\\")) : items.Where(item => EF.Functions.Like(item.WorklistLabel, like, "\\"));
    }

    private static (DateTimeOffset From, DateTimeOffset To)? Range(string value)
    {
        var parts = value.Split('-');
        if (parts.Length > 2) return null;
        var from = parts[0].Length == 0 ? DateTimeOffset.MinValue : Moment(parts[0])?.From;
        var to = parts[^1].Length == 0 ? DateTimeOffset.MaxValue : Moment(parts[^1])?.To;
        return from is { } first && to is { } last && value.Length > 1 ? (first, last) : null;
    }

    // A moment is as long as what it leaves out: a day, an hour, a minute, a second.
    private static (DateTimeOffset From, DateTimeOffset To)? Moment(string text)
    {
        foreach (var (format, length) in new[] { ("yyyyMMdd", TimeSpan.FromDays(1)), ("yyyyMMddHH", TimeSpan.FromHours(1)), ("yyyyMMddHHmm", TimeSpan.FromMinutes(1)), ("yyyyMMddHHmmss", TimeSpan.FromSeconds(1)) })
            if (DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from)) return (from, from + length);
        return null;
    }
}
