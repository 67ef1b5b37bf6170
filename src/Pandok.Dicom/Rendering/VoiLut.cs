using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>The values of interest as a curve: a VOI LUT (PS3.3 C.11.2.1.1), or a window that is not a straight ramp, tabulated.</summary>
/// <param name="First">The modality value that the first entry is for. Lower ones become the first entry, those beyond the table its last.</param>
/// <param name="Values">The brightness of each value, from 0 to <paramref name="Highest"/>.</param>
/// <param name="Highest">Full brightness.</param>
public sealed record VoiLut(int First, IReadOnlyList<ushort> Values, int Highest)
{
    private const int Reach = 2, MostEntries = 1 << 16;
    private static readonly Tag Sequence = new(0x00283010);

    /// <summary>The curve of a frame.</summary>
    /// <param name="holder">Where its VOI attributes stand: the data set, or the Frame VOI LUT item of its functional group.</param>
    /// <param name="signed">Whether values below zero may come: the first value mapped is read like them.</param>
    /// <returns>Null if the frame has neither a VOI LUT nor a curved window.</returns>
    public static VoiLut? Of(DataSet holder, bool signed)
    {
        ArgumentNullException.ThrowIfNull(holder);
        if (TableOf(holder, signed) is { } table) return table;
        return Voi.WindowOf(holder) is { Function: VoiFunction.Sigmoid } window ? Tabulate(window) : null;
    }

    internal static VoiLut? TableOf(DataSet holder, bool signed) =>
        holder.GetItems(Sequence) is [var item, ..] && LookupTable.Read(item, Voi.LutDescriptor, Voi.LutData, signed) is { } table ? new VoiLut(table.First, table.Entries, table.Highest) : null;

    /// <summary>The part of full brightness, 0 to 1, of a modality value.</summary>
    public double Apply(double value) => (double)Values[(int)Math.Clamp(Math.Floor(value) - First, 0, Values.Count - 1)] / Highest;

    // Two widths to each side a sigmoid is within a thousandth of black and white.
    private static VoiLut? Tabulate(Window window)
    {
        var entries = Math.Ceiling(2 * Reach * window.Width) + 1;
        if (entries > MostEntries || Math.Abs(window.Center) > int.MaxValue / 2) return null;
        var first = (int)Math.Floor(window.Center - Reach * window.Width);
        return new VoiLut(first, [.. Enumerable.Range(0, (int)entries).Select(i => (ushort)Math.Round(window.Apply(first + i) * ushort.MaxValue))], ushort.MaxValue);
    }
}
