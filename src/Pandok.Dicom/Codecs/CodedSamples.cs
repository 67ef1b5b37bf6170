using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// Brings the samples of a codestream to the width that the data set allocates (PS3.5 8.2: the codestream's precision decides inside, Bits Allocated outside),
/// and says how they then lie.
/// </summary>
internal static class CodedSamples
{
    /// <summary>Refuses a codestream that is another picture than the data set describes.</summary>
    public static void Check(in PixelLayout layout, int rows, int columns, int components, int precision)
    {
        if (rows != layout.Rows || columns != layout.Columns || components != layout.SamplesPerPixel)
            throw new CodecException(CodecFault.LayoutMismatch,
                $"The codestream is {columns} x {rows} x {components}, the data set {layout.Columns} x {layout.Rows} x {layout.SamplesPerPixel}");
        if (precision < 1 || precision > layout.BitsAllocated || layout.IsFloat)
            throw new CodecException(CodecFault.LayoutMismatch, $"{precision} bits do not fit in {layout.BitsAllocated} allocated");
    }

    /// <summary>Refuses a frame that so little code cannot hold, before memory is taken for it.</summary>
    public static void CheckRoom(in PixelLayout layout, int codeLength, int samplesPerByte)
    {
        if (layout.SampleCount > (long)codeLength * samplesPerByte)
            throw new CodecException(CodecFault.TooLarge, $"{codeLength} bytes of code cannot hold {layout.SampleCount} samples");
    }

    /// <summary>The layout after decoding: interleaved by pixel; samples that are no wider than Bits Stored lie in the low bits.</summary>
    public static PixelLayout Decoded(in PixelLayout layout, int precision, string photometric) => layout with
    {
        PlanarConfiguration = 0,
        HighBit = precision <= layout.BitsStored ? layout.BitsStored - 1 : layout.HighBit,
        PhotometricInterpretation = photometric,
    };

    /// <summary>Widens unsigned samples of one or two bytes, and extends the sign where the codestream carries exactly the Bits Stored of a signed image.</summary>
    /// <param name="narrow">Samples of one byte up to 8 bits of precision, else two, little endian, interleaved by pixel.</param>
    /// <param name="precision">Bits per sample in the codestream.</param>
    /// <param name="layout">The layout as the data set says.</param>
    public static byte[] Widen(byte[] narrow, int precision, in PixelLayout layout)
    {
        var from = precision <= 8 ? 1 : 2;
        var to = layout.SampleBytes;
        var extend = layout.IsSigned && precision == layout.BitsStored && precision < layout.BitsAllocated;
        if (from == to && !extend) return narrow;
        var output = from == to ? narrow : new byte[layout.FrameLength];
        var unused = 32 - precision;
        for (int i = 0, count = narrow.Length / from; i < count; i++)
        {
            var sample = from == 1 ? narrow[i] : BinaryPrimitives.ReadUInt16LittleEndian(narrow.AsSpan(2 * i));
            Write(output, i, to, extend ? sample << unused >> unused : sample);
        }
        return output;
    }

    /// <summary>Writes the low bits of a value as sample number <paramref name="index"/>; a sign fills 64 bits.</summary>
    public static void Write(Span<byte> output, int index, int sampleBytes, int value)
    {
        switch (sampleBytes)
        {
            case 1: output[index] = (byte)value; break;
            case 2: BinaryPrimitives.WriteInt16LittleEndian(output[(2 * index)..], (short)value); break;
            case 4: BinaryPrimitives.WriteInt32LittleEndian(output[(4 * index)..], value); break;
            default: BinaryPrimitives.WriteInt64LittleEndian(output[(8 * index)..], value); break;
        }
    }

    /// <summary>Planes to pixels.</summary>
    public static byte[] Interleave(ReadOnlySpan<byte> planes, int components, int sampleBytes)
    {
        var interleaved = new byte[planes.Length];
        var pixels = planes.Length / components / sampleBytes;
        for (var component = 0; component < components; component++)
        {
            var plane = planes.Slice(component * pixels * sampleBytes, pixels * sampleBytes);
            if (sampleBytes == 1)
            {
                for (int pixel = 0, at = component; pixel < pixels; pixel++, at += components) interleaved[at] = plane[pixel];
                continue;
            }
            for (var pixel = 0; pixel < pixels; pixel++)
                plane.Slice(pixel * sampleBytes, sampleBytes).CopyTo(interleaved.AsSpan((pixel * components + component) * sampleBytes));
        }
        return interleaved;
    }
}
