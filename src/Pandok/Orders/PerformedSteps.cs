using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentify;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>
/// Modality performed procedure steps as provider (PS3.4 Annex F): a device says that it began and how it ended, and the order moves with it. A step that nobody ordered is
/// taken too. Of what the device tells, only state and keyed UIDs are kept.
/// <code>
/// N-CREATE IN PROGRESS --> InProgress --N-SET COMPLETED--> Completed        both final: further N-SET is refused (F.7.2.2.2)
///                              +--------N-SET DISCONTINUED--> Discontinued
/// </code>
/// </summary>
internal sealed class PerformedSteps(DatabaseFactory databases, SiteKeyring keyring, AuditTrail trail, LiveHub live, TimeProvider time)
{
    // PS3.4 Table F.7.2-2
    private static readonly DimseStatus NoLongerUpdated = DimseStatus.ProcessingFailure.With("Performed Procedure Step Object may no longer be updated") with { ErrorId = 0xA710 };

    public async Task<NormalizedResponse> CreateAsync(NormalizedRequest request, Device device, CancellationToken stop)
    {
        if (request.DataSet is not { } set) return DimseStatus.MissingAttribute.At(ServiceTags.PerformedProcedureStepStatus);
        if (set.GetString(ServiceTags.PerformedProcedureStepStatus) is not "IN PROGRESS") return DimseStatus.InvalidAttributeValue.At(ServiceTags.PerformedProcedureStepStatus);
        if (set.GetItems(ServiceTags.ScheduledStepAttributesSequence) is not [_, ..] scheduled) return DimseStatus.MissingAttribute.At(ServiceTags.ScheduledStepAttributesSequence);
        var original = request.SopInstanceUid ?? Uids.Create();
        var keys = await keyring.OfAsync(device.SiteId, stop);
        var uid = Mapped.Uid(keys, original);
        var studies = Named(scheduled, Tags.StudyInstanceUID, study => Mapped.Uid(keys, study));
        var accessions = Named(scheduled, Tags.AccessionNumber, accession => Mapped.Accession(keys, accession));
        await using var db = databases.Create();
        var isNew = await db.InTransactionAsync(async token =>
        {
            if (await db.Set<PerformedStep>().AnyAsync(row => row.SiteId == device.SiteId && row.Uid == uid, token)) return false;
            var now = time.GetUtcNow();
            var order = await OrderOfAsync(db, device.SiteId, studies, accessions, token);
            var step = new PerformedStep { SiteId = device.SiteId, Uid = uid, DeviceId = device.Id, OrderId = order?.Id, StudyUid = order?.StudyUid ?? studies.FirstOrDefault(), State = StepState.InProgress, StartedAt = now };
            db.Add(step);
            if (order is not null) OrderMove.Apply(order, OrderState.InProgress, now);
            await db.SaveChangesAsync(token);
            await trail.AppendAsync(db, Actor.Device(device.Id, device.AeTitle), AuditAction.Started, step.StudyUid, device.SiteId, new { order = step.OrderId, step = uid }, token);
            return true;
        }, stop);
        if (!isNew) return DimseStatus.DuplicateSopInstance;
        Tell(device.SiteId);
        return new NormalizedResponse(DimseStatus.Success, null, request.SopInstanceUid is null ? original : null);
    }

    public async Task<NormalizedResponse> SetAsync(NormalizedRequest request, Device device, CancellationToken stop)
    {
        var uid = Mapped.Uid(await keyring.OfAsync(device.SiteId, stop), request.SopInstanceUid!);
        StepState? wanted = request.DataSet?.GetString(ServiceTags.PerformedProcedureStepStatus) switch
        {
            "COMPLETED" => StepState.Completed,
            "DISCONTINUED" => StepState.Discontinued,
            "IN PROGRESS" or null => null, // it tells more about itself; nothing of that is kept
            _ => (StepState)(-1),
        };
        if (wanted == (StepState)(-1)) return DimseStatus.InvalidAttributeValue.At(ServiceTags.PerformedProcedureStepStatus);
        await using var db = databases.Create();
        var status = await db.InTransactionAsync(async token =>
        {
            if (await db.Set<PerformedStep>().SingleOrDefaultAsync(row => row.SiteId == device.SiteId && row.Uid == uid, token) is not { } step) return DimseStatus.NoSuchSopInstance;
            if (step.State != StepState.InProgress) return NoLongerUpdated;
            if (wanted is not { } end) return DimseStatus.Success;
            (step.State, step.EndedAt) = (end, time.GetUtcNow());
            step.Version++;
            await db.SaveChangesAsync(token);
            var moved = await EndAsync(db, step, token);
            await trail.AppendAsync(db, Actor.Device(device.Id, device.AeTitle), end == StepState.Completed ? AuditAction.Performed : AuditAction.Discontinued,
                step.StudyUid, device.SiteId, new { order = step.OrderId, step = uid, moved }, token);
            return DimseStatus.Success;
        }, stop);
        if (status.IsSuccess) Tell(device.SiteId);
        return status;
    }

    /// <summary>An order ends with the last of its steps: completed if one of them was.</summary>
    /// <returns>Where it moved, or null.</returns>
    private static async Task<OrderState?> EndAsync(Database db, PerformedStep step, CancellationToken stop)
    {
        if (step.OrderId is not { } id || await db.Set<Order>().SingleOrDefaultAsync(row => row.Id == id, stop) is not { } order) return null;
        var states = await db.Set<PerformedStep>().Where(row => row.OrderId == id).Select(row => row.State).ToListAsync(stop);
        if (states.Contains(StepState.InProgress)) return null;
        var to = states.Contains(StepState.Completed) ? OrderState.Completed : OrderState.Discontinued;
        if (!OrderMove.Apply(order, to, step.EndedAt!.Value)) return null;
        await db.SaveChangesAsync(stop);
        return to;
    }

    private static async Task<Order?> OrderOfAsync(Database db, Guid site, string[] studies, string[] accessions, CancellationToken stop)
    {
        var orders = db.Set<Order>().Where(order => order.SiteId == site);
        if (await orders.Where(order => studies.Contains(order.StudyUid)).OrderBy(order => order.ScheduledAt).FirstOrDefaultAsync(stop) is { } same) return same;
        var named = await orders.Where(order => accessions.Contains(order.Accession) && order.State != OrderState.Cancelled).OrderBy(order => order.Id).Take(2).ToListAsync(stop);
        return named.Count == 1 ? named[0] : null;
    }

    private static string[] Named(IReadOnlyList<DataSet> items, Tag tag, Func<string, string> map) => [.. items.Select(item => item.GetString(tag)).OfType<string>().Select(map).Distinct()];

    private void Tell(Guid site) => live.Publish(new LiveEvent("worklist", null, site));
}
