using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>Load, decide, save, tell: the frame of every change of a study. Listeners hear of it after the commit.</summary>
internal sealed class StudyChanges(StudyAccess access, AuditTrail audit, LiveHub live, TimeProvider time)
{
    /// <summary>A change by an account. Null when there is no such study for it.</summary>
    public Task<T?> ByAsync<T>(Database db, CurrentUser user, string uid, Func<StudyChange, CancellationToken, Task<T>> change, CancellationToken stop) where T : class =>
        RunAsync(db, token => access.FindAsync(db, user, uid, token), change, stop);

    /// <summary>A change by the platform itself.</summary>
    public Task<T?> ByPlatformAsync<T>(Database db, string uid, Func<StudyChange, CancellationToken, Task<T>> change, CancellationToken stop) where T : class =>
        RunAsync(db, token => db.Set<Study>().SingleOrDefaultAsync(study => study.Uid == uid, token), change, stop);

    private async Task<T?> RunAsync<T>(Database db, Func<CancellationToken, Task<Study?>> load, Func<StudyChange, CancellationToken, Task<T>> decide, CancellationToken stop) where T : class
    {
        db.ChangeTracker.Clear();
        StudyChange? change = null;
        var outcome = await db.InTransactionAsync<T?>(async token =>
        {
            if (await load(token) is not { } study)
                return null;
            change = new StudyChange(db, study, time.GetUtcNow(), audit);
            var result = await decide(change, token);
            if (change.Saved)
                await db.SaveChangesAsync(token);
            return result;
        }, stop);
        if (outcome is not null && change is { Saved: true })
            Tell(change.Study, change.IsQuiet);
        return outcome;
    }

    private void Tell(Study study, bool isQuiet)
    {
        live.Publish(new LiveEvent("worklist", null, study.SiteId));
        if (!isQuiet)
            live.Publish(new LiveEvent("study", study.Uid, study.SiteId));
    }
}
