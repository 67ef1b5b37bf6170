using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify.Vaults;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify.Quarantine;

/// <summary>Ends what nobody decided in time, and takes away sealed files that no held row points to (a kill between file and row, or between row and file).</summary>
internal sealed class QuarantineSweep(Database db, Quarantine quarantine, SealedFiles files, VaultBoxes boxes, AuditTrail trail, PandokOptions options, TimeProvider time)
{
    private static readonly TimeSpan WaitingForItsRow = TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken stop)
    {
        await ExpireAsync(stop);
        await ForgetStraysAsync(stop);
        return false;
    }

    private async Task ExpireAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var since = now - options.QuarantineFor;
        foreach (var held in await db.Set<HeldInstance>().AsNoTracking().Where(row => row.State == HeldState.Held && row.HeldAt < since).OrderBy(row => row.HeldAt).Take(100).ToListAsync(stop))
        {
            var ended = await db.InTransactionAsync(async token =>
            {
                if (await db.Set<HeldInstance>().Where(row => row.Id == held.Id && row.Version == held.Version && row.State == HeldState.Held).ExecuteUpdateAsync(row => row
                    .SetProperty(r => r.State, HeldState.Expired).SetProperty(r => r.Version, r => r.Version + 1).SetProperty(r => r.DecidedAt, now), token) == 0) return false;
                await trail.AppendAsync(db, Actor.Platform, AuditAction.HeldEnded, held.StudyUid, held.SiteId, new { held = held.Id, state = HeldState.Expired }, token);
                return true;
            }, stop);
            if (ended) await quarantine.DiscardAsync(held, stop);
        }
    }

    private async Task ForgetStraysAsync(CancellationToken stop)
    {
        var there = files.Ids();
        if (there.Count == 0) return;
        var held = (await db.Set<HeldInstance>().Where(row => row.State == HeldState.Held).Select(row => row.Id).ToListAsync(stop)).ToHashSet();
        foreach (var stray in there.Where(id => !held.Contains(id) && time.GetUtcNow() - files.WrittenAt(id) > WaitingForItsRow))
        {
            if (await db.Set<HeldInstance>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == stray, stop) is { } row) await boxes.RemoveAsync(row.SiteId, Quarantine.PlaceOf(stray), stop);
            files.Delete(stray);
        }
    }
}
