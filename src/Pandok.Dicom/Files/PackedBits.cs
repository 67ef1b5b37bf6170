namespace Pandok.Dicom.Files;

/// <summary>Frames of single bits, eight pixels in a byte, the first in its lowest bit; in native Pixel Data the next frame starts at the next bit (PS3.5 section 8.1.1).</summary>
public sealed class PackedBits
{
    private int held;
    private int count;

    /// <summary>Cuts bits out of bytes: the first moves to bit 0, what is left over of the last byte is 0.</summary>
    /// <param name="bytes">What covers the bits.</param>
    /// <param name="first">The first bit, 0 to 7, in the first byte.</param>
    /// <param name="bits">How many.</param>
    public static byte[] Cut(ReadOnlySpan<byte> bytes, int first, long bits)
    {
        var cut = new byte[(bits + 7) / 8];
        for (var i = 0; i < cut.Length; i++)
        {
            var next = i + 1 < bytes.Length ? bytes[i + 1] : 0;
            cut[i] = (byte)((bytes[i] | next << 8) >> first);
        }
        if (bits % 8 != 0) cut[^1] &= (byte)((1 << (int)(bits % 8)) - 1);
        return cut;
    }

    /// <summary>Appends a frame to those before it.</summary>
    /// <param name="frame">Its bits, from bit 0 of the first byte on.</param>
    /// <param name="bits">How many.</param>
    /// <returns>The bytes that became full.</returns>
    public byte[] Append(ReadOnlySpan<byte> frame, long bits)
    {
        var full = new byte[(count + bits) / 8];
        for (var i = 0; i < frame.Length; i++)
        {
            var width = (int)Math.Min(8, bits - 8L * i);
            held |= (frame[i] & ((1 << width) - 1)) << count;
            count += width;
            if (count < 8) continue;
            full[i] = (byte)held;
            held >>= 8;
            count -= 8;
        }
        return full;
    }

    /// <summary>The last byte, if one is begun.</summary>
    public byte[] Finish() => count > 0 ? [(byte)held] : [];
}
