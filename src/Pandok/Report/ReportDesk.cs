using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Report;

/// <summary>Writing, signing and adding: each one transaction.</summary>
internal sealed class ReportDesk(Database db, StudyChanges changes)
{
    public Task<DraftOutcome?> SaveDraftAsync(CurrentUser user, string uid, int expected, ReportSections sections, IReadOnlyList<ReportLink> links, CancellationToken stop) =>
        changes.ByAsync(db, user, uid, async (change, token) =>
        {
            var current = await DraftAsync(uid, token);
            var wanted = new ReportDraft { StudyUid = uid, Version = expected + 1, Sections = sections, Links = links, SavedAt = change.Now, AuthorId = user.Id, AuthorName = user.DisplayName };
            var outcome = Draft.Decide(change.Study, await CountAsync(uid, token) > 0, current, expected, wanted, change.Now);
            if (outcome is DraftOutcome.Saved)
            {
                change.IsQuiet = true;
                await change.SaveAsync(user.Actor, AuditAction.DraftSaved, new { version = wanted.Version }, token);
                if (current is null)
                    db.Add(wanted);
                else
                    (current.Version, current.Sections, current.Links, current.SavedAt, current.AuthorId, current.AuthorName) = (wanted.Version, sections, links, wanted.SavedAt, user.Id, user.DisplayName);
            }
            return outcome;
        }, stop);

    public Task<SignOutcome?> SignAsync(CurrentUser user, string uid, int draftVersion, SigningDevice? device, CancellationToken stop) =>
        changes.ByAsync(db, user, uid, async (change, token) =>
        {
            var draft = await DraftAsync(uid, token);
            var outcome = Sign.Decide(change.Study, await CountAsync(uid, token), draft, draftVersion, device, user, change.Now);
            if (outcome is SignOutcome.Signed signed)
            {
                change.Study.ReportedAt = change.Now;
                await KeepAsync(change, user, AuditAction.Reported, signed.Version, token);
                db.Remove(draft!);
            }
            return outcome;
        }, stop);

    public Task<SignOutcome?> AddAsync(CurrentUser user, string uid, string? text, SigningDevice? device, CancellationToken stop) =>
        changes.ByAsync(db, user, uid, async (change, token) =>
        {
            var outcome = Addendum.Decide(change.Study, await CountAsync(uid, token), text, device, user, change.Now);
            if (outcome is SignOutcome.Signed signed)
                await KeepAsync(change, user, AuditAction.Addendum, signed.Version, token);
            return outcome;
        }, stop);

    public async Task<ReportView> ViewAsync(string uid, CancellationToken stop)
    {
        var draft = await db.Set<ReportDraft>().AsNoTracking().SingleOrDefaultAsync(row => row.StudyUid == uid, stop);
        return new(draft is null ? null : DraftView.Of(draft), (await VersionsAsync(uid, stop)).Select(VersionView.Of).ToList());
    }

    public async Task<IReadOnlyList<ReportVersion>> VersionsAsync(string uid, CancellationToken stop) =>
        await db.Set<ReportVersion>().AsNoTracking().Where(row => row.StudyUid == uid).OrderBy(row => row.Number).ToListAsync(stop);

    /// <summary>The claim ends, the site has something new to acknowledge, the delivery begins.</summary>
    private async Task KeepAsync(StudyChange change, CurrentUser user, AuditAction action, ReportVersion version, CancellationToken stop)
    {
        Claim.End(change.Study, StudyState.Reported);
        (change.Study.AcknowledgedAt, change.Study.AcknowledgedBy) = (null, null);
        await change.SaveAsync(user.Actor, action, new { version = version.Number }, stop);
        db.Add(version);
        await StudySteps.AskAsync(change, StepKind.Deliver, stop);
    }

    private Task<ReportDraft?> DraftAsync(string uid, CancellationToken stop) => db.Set<ReportDraft>().SingleOrDefaultAsync(row => row.StudyUid == uid, stop);

    private Task<int> CountAsync(string uid, CancellationToken stop) => db.Set<ReportVersion>().CountAsync(row => row.StudyUid == uid, stop);
}
