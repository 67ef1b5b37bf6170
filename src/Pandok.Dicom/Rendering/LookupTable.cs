using System.Buffers.Binary;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Rendering;

/// <summary>A table of the standard's form: a descriptor (entries, first value mapped, bits) and its data (PS3.3 C.11.1.1.1, C.11.2.1.1, C.7.6.3.1.5).</summary>
internal sealed class LookupTable
{
    private LookupTable(ushort[] entries, int first, int bits)
    {
        Entries = entries;
        First = first;
        Highest = (1 << bits) - 1;
    }

    /// <summary>The outputs, from that of <see cref="First"/> on.</summary>
    public ushort[] Entries { get; }

    /// <summary>The first value mapped.</summary>
    public int First { get; }

    /// <summary>The highest output the descriptor allows.</summary>
    public int Highest { get; }

    /// <summary>The output for a value; values outside take the table's first or last entry.</summary>
    public int this[double value] => Entries[(int)Math.Clamp(Math.Floor(value) - First, 0, Entries.Length - 1)];

    /// <summary>Reads a table.</summary>
    /// <param name="item">Where descriptor and data stand.</param>
    /// <param name="descriptor">The descriptor's tag.</param>
    /// <param name="data">The data's tag.</param>
    /// <param name="signed">Whether the first value mapped is signed: its VR may be lost, what it maps decides.</param>
    /// <returns>Null if the table is absent or does not fit its descriptor.</returns>
    public static LookupTable? Read(DataSet item, Tag descriptor, Tag data, bool signed)
    {
        if (!item.TryGet(data, out var element) || Describe(item, descriptor, signed) is not { } shape) return null;
        var bytes = element.Value.Span;
        var values = new ushort[shape.Entries];
        // 8-bit entries may stand one to a byte, packed in words, or one to a word.
        var packed = bytes.Length < 2 * shape.Entries;
        if (packed && bytes.Length < shape.Entries) return null;
        for (var i = 0; i < values.Length; i++)
            values[i] = packed ? bytes[i] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        return new LookupTable(values, shape.First, OutputBits(values, shape.Bits, packed));
    }

    /// <summary>Reads a segmented palette table (PS3.3 C.7.9.2): discrete, linear and indirect segments of words.</summary>
    public static LookupTable? ReadSegmented(DataSet item, Tag descriptor, Tag data, bool signed)
    {
        if (!item.TryGet(data, out var element) || Describe(item, descriptor, signed) is not { } shape) return null;
        var words = new ushort[element.Value.Length / 2];
        for (var i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt16LittleEndian(element.Value.Span[(2 * i)..]);
        var values = new List<ushort>(shape.Entries);
        return Expand(words, 0, words.Length, values, shape.Entries, indirect: true) && values.Count == shape.Entries
            ? new LookupTable([.. values], shape.First, shape.Bits)
            : null;
    }

    private static (int Entries, int First, int Bits)? Describe(DataSet item, Tag descriptor, bool signed)
    {
        if (!item.TryGet(descriptor, out var element) || element.Value.Length < 6) return null;
        var span = element.Value.Span;
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(span);
        var first = BinaryPrimitives.ReadUInt16LittleEndian(span[2..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(span[4..]);
        if (bits is < 1 or > 16) return null;
        return (entries == 0 ? 65536 : entries, signed ? (short)first : first, bits);
    }

    // Tables are met whose descriptor says 16 bits and whose entries are 8, and the other way round: the entries are right.
    private static int OutputBits(ushort[] values, int bits, bool packed)
    {
        if (packed) return 8;
        var highest = values.Max();
        return highest >= 1 << bits ? 32 - int.LeadingZeroCount(highest) : bits;
    }

    private static bool Expand(ushort[] words, int at, int end, List<ushort> values, int limit, bool indirect, int segments = int.MaxValue)
    {
        for (; at + 1 < end && segments > 0; segments--)
        {
            var (kind, length) = (words[at], words[at + 1]);
            at += 2;
            switch (kind)
            {
                case 0 when at + length <= end && values.Count + length <= limit:
                    values.AddRange(words.AsSpan(at, length));
                    at += length;
                    break;
                case 1 when at < end && values.Count > 0 && values.Count + length <= limit:
                    var (from, to) = (values[^1], words[at++]);
                    for (var step = 1; step <= length; step++) values.Add((ushort)Math.Round(from + (to - from) * (double)step / length));
                    break;
                case 2 when indirect && at + 1 < end:
                    var offset = (words[at] | words[at + 1] << 16) / 2; // the offset counts bytes
                    at += 2;
                    if (offset < 0 || offset >= words.Length || !Expand(words, offset, words.Length, values, limit, indirect: false, length)) return false;
                    break;
                default: return false;
            }
        }
        return true;
    }
}
