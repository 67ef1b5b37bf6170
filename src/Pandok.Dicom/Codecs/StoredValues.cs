using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// From samples to stored values, the step after decoding and before any modality transform (PS3.5 8.1.1): the Bits Stored below High Bit are cut out of each sample,
/// and the sign is extended where Pixel Representation is 1. What else lies in a sample (retired overlays, noise of old devices) is dropped here and nowhere else.
/// </summary>
public static class StoredValues
{
    /// <summary>Reads the stored values of a frame.</summary>
    /// <param name="frame">A decoded frame of integers: up to 32 bits, and unsigned values of at most 31 bits.</param>
    /// <returns>One value per sample, interleaved by pixel.</returns>
    /// <exception cref="CodecException">LayoutMismatch: float samples, or values wider than an int.</exception>
    public static int[] ToIntegers(DecodedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var values = new int[frame.Layout.SampleCount];
        Read(frame.Samples, frame.Layout, values);
        return values;
    }

    /// <summary>Reads the stored values of a frame of any kind as numbers: integers up to 64 bits (exact up to 53) and floats.</summary>
    /// <returns>One value per sample, interleaved by pixel.</returns>
    public static double[] ToNumbers(DecodedFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var values = new double[frame.Layout.SampleCount];
        Read(frame.Samples, frame.Layout, values);
        return values;
    }

    /// <summary>Reads the stored values of integer samples.</summary>
    /// <param name="samples">Little endian, <see cref="PixelLayout.FrameLength"/> bytes or more.</param>
    /// <param name="layout">Their layout: up to 32 bits, and unsigned values of at most 31 bits.</param>
    /// <param name="values">As many as there are samples.</param>
    /// <exception cref="CodecException">LayoutMismatch: float samples, values wider than an int, or lengths that do not fit.</exception>
    public static void Read(ReadOnlySpan<byte> samples, in PixelLayout layout, Span<int> values)
    {
        Check(samples, layout, values.Length);
        if (layout.IsFloat || layout.BitsAllocated == 64 || (!layout.IsSigned && layout.BitsStored > 31))
            throw new CodecException(CodecFault.LayoutMismatch, $"{layout.BitsStored} bits stored do not fit a signed integer of 32 bits");
        var drop = layout.HighBit + 1 - layout.BitsStored;
        var unused = 32 - layout.BitsStored;
        switch (layout.BitsAllocated)
        {
            case 1:
                for (var i = 0; i < values.Length; i++) values[i] = (samples[i >> 3] >> (i & 7)) & 1;
                break;
            case 8 when layout.IsSigned:
                for (var i = 0; i < values.Length; i++) values[i] = samples[i] >> drop << unused >> unused;
                break;
            case 8:
                for (var i = 0; i < values.Length; i++) values[i] = samples[i] >> drop << unused >>> unused;
                break;
            case 16 when layout.IsSigned:
                for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * i)..]) >> drop << unused >> unused;
                break;
            case 16:
                for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * i)..]) >> drop << unused >>> unused;
                break;
            default:
                for (var i = 0; i < values.Length; i++)
                {
                    var shifted = BinaryPrimitives.ReadInt32LittleEndian(samples[(4 * i)..]) >>> drop << unused;
                    values[i] = layout.IsSigned ? shifted >> unused : shifted >>> unused;
                }
                break;
        }
    }

    /// <summary>Reads the stored values of samples of any kind as numbers.</summary>
    /// <param name="samples">Little endian, <see cref="PixelLayout.FrameLength"/> bytes or more.</param>
    /// <param name="layout">Their layout.</param>
    /// <param name="values">As many as there are samples.</param>
    /// <exception cref="CodecException">LayoutMismatch: lengths that do not fit, or floats of another width than 32 and 64 bits.</exception>
    public static void Read(ReadOnlySpan<byte> samples, in PixelLayout layout, Span<double> values)
    {
        Check(samples, layout, values.Length);
        if (layout.IsFloat)
        {
            if (layout.BitsAllocated is not (32 or 64)) throw new CodecException(CodecFault.LayoutMismatch, $"Floats of {layout.BitsAllocated} bits");
            for (var i = 0; i < values.Length; i++)
                values[i] = layout.BitsAllocated == 32 ? BinaryPrimitives.ReadSingleLittleEndian(samples[(4 * i)..]) : BinaryPrimitives.ReadDoubleLittleEndian(samples[(8 * i)..]);
            return;
        }
        var drop = layout.HighBit + 1 - layout.BitsStored;
        var unused = 64 - layout.BitsStored;
        for (var i = 0; i < values.Length; i++)
        {
            var raw = layout.BitsAllocated switch
            {
                1 => (ulong)(samples[i >> 3] >> (i & 7) & 1),
                8 => samples[i],
                16 => BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * i)..]),
                32 => BinaryPrimitives.ReadUInt32LittleEndian(samples[(4 * i)..]),
                _ => BinaryPrimitives.ReadUInt64LittleEndian(samples[(8 * i)..]),
            };
            var shifted = raw >> drop << unused;
            values[i] = layout.IsSigned ? (long)shifted >> unused : shifted >> unused;
        }
    }

    private static void Check(ReadOnlySpan<byte> samples, in PixelLayout layout, int count)
    {
        if (samples.Length < layout.CheckedFrameLength() || count != layout.SampleCount)
            throw new CodecException(CodecFault.LayoutMismatch, $"{samples.Length} bytes and {count} values for a frame of {layout.SampleCount} samples");
    }
}
