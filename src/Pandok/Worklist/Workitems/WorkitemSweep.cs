using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist.Workitems;

/// <summary>Gives a workitem to studies that came on the list without a change of their own: an emergency with its first instances. Forgets old events.</summary>
internal sealed class WorkitemSweep(Database db, StudyChanges changes, TimeProvider time)
{
    private static readonly TimeSpan KeepEvents = TimeSpan.FromDays(2);

    public async Task RunAsync(CancellationToken stop)
    {
        var without = await db.Set<Study>().In(WorklistTab.Unread, time.GetUtcNow()).Where(study => study.State != StudyState.Reading)
            .Where(study => !db.Set<Workitem>().Any(item => item.StudyUid == study.Uid && item.Kind == WorkitemKind.Reading && item.State == WorkitemState.Scheduled))
            .OrderByDescending(study => study.Emergency).Select(study => study.Uid).Take(100).ToListAsync(stop);
        foreach (var uid in without)
            await changes.ByPlatformAsync(db, uid, async (change, token) =>
            {
                await change.SaveAsync(Actor.Platform, null, null, token);
                return change;
            }, stop);
        var old = time.GetUtcNow() - KeepEvents;
        await db.Set<WorkitemEvent>().Where(told => told.At < old).ExecuteDeleteAsync(stop);
    }
}
