using Pandok.Dicom.Codecs;

namespace Pandok.Deidentification.Pixels.Jpeg;

/// <summary>Bits of a scan's entropy-coded data (T.81 F.2.2.5), stuffed zeros taken out; it stops in front of a marker.</summary>
internal ref struct ScanReader(ReadOnlySpan<byte> code, int position)
{
    private readonly ReadOnlySpan<byte> code = code;
    private ulong bits;
    private int count, invented;

    /// <summary>The next byte that was not taken; at a marker, its FF.</summary>
    public int Position { get; private set; } = position;

    public int Peek16()
    {
        while (count < 16) Fill();
        return (int)(bits >> (count - 16)) & 0xFFFF;
    }

    public int Take(int length)
    {
        if (length == 0) return 0;
        while (count < length) Fill();
        count -= length;
        if (count < invented) throw new CodecException(CodecFault.Truncated, "The scan ends early", Position);
        return (int)(bits >> count) & ((1 << length) - 1);
    }

    /// <summary>Drops the bits that fill up a byte and passes a restart marker.</summary>
    public void Restart(int number)
    {
        (bits, count, invented) = (0, 0, 0);
        if (Position + 1 >= code.Length || code[Position] != 0xFF || code[Position + 1] != 0xD0 + number)
            throw new CodecException(CodecFault.Malformed, "A restart marker is missing", Position);
        Position += 2;
    }

    private void Fill()
    {
        int next = 0;
        if (Position < code.Length && (code[Position] != 0xFF || (Position + 1 < code.Length && code[Position + 1] == 0)))
        {
            next = code[Position];
            Position += next == 0xFF ? 2 : 1;
        }
        else invented += 8;
        bits = bits << 8 | (uint)next;
        count += 8;
    }
}
