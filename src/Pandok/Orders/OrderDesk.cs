using System.Numerics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Devices;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>
/// The one recipe behind the three doors for orders (page, FHIR, HL7): check, map, seal, save with its audit row.
/// Invariants: 1. the words are durable in the vault before the row is; 2. the row and the trail name nobody.
/// </summary>
internal sealed class OrderDesk(Database db, SiteKeyring keyring, SealedOrders vault, AuditTrail trail, LiveHub live, TimeProvider time)
{
    private const string AccessionLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public async Task<OrderOutcome> PlaceAsync(NewOrder wanted, Guid site, OrderDoor door, Actor actor, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var (checkedOrder, problem) = OrderCheck.Decide(wanted, now);
        if (checkedOrder is not { } good) return problem!;
        if (good.Number is { } known && await FindByNumberAsync(site, known, stop) is { } there) return await SameAsync(there, good, actor, stop);
        var keys = await keyring.OfAsync(site, stop);
        var details = DetailsOf(good, good.Accession ?? NewAccession(now), good.StudyUid ?? NewUid());
        var order = new Order
        {
            Id = Guid.CreateVersion7(now),
            SiteId = site,
            StudyUid = Mapped.Uid(keys, details.StudyUid),
            Accession = Mapped.Accession(keys, details.Accession),
            Number = details.Number is { } number ? Mapped.Number(keys, "order", number) : null,
            Door = door,
            Modality = good.Modality!,
            StationAe = good.StationAe,
            ScheduledAt = good.ScheduledAt!.Value,
            Priority = good.Priority,
            EnteredAt = now,
        };
        await vault.SealAsync(order, details, stop);
        var outcome = await db.InTransactionAsync<OrderOutcome>(async token =>
        {
            if (await StationProblemAsync(site, order.StationAe, token) is { } refusal) return refusal;
            if (await db.Set<Order>().AnyAsync(row => row.SiteId == site && (row.StudyUid == order.StudyUid || (order.Number != null && row.Number == order.Number)), token))
                return new OrderOutcome.Refused("orderThere", "The site has an order with this number or study already.");
            db.Add(order);
            await db.SaveChangesAsync(token);
            await trail.AppendAsync(db, actor, AuditAction.Ordered, order.StudyUid, site, new { order = order.Id, door, order.Modality, order.Priority }, token);
            return new OrderOutcome.Kept(order, details);
        }, stop);
        if (outcome is OrderOutcome.Kept) Tell(order);
        else await vault.RemoveAsync(order, order.Revision, stop);
        return outcome;
    }

    /// <summary>Changes what a scheduled order says. Study UID and order number stay.</summary>
    public async Task<OrderOutcome> ChangeAsync(Guid site, Guid id, NewOrder wanted, Actor actor, CancellationToken stop)
    {
        var (checkedOrder, problem) = OrderCheck.Decide(wanted, time.GetUtcNow());
        if (checkedOrder is not { } good) return problem!;
        if (await db.Set<Order>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.SiteId == site, stop) is not { } before) return new OrderOutcome.NotFound();
        if (await vault.ResolveAsync([before], "changeOrder", actor, stop) is not { } found) return new OrderOutcome.Refused("tooManyIdentities", "Too many were opened in a short time. Wait a minute.");
        if (!found.TryGetValue(id, out var known)) return new OrderOutcome.Refused("notSealed", "The vault does not hold this order any more.");

