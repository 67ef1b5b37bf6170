namespace Pandok.Dicom.Codecs;

/// <summary>How the samples of one frame lie in memory (PS3.3 C.7.6.3, Image Pixel module).</summary>
/// <param name="Rows">Height in pixels, (0028,0010): 1 to 65535.</param>
/// <param name="Columns">Width in pixels, (0028,0011): 1 to 65535.</param>
/// <param name="SamplesPerPixel">1 (grey, palette) or 3 (colour), (0028,0002).</param>
/// <param name="BitsAllocated">Bits per sample, (0028,0100): 1, 8, 16, 32 or 64. At 1 bit, eight pixels share a byte.</param>
/// <param name="PlanarConfiguration">0: samples interleaved by pixel; 1: plane after plane, (0028,0006). It describes native frames only.</param>
public readonly record struct PixelLayout(
    int Rows, int Columns, int SamplesPerPixel = 1, int BitsAllocated = 16, int PlanarConfiguration = 0)
{
    /// <summary>Pixels in one frame.</summary>
    public long PixelCount => (long)Rows * Columns;

    /// <summary>Samples in one frame.</summary>
    public long SampleCount => PixelCount * SamplesPerPixel;

    /// <summary>Bytes of one decoded frame, without padding; a frame of single bits is rounded up to a byte.</summary>
    public long FrameLength => (SampleCount * BitsAllocated + 7) / 8;

    /// <summary>Bytes per sample; 1 for packed single bits.</summary>
    internal int SampleBytes => Math.Max(1, BitsAllocated / 8);

    /// <summary>The frame length as an array length.</summary>
    /// <exception cref="CodecException">A value is outside the module's range, or the frame is larger than one array.</exception>
    internal int CheckedFrameLength()
    {
        if (Rows is < 1 or > ushort.MaxValue || Columns is < 1 or > ushort.MaxValue)
            throw new CodecException(CodecFault.LayoutMismatch, $"A frame of {Columns} x {Rows} pixels does not exist");
        if (SamplesPerPixel is not (1 or 3))
            throw new CodecException(CodecFault.LayoutMismatch, $"{SamplesPerPixel} samples per pixel: only 1 and 3 are defined");
        if (BitsAllocated is not (1 or 8 or 16 or 32 or 64) || (BitsAllocated == 1 && SamplesPerPixel != 1))
            throw new CodecException(CodecFault.LayoutMismatch, $"{BitsAllocated} bits allocated with {SamplesPerPixel} samples per pixel");
        if (PlanarConfiguration is not (0 or 1))
            throw new CodecException(CodecFault.LayoutMismatch, $"Planar configuration {PlanarConfiguration}: only 0 and 1 are defined");
        if (FrameLength > Array.MaxLength)
            throw new CodecException(CodecFault.TooLarge, $"A frame of {FrameLength} bytes is larger than one array");
        return (int)FrameLength;
    }
}
