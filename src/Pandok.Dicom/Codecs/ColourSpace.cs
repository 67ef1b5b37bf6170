namespace Pandok.Dicom.Codecs;

/// <summary>From luminance and chrominance to red, green and blue (PS3.3 C.7.6.3.1.2, coefficients of ITU-R BT.601), rounded to the nearest and clamped.</summary>
internal static class ColourSpace
{
    /// <summary>Converts what a reader cannot draw; everything else comes back as it is.</summary>
    public static DecodedFrame ForReading(DecodedFrame frame)
    {
        var term = frame.Layout.PhotometricInterpretation;
        if (frame.Layout.SamplesPerPixel != 3 || !Photometric.IsYbr(term)) return frame;
        if (frame.Layout.BitsAllocated is not (8 or 16))
            throw new CodecException(CodecFault.UnsupportedSyntax, $"{term} of {frame.Layout.BitsAllocated} bits is not converted to RGB");
        var isPartial = Photometric.IsPartial(term);
        if (frame.Layout.BitsAllocated == 8) ToRgb8(frame.Samples, isPartial);
        else ToRgb16(frame.Samples, frame.Layout.BitsStored, isPartial);
        return frame with { Layout = frame.Layout with { PhotometricInterpretation = Photometric.Rgb } };
    }

    // In place: a decoded frame belongs to the call that decodes it.
    private static void ToRgb8(Span<byte> samples, bool isPartial)
    {
        for (var i = 0; i + 2 < samples.Length; i += 3)
        {
            var (r, g, b) = ToRgb(samples[i], samples[i + 1], samples[i + 2], 8, isPartial);
            samples[i] = (byte)r;
            samples[i + 1] = (byte)g;
            samples[i + 2] = (byte)b;
        }
    }

    private static void ToRgb16(Span<byte> bytes, int bits, bool isPartial)
    {
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(bytes);
        for (var i = 0; i + 2 < samples.Length; i += 3)
        {
            var (r, g, b) = ToRgb(samples[i], samples[i + 1], samples[i + 2], bits, isPartial);
            samples[i] = (ushort)r;
            samples[i + 1] = (ushort)g;
            samples[i + 2] = (ushort)b;
        }
    }

    private static (int R, int G, int B) ToRgb(int y, int cb, int cr, int bits, bool isPartial)
    {
        var maximum = (1 << bits) - 1;
        double luminance = y, blue = cb - (1 << (bits - 1)), red = cr - (1 << (bits - 1));
        if (isPartial)
        {
            // Black at 16, white at 235, chrominance from 16 to 240, scaled by the bits.
            luminance = (y - (16 << (bits - 8))) * (maximum / (double)(219 << (bits - 8)));
            blue *= maximum / (double)(224 << (bits - 8));
            red *= maximum / (double)(224 << (bits - 8));
        }
        int Clamp(double value) => (int)Math.Clamp(Math.Floor(value + 0.5), 0, maximum);
        return (Clamp(luminance + 1.402 * red), Clamp(luminance - 0.344136286 * blue - 0.714136286 * red), Clamp(luminance + 1.772 * blue));
    }
}
