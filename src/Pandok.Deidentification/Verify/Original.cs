using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Validation;

namespace Pandok.Deidentification.Verify;

/// <summary>What the verifier itself read in an input: names, numbers, places, UIDs, and its faults. It does not rely on what the rules gathered.</summary>
public sealed class Original
{
    // People, places and numbers by their tags: a list of the verifier's own.
    private static readonly HashSet<uint> Told =
    [
        0x00080050, 0x00080080, 0x00080081, 0x00080092, 0x00080094, 0x00081010, 0x00081040, 0x00100020, 0x00100021, 0x00101000, 0x00101040, 0x00101080, 0x00101081, 0x00101090,
        0x00102154, 0x00102155, 0x00102180, 0x001021F0, 0x00181000, 0x00181002, 0x00181004, 0x00200010, 0x00321020, 0x00321021, 0x00380010, 0x00380300, 0x00380400, 0x00400001, 0x00400010,
        0x00400011, 0x00400241, 0x00400242, 0x00400243, 0x00400253, 0x00401001, 0x00401102, 0x00401103, 0x00401104, 0x00402008, 0x00402009, 0x00402010, 0x00402016, 0x00402017, 0x00102203,
    ];

    private readonly List<string> names = [];
    private readonly List<string> terms = [];
    private readonly HashSet<string> uids = new(StringComparer.Ordinal);

    private readonly DicomHeader header;
    private HashSet<(ValidationRule Rule, string Place)>? faults;

    private Original(DicomHeader header)
    {
        this.header = header;
        BirthDate = header.DataSet.GetString(Tags.PatientBirthDate);
        Gather(header.DataSet);
    }

    internal IReadOnlyList<string> Names => names;

    internal IReadOnlyList<string> Terms => terms;

    internal IReadOnlyCollection<string> Uids => uids;

    internal string? BirthDate { get; }

    internal HashSet<(ValidationRule Rule, string Place)> Faults => faults ??= ObjectFaults.Of(header);

    /// <summary>SHA-256 of the bytes of Pixel Data as they came; null if they may change or nobody counted them.</summary>
    public ReadOnlyMemory<byte>? PixelSha256 { get; init; }

    /// <summary>Reads an input; nothing of it is kept but the words.</summary>
    public static Original Of(DicomHeader header, ReadOnlyMemory<byte>? pixelSha256 = null)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new Original(header) { PixelSha256 = pixelSha256 is { IsEmpty: false } ? pixelSha256 : null }; // a missing array converts to an empty one
    }

    /// <summary>Says nothing: it must not reach a log.</summary>
    public override string ToString() => nameof(Original);

    private void Gather(DataSet set)
    {
        foreach (var element in set)
        {
            if (element.Items is { } items)
            {
                foreach (var item in items) Gather(item);
            }
            else if (element.Vr == Vr.PN) names.AddRange(set.GetStrings(element.Tag));
            else if (element.Vr == Vr.UI)
            {
                foreach (var uid in set.GetStrings(element.Tag))
                {
                    if (Dicom.Standard.Uids.Find(uid) is null && !uid.StartsWith("1.2.840.10008.", StringComparison.Ordinal) && element.Tag.Value is not (0x0008010C or 0x00080117 or 0x00080118)) uids.Add(uid);
                }
            }
            else if (Told.Contains(element.Tag.Value)) terms.AddRange(set.GetStrings(element.Tag).Where(term => IsTelling(set, term)));
        }
    }

    // A station that is called like its machine tells nothing that the machine's name does not.
    private static bool IsTelling(DataSet set, string term) => term.Trim().Length >= 4 && !term.Equals(set.GetString(Tags.ManufacturerModelName), StringComparison.OrdinalIgnoreCase)
        && !term.Equals(set.GetString(Tags.Manufacturer), StringComparison.OrdinalIgnoreCase) && term.Distinct().Count() > 1;
}
