using System.Buffers.Binary;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// How many bits of each sample a lossless encoder must keep so that the very same bytes come back: Bits Stored where everything above them is only their sign or zero,
/// else all bits allocated.
/// </summary>
/// <param name="Precision">Bits per sample in the codestream.</param>
/// <param name="IsSigned">True if the codestream is to say that samples are signed.</param>
/// <param name="SampleBytes">1 or 2.</param>
internal readonly record struct SampleDepth(int Precision, bool IsSigned, int SampleBytes)
{
    /// <param name="samples">The frame.</param>
    /// <param name="layout">8 or 16 bits allocated.</param>
    /// <param name="canBeSigned">True if the codec knows signed samples.</param>
    public static SampleDepth Of(ReadOnlySpan<byte> samples, in PixelLayout layout, bool canBeSigned)
    {
        if (layout.BitsAllocated is not (8 or 16) || layout.IsFloat)
            throw new CodecException(CodecFault.UnsupportedSyntax, $"{layout.BitsAllocated} bits allocated{(layout.IsFloat ? " of floats" : "")} are not encoded in this transfer syntax");
        var whole = new SampleDepth(layout.BitsAllocated, canBeSigned && layout.IsSigned, layout.SampleBytes);
        if (layout.HighBit != layout.BitsStored - 1 || layout.BitsStored == layout.BitsAllocated || layout.BitsStored < 2) return whole;
        var narrow = whole with { Precision = layout.BitsStored };
        var above = 32 - layout.BitsStored;
        for (int i = 0, count = (int)layout.SampleCount; i < count; i++)
        {
            var sample = ReadRaw(samples, i, layout);
            if ((layout.IsSigned ? sample << above >> above : sample << above >>> above) != sample) return whole;
        }
        return narrow;
    }

    /// <summary>The number that goes into the codestream: the low <see cref="Precision"/> bits, with a sign if it has one.</summary>
    public int Read(ReadOnlySpan<byte> samples, int index)
    {
        var raw = SampleBytes == 1 ? samples[index] : BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * index)..]);
        var above = 32 - Precision;
        return IsSigned ? raw << above >> above : raw << above >>> above;
    }

    private static int ReadRaw(ReadOnlySpan<byte> samples, int index, in PixelLayout layout) => layout.SampleBytes == 1
        ? layout.IsSigned ? (sbyte)samples[index] : samples[index]
        : layout.IsSigned ? BinaryPrimitives.ReadInt16LittleEndian(samples[(2 * index)..]) : BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * index)..]);
}
