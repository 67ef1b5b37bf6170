using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Report;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>Studies as rows of a list, in the order asked, with one query for the studies and one for the names of those who read.</summary>
internal sealed class WorklistItems(Database db, ReaderNames names, TimeProvider time)
{
    /// <param name="studies">Already limited to what the account may see.</param>
    public async Task<IReadOnlyList<WorklistItem>> OfAsync(IQueryable<Study> studies, CurrentUser user, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var rows = await studies.AsNoTracking().Select(study => new
        {
            Study = study,
            Site = db.Set<Site>().Where(site => site.Id == study.SiteId).Select(site => site.Name).FirstOrDefault(),
            Drafted = db.Set<ReportDraft>().Any(draft => draft.StudyUid == study.Uid),
            Held = db.Set<HeldInstance>().Count(held => held.StudyUid == study.Uid && held.State == HeldState.Held),
            Versions = db.Set<ReportVersion>().Count(version => version.StudyUid == study.Uid),
        }).ToListAsync(stop);
        var readers = await names.OfAsync(rows.Select(row => Claim.Holder(row.Study, now)).OfType<Guid>(), stop);
        return rows.Select(row => Of(row.Study, row.Site ?? "?", row.Held, StateOf(row.Versions, row.Drafted), row.Versions > 0, user, readers, now)).ToList();
    }

    /// <summary>One study; it must be one the account may see.</summary>
    public async Task<WorklistItem> OfAsync(Study study, CurrentUser user, CancellationToken stop) =>
        (await OfAsync(db.Set<Study>().Where(one => one.Uid == study.Uid), user, stop))[0];

    internal static WorklistItem Of(Study study, string site, int held, ReportState report, bool signed, CurrentUser user, IReadOnlyDictionary<Guid, string> readers, DateTimeOffset now)
    {
        var holder = Claim.Holder(study, now);
        return new()
        {
            Study = study.Uid,
            Emergency = study.Emergency,
            State = study.State == StudyState.Reading && holder is null ? Claim.StateWithout(study, signed) : study.State,
            Stuck = study.StuckReason,
            Modality = study.Modality,
            BodyPart = study.BodyPart,
            Description = study.Description,
            Specialty = study.Specialty,
            Series = study.SeriesCount,
            Instances = study.InstanceCount,
            Held = held,
            Complete = study.SettledAt is not null,
            Question = study.Question,
            Site = new(study.SiteId, site),
            Pseudonym = study.Pseudonym,
            Sex = study.Sex is "F" or "M" or "O" ? study.Sex : null,
            Age = study.Age,
            ReceivedAt = study.ReceivedAt,
            WaitingSince = ServiceLevel.WaitingSince(study),
            DueAt = ServiceLevel.DueAt(study),
            Claim = holder is { } reader ? ReaderNames.View(user, readers, reader, study.ClaimExpires!.Value) : null,
            Analysis = study.Analysis,
            ReportState = report,
        };
    }

    internal static ReportState StateOf(int versions, bool drafted) => versions switch
    {
        0 => drafted ? ReportState.Draft : ReportState.None,
        1 => ReportState.Final,
        _ => ReportState.Amended,
    };
}
