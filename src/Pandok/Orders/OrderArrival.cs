using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>
/// A study arrives: does it belong to an order of its site? Both sides are keyed already, so nothing is opened. Its Study Instance UID says so, else its accession number,
/// if that is one order's alone. Runs in the transaction of the study's first instance.
/// </summary>
internal static class OrderArrival
{
    /// <returns>The order, linked; null if there is none.</returns>
    public static async Task<Order?> LinkAsync(Database db, AuditTrail trail, Study study, Actor actor, DateTimeOffset now, CancellationToken stop)
    {
        if (await FindAsync(db, study, stop) is not { } order) return null;
        (order.LinkedStudy, order.LinkedAt) = (study.Uid, now);
        order.Version++;
        // Images are proof enough that a device has begun, whether or not it says so.
        if (OrderMove.Apply(order, OrderState.InProgress, now))
            await trail.AppendAsync(db, actor, AuditAction.Started, study.Uid, study.SiteId, new { order = order.Id, by = "images" }, stop);
        return order;
    }

    private static async Task<Order?> FindAsync(Database db, Study study, CancellationToken stop)
    {
        var open = db.Set<Order>().Where(order => order.SiteId == study.SiteId && order.LinkedStudy == null);
        if (await open.SingleOrDefaultAsync(order => order.StudyUid == study.Uid, stop) is { } same) return same;
        if (string.IsNullOrEmpty(study.Accession)) return null;
        var named = await open.Where(order => order.Accession == study.Accession && order.State != OrderState.Cancelled).OrderBy(order => order.Id).Take(2).ToListAsync(stop);
        return named.Count == 1 ? named[0] : null;
    }
}
