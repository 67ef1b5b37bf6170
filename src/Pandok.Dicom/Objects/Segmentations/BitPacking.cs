namespace Pandok.Dicom.Objects.Segmentations;

/// <summary>One-bit pixels: the first in the lowest bit, frames without a gap between them, not even at byte borders (PS3.5 section 8.1.1, annex D).</summary>
internal static class BitPacking
{
    /// <summary>Bytes of a number of bits, made even.</summary>
    public static long Bytes(long bits) => (bits + 15) / 16 * 2;

    /// <summary>Packs frame after frame; a chunk holds the whole bytes of one, the rest waits for the next.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Pack(IEnumerable<FillFrame> frames, int pixelsPerFrame)
    {
        var pixels = new ushort[pixelsPerFrame];
        var bytes = new byte[pixelsPerFrame / 8 + 2];
        var used = 0; // bits already in bytes[0]
        foreach (var fill in frames)
        {
            Array.Clear(pixels);
            Array.Clear(bytes, 1, bytes.Length - 1);
            fill(pixels);
            Merge(pixels, bytes, used);
            var bits = used + pixelsPerFrame;
            yield return bytes.AsMemory(0, bits / 8);
            used = bits % 8;
            bytes[0] = used == 0 ? (byte)0 : bytes[bits / 8];
        }
        if (used > 0) yield return bytes.AsMemory(0, 1);
    }

    /// <summary>Gives the pixels of one frame as bytes 0 or 1.</summary>
    public static void Unpack(ReadOnlySpan<byte> packed, long firstBit, Span<byte> mask)
    {
        var at = (int)(firstBit >> 3);
        var bit = (int)(firstBit & 7);
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)((packed[at] >> bit) & 1);
            if (++bit < 8) continue;
            bit = 0;
            at++;
        }
    }

    private static void Merge(ushort[] pixels, byte[] bytes, int used)
    {
        var at = 0;
        var bit = used;
        foreach (var pixel in pixels)
        {
            if (pixel != 0) bytes[at] |= (byte)(1 << bit);
            if (++bit < 8) continue;
            bit = 0;
            at++;
        }
    }
}
