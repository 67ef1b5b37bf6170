using System.Text.Json;
using Pandok.Devices;
using Pandok.Dicom.Data;

namespace Pandok.Ingest.Commitment;

/// <summary>What a request for storage commitment says (PS3.4 Table J.3-1): its transaction and the instances, in the sender's own UIDs.</summary>
internal sealed record CommitmentList(string Transaction, IReadOnlyList<CommitmentList.Item> Items)
{
    private const int Most = 20_000;

    internal sealed record Item(string SopClass, string SopInstance);

    /// <returns>Null if a part is missing, or there are more than we take.</returns>
    public static CommitmentList? Read(DataSet? set)
    {
        if (set?.GetString(ServiceTags.TransactionUID) is not { } transaction) return null;
        var items = set.GetItems(Tags.ReferencedSOPSequence).Take(Most + 1).Select(item => (Class: item.GetString(Tags.ReferencedSOPClassUID), Instance: item.GetString(Tags.ReferencedSOPInstanceUID))).ToList();
        return items.Count is 0 or > Most || items.Any(item => item.Class is null || item.Instance is null)
            ? null : new(transaction, [.. items.Select(item => new Item(item.Class!, item.Instance!)).Distinct()]);
    }

    public byte[] Pack() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static CommitmentList Unpack(byte[] bytes) => JsonSerializer.Deserialize<CommitmentList>(bytes)!;

    /// <summary>The event information of the answer (PS3.4 Tables J.3-2 and J.3-3).</summary>
    /// <param name="failed">The failure reason of those that are not safe here.</param>
    public DataSet Answer(IReadOnlyDictionary<Item, ushort> failed)
    {
        var set = new DataSet().Set(ServiceTags.TransactionUID, Vr.UI, Transaction);
        var safe = Items.Where(item => !failed.ContainsKey(item)).Select(Reference).ToList();
        if (safe.Count > 0) set.SetItems(Tags.ReferencedSOPSequence, safe);
        if (failed.Count > 0) set.SetItems(Tags.FailedSOPSequence, Items.Where(failed.ContainsKey).Select(item => Reference(item).SetIntegers(Tags.FailureReason, Vr.US, failed[item])).ToList());
        return set;
    }

    private static DataSet Reference(Item item) => new DataSet().Set(Tags.ReferencedSOPClassUID, Vr.UI, item.SopClass).Set(Tags.ReferencedSOPInstanceUID, Vr.UI, item.SopInstance);
}
