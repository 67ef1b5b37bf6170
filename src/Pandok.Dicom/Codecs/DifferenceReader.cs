using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// Reads Huffman-coded differences from the entropy-coded part of a scan. 64 bits are held left-aligned; below 32 they are refilled,
/// so that a whole symbol (at most 16 + 15 bits) is always there. At a marker or the end zeros follow, and the row that used
/// them is refused: no read leaves the codestream, and no loop depends on its content.
/// </summary>
internal ref struct DifferenceReader(ReadOnlySpan<byte> code, int position)
{
    private readonly ReadOnlySpan<byte> code = code;
    private ulong held = 0;
    private int count = 0;
    private int padding = 0;

    /// <summary>The next byte that was not yet taken in.</summary>
    internal int Position { get; private set; } = position;

    /// <summary>Reads one row: one difference per table and column, interleaved.</summary>
    internal void ReadRow(Span<int> differences, ReadOnlySpan<HuffmanTable> tables)
    {
        if (tables.Length == 1)
        {
            var table = tables[0];
            var lookup = table.Lookup;
            for (var i = 0; i < differences.Length; i++)
                differences[i] = ReadOne(lookup, table);
        }
        else
        {
            for (var i = 0; i < differences.Length; i += tables.Length)
                for (var c = 0; c < tables.Length; c++)
                    differences[i + c] = ReadOne(tables[c].Lookup, tables[c]);
        }

        if (padding > count)
            throw new CodecException(CodecFault.Truncated, "The entropy-coded data ends before its last sample", Position);
    }

    /// <summary>Drops the bits left over and goes to the next marker, which must be the restart marker expected (T.81 F.2.2.4).</summary>
    internal void Restart(int number)
    {
        SkipToMarker();
        while (Position + 1 < code.Length && code[Position + 1] == 0xFF)
            Position++;
        if (Position + 1 >= code.Length || code[Position + 1] != 0xD0 + (number & 7))
            throw new CodecException(CodecFault.Malformed, $"Restart marker {number & 7} is missing", Position);
        Position += 2;
    }

    /// <summary>Goes to the next marker or the end.</summary>
    internal void SkipToMarker()
    {
        held = 0;
        count = 0;
        padding = 0;
        while (Position < code.Length && !AtMarker())
            Position += code[Position] == 0xFF ? 2 : 1;
    }

    private readonly bool AtMarker() =>
        code[Position] == 0xFF && (Position + 1 >= code.Length || code[Position + 1] != 0);

    private int ReadOne(int[] lookup, HuffmanTable table)
    {
        if (count < 32)
            Refill();
        var entry = lookup[(int)(held >> (64 - HuffmanTable.LookaheadBits))];
        var length = HuffmanTable.LengthOf(entry);
        if (length == 0 || (entry & HuffmanTable.CodeOnly) != 0)
            return ReadLong(entry, table);
        held <<= length;
        count -= length;
        return entry >> 8;
    }

    private int ReadLong(int entry, HuffmanTable table)
    {
        var length = HuffmanTable.LengthOf(entry);
        var ssss = entry >> 8;
        if (length == 0 && !table.TryFindLong((int)(held >> 48), out length, out ssss))
            throw new CodecException(padding > 0 ? CodecFault.Truncated : CodecFault.Malformed, "The next bits are no Huffman code", Position);
        held <<= length;
        count -= length;
        if (ssss == 0)
            return 0;
        if (ssss == 16)
            return 32768;
        var bits = (int)(held >> (64 - ssss));
        held <<= ssss;
        count -= ssss;
        return HuffmanTable.Extend(bits, ssss);
    }

    private void Refill()
    {
        if (code.Length - Position >= 8)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(code[Position..]);
            var inverse = ~next;
            // No byte is 0xFF, so none is stuffed or a marker. The bits of the last, partly taken byte are taken again next time.
            if (((inverse - 0x0101010101010101) & next & 0x8080808080808080) == 0)
            {
                held |= next >> count;
                Position += (63 - count) >> 3;
                count |= 56;
                return;
            }
        }

        RefillByBytes();
    }

    private void RefillByBytes()
    {
        while (count <= 56)
        {
            if (Position >= code.Length || AtMarker())
            {
                padding += 8;
            }
            else
            {
                var value = code[Position];
                held |= (ulong)value << (56 - count);
                Position += value == 0xFF ? 2 : 1;
            }

            count += 8;
        }
    }
}
