using System.Collections.Concurrent;
using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Audit;

/// <summary>
/// Writes down that somebody sees a study, before it is shown. Opening a study always writes; what follows through other doors (frames, metadata, whole instances,
/// the printed report) writes once in ten minutes for each account, study and door, so that a stack of a thousand images is one row and no door goes unseen.
/// </summary>
internal sealed class ViewLog(AuditTrail trail, TimeProvider time)
{
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(10);
    private const int Remembered = 10_000;
    private readonly ConcurrentDictionary<(Guid Account, string Study, string Door), DateTimeOffset> seen = new();

    public ValueTask SeesAsync(Database db, CurrentUser user, Study study, string door, CancellationToken stop) => SeesAsync(db, user, study.Uid, study.SiteId, door, stop);

    public async ValueTask SeesAsync(Database db, CurrentUser user, string study, Guid site, string door, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (seen.TryGetValue((user.Id, study, door), out var last) && now - last < Same) return;
        await db.InTransactionAsync(token => trail.AppendAsync(db, user.Actor, AuditAction.Viewed, study, site, new { page = door }, token), stop);
        if (seen.Count >= Remembered) seen.Clear();
        seen[(user.Id, study, door)] = now;
    }
}
