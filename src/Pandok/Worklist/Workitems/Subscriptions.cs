using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Worklist.Workitems;

/// <summary>Subscribe, unsubscribe, suspend (PS3.4 CC.2.3), and which events a subscriber hears.</summary>
internal sealed class Subscriptions(Database db, TimeProvider time)
{
    private const int Most = 1000;

    /// <returns>False: the name belongs to another account, or it has too many subscriptions.</returns>
    public async Task<bool> AddAsync(CurrentUser user, string subscriber, string workitem, string filter, bool deletionLock, CancellationToken stop)
    {
        var own = await db.Set<WorkitemSubscription>().Where(one => one.Subscriber == subscriber).ToListAsync(stop);
        if (own.Any(one => one.AccountId != user.Id) || own.Count >= Most) return false;
        if (own.SingleOrDefault(one => one.WorkitemUid == workitem) is { } known) (known.Filter, known.DeletionLock, known.SuspendedAt) = (filter, deletionLock, null);
        else db.Add(new WorkitemSubscription { Subscriber = subscriber, AccountId = user.Id, WorkitemUid = workitem, Filter = filter, DeletionLock = deletionLock });
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Ends one; ending a global one ends all (PS3.4 CC.2.3.3).</summary>
    public async Task<bool> RemoveAsync(CurrentUser user, string subscriber, string workitem, CancellationToken stop)
    {
        var global = workitem is WorkitemSubscription.Global or WorkitemSubscription.FilteredGlobal;
        return await db.Set<WorkitemSubscription>().Where(one => one.Subscriber == subscriber && one.AccountId == user.Id && (global || one.WorkitemUid == workitem)).ExecuteDeleteAsync(stop) > 0;
    }

    public async Task<bool> SuspendAsync(CurrentUser user, string subscriber, string workitem, CancellationToken stop)
    {
        DateTimeOffset? now = time.GetUtcNow();
        return await db.Set<WorkitemSubscription>().Where(one => one.Subscriber == subscriber && one.AccountId == user.Id && one.WorkitemUid == workitem)
            .ExecuteUpdateAsync(one => one.SetProperty(row => row.SuspendedAt, now), stop) > 0;
    }

    /// <summary>Whether a name is another account's.</summary>
    public Task<bool> IsTakenAsync(CurrentUser user, string subscriber, CancellationToken stop) =>
        db.Set<WorkitemSubscription>().AnyAsync(one => one.Subscriber == subscriber && one.AccountId != user.Id, stop);

    public Task<bool> AnyAsync(CurrentUser user, string subscriber, CancellationToken stop) =>
        db.Set<WorkitemSubscription>().AnyAsync(one => one.Subscriber == subscriber && one.AccountId == user.Id, stop);

    /// <summary>Whether this subscriber is to hear of the workitem, as its subscriptions are now.</summary>
    public async Task<bool> HearsAsync(CurrentUser user, string subscriber, Workitem item, CancellationToken stop)
    {
        var own = await db.Set<WorkitemSubscription>().AsNoTracking()
            .Where(one => one.Subscriber == subscriber && one.AccountId == user.Id
                && (one.WorkitemUid == item.Uid || one.WorkitemUid == WorkitemSubscription.Global || one.WorkitemUid == WorkitemSubscription.FilteredGlobal)).ToListAsync(stop);
        foreach (var one in own)
        {
            if (one.SuspendedAt < item.ScheduledAt) continue;
            if (one.WorkitemUid != WorkitemSubscription.FilteredGlobal) return true;
            var (search, _) = WorkitemSearch.Parse(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(one.Filter));
            if (search is not null && await search.Of(db, user).AnyAsync(match => match.Uid == item.Uid, stop)) return true;
        }
        return false;
    }
}
