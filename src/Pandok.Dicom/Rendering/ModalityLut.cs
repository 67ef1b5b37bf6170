using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>The table of a Modality LUT Sequence, from stored values to the modality's values (PS3.3 C.11.1.1). It takes the place of slope and intercept.</summary>
/// <param name="First">The stored value that the first entry is for. Lower ones become the first entry, those beyond the table its last.</param>
/// <param name="Values">What the stored values become.</param>
/// <param name="Type">Modality LUT Type (0028,3004): HU, OD, US or a maker's own; null if not stated.</param>
public sealed record ModalityLut(int First, IReadOnlyList<ushort> Values, string? Type)
{
    private static readonly Tag Sequence = new(0x00283000);
    private static readonly Tag LutType = new(0x00283004);

    /// <summary>The table of an image.</summary>
    /// <param name="set">The image's data set.</param>
    /// <param name="signed">Whether stored values are signed (0028,0103): the first value mapped is read like them.</param>
    /// <returns>Null if there is none, or if it does not fit its descriptor.</returns>
    public static ModalityLut? Of(DataSet set, bool signed)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.GetItems(Sequence) is [var item, ..] && LookupTable.Read(item, Voi.LutDescriptor, Voi.LutData, signed) is { } table
            ? new ModalityLut(table.First, table.Entries, item.GetString(LutType))
            : null;
    }

    /// <summary>The modality's value.</summary>
    internal int this[double stored] => Values[(int)Math.Clamp(Math.Floor(stored) - First, 0, Values.Count - 1)];
}
