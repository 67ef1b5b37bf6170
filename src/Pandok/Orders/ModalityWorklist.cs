using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentification.Mapping;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Devices;
using Pandok.Dicom.Data;
using Pandok.Dicom.Network;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Orders;

/// <summary>
/// Modality worklist as provider (PS3.4 Annex K): the scheduled orders of the device's own site, with the identity restored for it and written down each time.
/// What the open columns rule out is never unsealed.
/// </summary>
internal sealed class ModalityWorklist(DatabaseFactory databases, SiteKeyring keyring, SealedOrders vault)
{
    private const int Most = 500;

    public async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, Device device, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = databases.Create();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(await db.Set<Site>().Where(site => site.Id == device.SiteId).Select(site => site.TimeZone).SingleAsync(stop));
        var keys = request.Identifier.Copy();
        var period = Period.TakeFrom(keys);
        var orders = (await CandidatesAsync(db, keys, device, stop))
            .Where(order => Open(order) is var open && period.Holds(open) && KeyMatch.IsMatch(StepOf(keys), open)).Take(Most + 1).ToList();
        if (orders.Count > Most) throw new DimseException(DimseStatus.OutOfResources.With($"More than {Most} orders; narrow the query"));
        if (await vault.ResolveAsync(orders, "modalityWorklist", Actor.Device(device.Id, device.AeTitle), stop) is not { } details)
            throw new DimseException(DimseStatus.OutOfResources.With("Too many identities in a short time; try again in a minute"));
        foreach (var order in orders)
        {
            if (!details.TryGetValue(order.Id, out var words)) continue;
            var item = WorklistItem.Full(order, words, device.AeTitle, device.CharacterSet, zone);
            if (!KeyMatch.IsMatch(keys, item)) continue;
            request.OptionalKeysIgnored = KeyMatch.AsksBeyond(keys, item);
            yield return KeyMatch.Answer(request.Identifier, item);
        }

        DataSet Open(Order order) => WorklistItem.Open(order, device.AeTitle, zone);
    }

    // Exact numbers are asked for by their keyed selves.
    private async Task<List<Order>> CandidatesAsync(Database db, DataSet keys, Device device, CancellationToken stop)
    {
        var orders = db.Set<Order>().AsNoTracking().Where(order => order.SiteId == device.SiteId && order.State == OrderState.Scheduled);
        var site = await keyring.OfAsync(device.SiteId, stop);
        if (keys.GetString(Tags.AccessionNumber) is { } accession && accession.AsSpan().IndexOfAny('*', '?') < 0)
        {
            var keyed = Mapped.Accession(site, accession);
            orders = orders.Where(order => order.Accession == keyed);
        }
        if (keys.GetStrings(Tags.StudyInstanceUID) is { Length: > 0 } uids && uids.All(uid => uid.Length > 0))
        {
            var keyed = uids.Select(uid => Mapped.Uid(site, uid)).ToArray();
            orders = orders.Where(order => keyed.Contains(order.StudyUid));
        }
        return await orders.OrderBy(order => order.ScheduledAt).ThenBy(order => order.Id).ToListAsync(stop);
    }

    private static DataSet StepOf(DataSet keys)
    {
        var only = new DataSet();
        if (keys.TryGet(ServiceTags.ScheduledProcedureStepSequence, out var step)) only.Set(DataElement.OfItems(step.Tag, [.. step.Items!.Select(item => item.Copy())]));
        return only;
    }

    // PS3.4 K.6.1.2.2: ranges of both date and time are one period, from the first date's time to the last date's.
    private sealed record Period(string? From, string? To)
    {
        public static Period TakeFrom(DataSet keys)
        {
            if (keys.GetItems(ServiceTags.ScheduledProcedureStepSequence) is not [var step, ..]) return new(null, null);
            if (step.GetString(ServiceTags.ScheduledProcedureStepStartDate)?.Split('-') is not [var from, var to]
                || step.GetString(ServiceTags.ScheduledProcedureStepStartTime)?.Split('-') is not [var begin, var end]) return new(null, null);
            step.Set(ServiceTags.ScheduledProcedureStepStartDate, Vr.DA).Set(ServiceTags.ScheduledProcedureStepStartTime, Vr.TM);
            return new(from.Length == 0 ? null : from + KeyMatch.Time(begin, false), to.Length == 0 ? null : to + (end.Length == 0 ? KeyMatch.Time("", true) : KeyMatch.Time(end, true)));
        }

        public bool Holds(DataSet item)
        {
            var step = item.GetItems(ServiceTags.ScheduledProcedureStepSequence)[0];
            var at = step.GetString(ServiceTags.ScheduledProcedureStepStartDate) + KeyMatch.Time(step.GetString(ServiceTags.ScheduledProcedureStepStartTime)!, false);
            return (From is null || string.CompareOrdinal(From, at) <= 0) && (To is null || string.CompareOrdinal(at, To) <= 0);
        }
    }
}