        var keys = await keyring.OfAsync(site, stop);
        var details = DetailsOf(good, good.Accession ?? known.Accession, known.StudyUid) with { Number = known.Number };
        var accession = Mapped.Accession(keys, details.Accession);
        var next = new Order
        {
            Id = id, SiteId = site, StudyUid = before.StudyUid, Accession = accession, Door = before.Door, Modality = good.Modality!,
            ScheduledAt = good.ScheduledAt!.Value, EnteredAt = before.EnteredAt, Revision = before.Revision + 1,
        };
        // Left behind by a change that did not come to its end; nothing points to it.
        await vault.RemoveAsync(next, next.Revision, stop);
        await vault.SealAsync(next, details, stop);
        var outcome = await ByAsync(site, id, async (order, token) =>
        {
            if (order.State != OrderState.Scheduled) return new OrderOutcome.TooLate(order.State);
            if (order.Revision != before.Revision) return new OrderOutcome.Refused("changedMeanwhile", "Somebody else changed this order meanwhile.");
            if (await StationProblemAsync(site, good.StationAe, token) is { } refusal) return refusal;
            (order.Accession, order.Modality, order.StationAe) = (accession, good.Modality!, good.StationAe);
            (order.ScheduledAt, order.Priority, order.Revision) = (good.ScheduledAt!.Value, good.Priority, before.Revision + 1);
            order.Version++;
            await db.SaveChangesAsync(token);
            await trail.AppendAsync(db, actor, AuditAction.OrderChanged, order.StudyUid, site, new { order = id, order.Modality, order.Priority }, token);
            return new OrderOutcome.Kept(order);
        }, stop);
        if (outcome is OrderOutcome.Kept) await vault.RemoveAsync(before, before.Revision, stop);
        return outcome;
    }

    public Task<OrderOutcome> CancelAsync(Guid site, Guid id, Actor actor, CancellationToken stop) =>
        MoveAsync(site, id, OrderState.Cancelled, AuditAction.OrderCancelled, actor, stop);

    /// <summary>Done, said by a person: for devices that tell nothing of their steps.</summary>
    public Task<OrderOutcome> CompleteAsync(Guid site, Guid id, Actor actor, CancellationToken stop) =>
        MoveAsync(site, id, OrderState.Completed, AuditAction.Performed, actor, stop);

    /// <summary>The order that the site's own system knows by this number.</summary>
    public async Task<Order?> FindByNumberAsync(Guid site, string number, CancellationToken stop)
    {
        var keyed = Mapped.Number(await keyring.OfAsync(site, stop), "order", number.Trim());
        return await db.Set<Order>().AsNoTracking().SingleOrDefaultAsync(row => row.SiteId == site && row.Number == keyed, stop);
    }

    // A system that missed our answer sends the same order again: that is no error. Another order under the same number is.
    private async Task<OrderOutcome> SameAsync(Order there, NewOrder good, Actor actor, CancellationToken stop) =>
        await vault.ResolveAsync([there], "placeOrder", actor, stop) is { } found && found.TryGetValue(there.Id, out var words)
        && words == DetailsOf(good, good.Accession ?? words.Accession, good.StudyUid ?? words.StudyUid)
        && (there.Modality, there.StationAe, there.ScheduledAt) == (good.Modality!, good.StationAe, good.ScheduledAt!.Value)
            ? new OrderOutcome.Kept(there, words)
            : new OrderOutcome.Refused("orderThere", "The site has an order with this number or study already.");

    private Task<OrderOutcome> MoveAsync(Guid site, Guid id, OrderState to, AuditAction action, Actor actor, CancellationToken stop) => ByAsync(site, id, async (order, token) =>
    {
        if (order.State == to) return new OrderOutcome.Kept(order);
        if (!OrderMove.Apply(order, to, time.GetUtcNow())) return new OrderOutcome.TooLate(order.State);
        await db.SaveChangesAsync(token);
        await trail.AppendAsync(db, actor, action, order.StudyUid, site, new { order = id }, token);
        return new OrderOutcome.Kept(order);
    }, stop);

    private async Task<OrderOutcome> ByAsync(Guid site, Guid id, Func<Order, CancellationToken, Task<OrderOutcome>> change, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        var outcome = await db.InTransactionAsync(async token =>
            await db.Set<Order>().SingleOrDefaultAsync(row => row.Id == id && row.SiteId == site, token) is { } order ? await change(order, token) : new OrderOutcome.NotFound(), stop);
        if (outcome is OrderOutcome.Kept kept) Tell(kept.Order);
        return outcome;
    }

    private async Task<OrderOutcome.Refused?> StationProblemAsync(Guid site, string? ae, CancellationToken stop) =>
        ae is null || await db.Set<Device>().AnyAsync(device => device.AeTitle == ae && device.SiteId == site && !device.Disabled, stop)
            ? null : new("unknownStation", "The site has no device with this AE title.");

    private void Tell(Order order) => live.Publish(new LiveEvent("worklist", null, order.SiteId));

    private static OrderDetails DetailsOf(NewOrder order, string accession, string studyUid) => new(
        order.PatientName!, order.PatientId!, order.BirthDate, order.Sex, accession, studyUid, order.Number, order.Procedure!, order.Question, order.Referrer);

    // PS3.5 B.2: a UUID below 2.25.
    private static string NewUid() => $"2.25.{new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true)}";

    private static string NewAccession(DateTimeOffset now) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P{now.UtcDateTime:yyMMdd}-{RandomNumberGenerator.GetString(AccessionLetters, 8)}");
}
