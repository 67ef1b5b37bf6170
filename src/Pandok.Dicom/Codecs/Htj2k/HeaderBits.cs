namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>The bits of packet headers, first bit highest; behind a byte 0xFF the next one has seven (ISO/IEC 15444-1 B.10.1).</summary>
internal sealed class HeaderBits
{
    private byte[] bytes = new byte[4096];
    private int current;
    private int free = 8;

    /// <summary>Whole bytes so far.</summary>
    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Bytes(int start, int length) => bytes.AsSpan(start, length);

    internal void Clear() => Length = 0;

    internal void Put(uint value, int count)
    {
        for (var bit = count - 1; bit >= 0; bit--)
        {
            current = current << 1 | (int)(value >> bit & 1);
            if (--free == 0)
                Flush();
        }
    }

    /// <summary>Ends a packet header: it ends with a byte, which is not 0xFF.</summary>
    internal void End()
    {
        // Behind 0xFF a byte with nothing but its stuffed bit follows.
        if (free < 8)
        {
            current <<= free;
            Flush();
        }

        free = 8;
    }

    private void Flush()
    {
        if (Length == bytes.Length)
            Array.Resize(ref bytes, Length * 2);
        bytes[Length++] = (byte)current;
        free = current == 0xFF ? 7 : 8;
        current = 0;
    }
}
