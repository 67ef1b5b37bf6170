namespace Pandok.Dicom.Codecs.Dct;

/// <summary>The entropy-coded bits of a scan, without stuffed bytes (T.81 F.2.2.5). Behind a marker or the end zeros follow, and <see cref="IsExhausted"/> becomes true.</summary>
internal ref struct DctBits(ReadOnlySpan<byte> code, int position)
{
    private readonly ReadOnlySpan<byte> code = code;
    private ulong held = 0;
    private int count = 0;
    private int padding = 0;

    /// <summary>The next byte that was not yet taken in.</summary>
    public int Position { get; private set; } = position;

    /// <summary>True once bits were used that are not there.</summary>
    public readonly bool IsExhausted => padding > count;

    public int ReadSymbol(DctHuffmanTable table)
    {
        if (count < 16) Refill();
        var entry = table[(int)(held >> 48)];
        if (entry == 0) throw new CodecException(padding > 0 ? CodecFault.Truncated : CodecFault.Malformed, "The next bits are no Huffman code", Position);
        Drop(entry >> 8);
        return entry & 0xFF;
    }

    /// <summary>Reads a number of so many bits, 0 to 16 (T.81 F.2.2.1, EXTEND).</summary>
    public int ReadNumber(int bits)
    {
        if (bits == 0) return 0;
        if (count < bits) Refill();
        var value = (int)(held >> (64 - bits));
        Drop(bits);
        return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
    }

    /// <summary>Goes past the restart marker that must come next.</summary>
    public void Restart(int number)
    {
        SkipToMarker();
        if (Position + 1 >= code.Length || code[Position + 1] != 0xD0 + (number & 7)) throw new CodecException(CodecFault.Malformed, $"Restart marker {number & 7} is missing", Position);
        Position += 2;
    }

    /// <summary>Drops what is held and goes to the next marker or the end.</summary>
    public void SkipToMarker()
    {
        held = 0;
        count = padding = 0;
        while (Position < code.Length && !AtMarker()) Position += code[Position] == 0xFF ? 2 : 1;
        while (Position + 1 < code.Length && code[Position + 1] == 0xFF) Position++;
    }

    private readonly bool AtMarker() => code[Position] == 0xFF && (Position + 1 >= code.Length || code[Position + 1] != 0);

    private void Drop(int bits)
    {
        held <<= bits;
        count -= bits;
    }

    private void Refill()
    {
        while (count <= 56)
        {
            if (Position >= code.Length || AtMarker()) padding += 8;
            else
            {
                held |= (ulong)code[Position] << (56 - count);
                Position += code[Position] == 0xFF ? 2 : 1;
            }
            count += 8;
        }
    }
}
