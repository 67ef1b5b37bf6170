using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Report;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>Taking a study and giving it back.</summary>
internal sealed class Claims(Database db, StudyChanges changes, TimeProvider time)
{
    public Task<ClaimOutcome?> TakeAsync(CurrentUser user, string uid, CancellationToken stop) =>
        changes.ByAsync(db, user, uid, (change, token) => TakeAsync(change, user, token), stop);

    /// <summary>As part of a larger change.</summary>
    /// <param name="requester">The AE title of the program that asks for the account, if it said one.</param>
    public async Task<ClaimOutcome> TakeAsync(StudyChange change, CurrentUser user, CancellationToken stop, string? requester = null)
    {
        var outcome = Claim.Decide(change.Study, user.Id, change.Now);
        switch (outcome)
        {
            case ClaimOutcome.Taken taken:
                await LapseAsync(change, stop);
                (change.Study.State, change.Study.ClaimedBy, change.Study.ClaimExpires) = (StudyState.Reading, user.Id, taken.Until);
                await change.SaveAsync(user.Actor, AuditAction.Claimed, requester is null ? null : new { requester }, stop);
                break;
            case ClaimOutcome.Renewed renewed:
                change.Study.ClaimExpires = renewed.Until;
                change.IsQuiet = true;
                await change.SaveAsync(user.Actor, null, null, stop);
                break;
        }
        return outcome;
    }

    /// <summary>Giving back what nobody holds is done already.</summary>
    public Task<ReleaseOutcome?> ReleaseAsync(CurrentUser user, string uid, CancellationToken stop) =>
        changes.ByAsync(db, user, uid, (change, token) => ReleaseAsync(change, user, token), stop);

    /// <summary>As part of a larger change.</summary>
    /// <param name="requester">The AE title of the program that asks for the account, if it said one.</param>
    public async Task<ReleaseOutcome> ReleaseAsync(StudyChange change, CurrentUser user, CancellationToken stop, string? requester = null)
    {
        if (change.Study is not { State: StudyState.Reading, ClaimedBy: { } reader })
            return new ReleaseOutcome.Released();
        if (reader != user.Id && !user.May(Permission.Coordinate))
            return new ReleaseOutcome.NotYours();
        Claim.End(change.Study, await StateWithoutAsync(change.Study, stop));
        await change.SaveAsync(user.Actor, AuditAction.Released, requester is null ? null : new { requester }, stop);
        return new ReleaseOutcome.Released();
    }

    /// <summary>Gives back what readers left lying, so that lists and timelines say so. A claim does not wait for this: see <see cref="Claim.Decide"/>.</summary>
    public async Task EndLapsedAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var lapsed = await db.Set<Study>().Where(study => study.State == StudyState.Reading && study.ClaimExpires <= now).OrderBy(study => study.ClaimExpires)
            .Select(study => study.Uid).Take(100).ToListAsync(stop);
        foreach (var uid in lapsed)
            await changes.ByPlatformAsync(db, uid, async (change, token) =>
            {
                if (change.Study.State == StudyState.Reading && Claim.Holder(change.Study, change.Now) is null)
                    await LapseAsync(change, token);
                return change;
            }, stop);
    }

    /// <summary>The lease of another reader ran out: the trail gets its end before anything new begins.</summary>
    private async Task LapseAsync(StudyChange change, CancellationToken stop)
    {
        if (change.Study is not { State: StudyState.Reading })
            return;
        Claim.End(change.Study, await StateWithoutAsync(change.Study, stop));
        await change.SaveAsync(Actor.Platform, AuditAction.Released, new { lapsed = true }, stop);
    }

    private async Task<StudyState> StateWithoutAsync(Study study, CancellationToken stop) =>
        Claim.StateWithout(study, await db.Set<ReportVersion>().AnyAsync(version => version.StudyUid == study.Uid, stop));
}
