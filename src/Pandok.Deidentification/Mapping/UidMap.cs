using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification.Mapping;

/// <summary>
/// UIDs by keyed hash, so there is no state to keep: a late slice joins its study and every reference follows.
/// Registered UIDs stay (PS3.6 Annex A; context groups 1.2.840.10008.6.1).
/// </summary>
internal sealed class UidMap(byte[] key)
{
    private readonly Dictionary<string, string> pairs = new(StringComparer.Ordinal);

    /// <summary>What was mapped so far, original to new.</summary>
    public IReadOnlyDictionary<string, string> Pairs => pairs;

    /// <summary>The new UID, or the same one where the standard gives its meaning.</summary>
    public string Map(string uid, Tag tag) => IsFixed(uid, tag) ? uid : MapAlways(uid);

    /// <summary>The new UID of an instance, series or study, whatever it looks like.</summary>
    public string MapAlways(string uid)
    {
        if (pairs.TryGetValue(uid, out var known)) return known;
        return pairs[uid] = Uids.FromHash(Keyed.Hash(key, "uid", uid));
    }

    private static bool IsFixed(string uid, Tag tag)
    {
        if (tag == Tags.SOPInstanceUID || tag == Tags.SeriesInstanceUID || tag == Tags.StudyInstanceUID) return false;
        if (uid.StartsWith("1.2.840.10008.", StringComparison.Ordinal))
            return Uids.Find(uid) is not null || (uid.StartsWith("1.2.840.10008.6.1.", StringComparison.Ordinal) && uid.Length <= 24 && Uids.IsValid(uid));
        // HL7's arc of code systems, only where a coding scheme is named.
        return tag.Value == 0x0008010C && uid.StartsWith("2.16.840.1.113883.6.", StringComparison.Ordinal) && uid.Length <= 26 && Uids.IsValid(uid);
    }
}
