using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Validation;

namespace Pandok.Deidentification.Verify;

/// <summary>
/// Section 14 (d): what the IOD and the dictionary find wrong with an object. Only what the input had not is a fault of de-identification. Slices of a series have one
/// structure, which is judged once; the form of dates, times and numbers is judged in each.
/// </summary>
internal static class ObjectFaults
{
    private const int Kept = 256;
    // Numbers that differ from slice to slice, and of which no condition asks more than whether they are there: time, current, exposure; instance, smallest and largest value.
    internal static readonly FrozenSet<uint> Uncounted = [0x00181150, 0x00181151, 0x00181152, 0x00181153, 0x00200013, 0x00280106, 0x00280107];

    private static readonly ConcurrentDictionary<string, HashSet<(ValidationRule, string)>> Judged = new(StringComparer.Ordinal);

    /// <summary>Each fault as rule and place, without the numbers of items.</summary>
    public static HashSet<(ValidationRule Rule, string Place)> Of(DicomHeader header)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var malformed = new HashSet<(ValidationRule, string)>();
        Structure(header.DataSet, string.Empty, hash, malformed);
        hash.AppendData(BitConverter.GetBytes(header.Pixels?.Tag.Value ?? 0));
        hash.AppendData(BitConverter.GetBytes(header.Pixels?.Length ?? -1));
        var key = Convert.ToHexString(hash.GetHashAndReset());
        if (Judged.Count >= Kept) Judged.Clear();
        var faults = Judged.GetOrAdd(key, _ => Judge(header));
        return malformed.Count == 0 ? faults : [.. faults, .. malformed];
    }

    private static HashSet<(ValidationRule, string)> Judge(DicomHeader header) =>
        [.. ObjectValidator.Validate(header with { Meta = new DataSet() }, []).Findings.Where(finding => finding.Severity == Severity.Error && finding.Rule != ValidationRule.MalformedValue)
            .Select(finding => (finding.Rule, WithoutNumbers(finding.Path)))];

    // All that a condition of the tables may ask for: tags, VRs, emptiness, numbers of values, codes. Names, dates, positions and UIDs are not asked for.
    private static void Structure(DataSet set, string path, IncrementalHash hash, HashSet<(ValidationRule, string)> malformed)
    {
        Span<byte> head = stackalloc byte[12];
        foreach (var element in set)
        {
            BitConverter.TryWriteBytes(head, element.Tag.Value);
            BitConverter.TryWriteBytes(head[4..], (int)element.Vr);
            var value = element.Value.Span;
            BitConverter.TryWriteBytes(head[8..], element.Items?.Count ?? (element.Vr.IsText() ? value.ContainsAnyExcept((byte)' ', (byte)0) ? 1 + value.Count((byte)'\\') : 0 : value.Length));
            hash.AppendData(head);
            if (element.Items is { } items)
            {
                foreach (var item in items) Structure(item, path + element.Tag, hash, malformed);
                hash.AppendData(head[..1]);
            }
            else if ((element.Vr is Vr.CS or Vr.US or Vr.SS or Vr.AT or Vr.SH or Vr.LO or Vr.IS || element.Tag == Tags.SOPClassUID) && !Uncounted.Contains(element.Tag.Value)) hash.AppendData(value);
            if (element.Vr is Vr.DS or Vr.IS or Vr.DA or Vr.TM or Vr.DT or Vr.UI or Vr.CS && !IsFormed(element)) malformed.Add((ValidationRule.MalformedValue, path + element.Tag));
        }
    }

    // PS3.5 Table 6.2-1, by the characters of each VR; a legal date is the shift's matter.
    private static bool IsFormed(DataElement element)
    {
        var allowed = element.Vr switch
        {
            Vr.DS => "0123456789+-.eE \\", Vr.IS => "0123456789+- \\", Vr.DA => "0123456789.- \\", Vr.TM => "0123456789.:- \\", Vr.DT => "0123456789.+- \\", Vr.UI => "0123456789.\\\0 ",
            _ => "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ \\",
        };
        foreach (var b in element.Value.Span.TrimEnd((byte)0))
        {
            if (!allowed.Contains((char)b, StringComparison.Ordinal)) return false;
        }
        return true;
    }

    private static string WithoutNumbers(string path)
    {
        if (!path.Contains('[', StringComparison.Ordinal)) return path;
        var parts = path.Split('[');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part[(part.IndexOf(']', StringComparison.Ordinal) + 1)..]));
    }
}
