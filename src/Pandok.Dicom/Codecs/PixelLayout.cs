using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Codecs;

/// <summary>How the samples of one frame lie in memory and what they mean (PS3.3 C.7.6.3, Image Pixel module).</summary>
/// <param name="Rows">Height in pixels, (0028,0010): 1 to 65535.</param>
/// <param name="Columns">Width in pixels, (0028,0011): 1 to 65535.</param>
/// <param name="SamplesPerPixel">1 (grey, palette) or 3 (colour), (0028,0002).</param>
/// <param name="BitsAllocated">Bits per sample, (0028,0100): 1, 8, 16, 32 or 64. At 1 bit, eight pixels share a byte, the first in its lowest bit.</param>
/// <param name="PlanarConfiguration">0: samples interleaved by pixel; 1: plane after plane, (0028,0006). It describes native frames only.</param>
public readonly record struct PixelLayout(
    int Rows, int Columns, int SamplesPerPixel = 1, int BitsAllocated = 16, int PlanarConfiguration = 0)
{
    private readonly int? highBit;

    /// <summary>Bits of a sample that carry the stored value, (0028,0101): 1 to Bits Allocated; all of them unless said.</summary>
    public int BitsStored { get => field == 0 ? BitsAllocated : field; init; }

    /// <summary>The highest of these bits, (0028,0102), counted from 0; Bits Stored - 1 unless said.</summary>
    public int HighBit { get => highBit ?? BitsStored - 1; init => highBit = value; }

    /// <summary>True if stored values are two's complement, Pixel Representation (0028,0103) 1.</summary>
    public bool IsSigned { get; init; }

    /// <summary>True for Float (32 bits) and Double Float (64 bits) Pixel Data (PS3.3 C.7.6.24, C.7.6.25).</summary>
    public bool IsFloat { get; init; }

    /// <summary>Photometric Interpretation (0028,0004); MONOCHROME2 or RGB by the number of samples unless said.</summary>
    public string PhotometricInterpretation { get => field ?? (SamplesPerPixel == 3 ? Photometric.Rgb : Photometric.Monochrome2); init; }

    /// <summary>Pixels in one frame.</summary>
    public long PixelCount => (long)Rows * Columns;

    /// <summary>Samples in one frame.</summary>
    public long SampleCount => PixelCount * SamplesPerPixel;

    /// <summary>Bytes of one decoded frame, without padding; a frame of single bits is rounded up to a byte.</summary>
    public long FrameLength => (SampleCount * BitsAllocated + 7) / 8;

    /// <summary>
    /// Bits of one frame in native Pixel Data, where frames follow each other without a gap (PS3.5 8.1.1): fewer than decoded where chrominance is subsampled
    /// (PS3.3 C.7.6.3.1.2: two samples per pixel in 4:2:2, one and a half in 4:2:0).
    /// </summary>
    public long NativeFrameBits => SamplesPerPixel == 3
        ? Photometric.SamplesOfTwoPixels(PhotometricInterpretation) * PixelCount / 2 * BitsAllocated
        : SampleCount * BitsAllocated;

    /// <summary>Bytes per sample; 1 for packed single bits.</summary>
    internal int SampleBytes => Math.Max(1, BitsAllocated / 8);

    /// <summary>Layouts are equal if they say the same, whether it was said or is so unless said.</summary>
    public bool Equals(PixelLayout other) =>
        (Rows, Columns, SamplesPerPixel, BitsAllocated, PlanarConfiguration, BitsStored, HighBit) == (other.Rows, other.Columns, other.SamplesPerPixel, other.BitsAllocated, other.PlanarConfiguration, other.BitsStored, other.HighBit)
        && (IsSigned, IsFloat, PhotometricInterpretation) == (other.IsSigned, other.IsFloat, other.PhotometricInterpretation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rows, Columns, SamplesPerPixel, BitsAllocated, BitsStored, HighBit, PhotometricInterpretation);

    /// <summary>The layout that an object's attributes say. Bits Stored and High Bit that cannot be are set to what Bits Allocated allows.</summary>
    /// <param name="set">The data set with the Image Pixel attributes.</param>
    /// <param name="pixels">The element that holds the pixels; (7FE0,0010) unless said.</param>
    public static PixelLayout Of(DataSet set, Tag? pixels = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        int Number(Tag tag, int otherwise) => (int)Math.Clamp(set.GetInteger(tag) ?? otherwise, 0, ushort.MaxValue);
        var isFloat = pixels == Tags.FloatPixelData || pixels == Tags.DoubleFloatPixelData;
        var allocated = Number(Tags.BitsAllocated, 16);
        var stored = Number(Tags.BitsStored, allocated);
        if (isFloat || stored < 1 || stored > allocated) stored = allocated;
        var high = Number(Tags.HighBit, stored - 1);
        if (high < stored - 1 || high >= allocated) high = stored - 1;
        return new PixelLayout(Number(Tags.Rows, 0), Number(Tags.Columns, 0), Number(Tags.SamplesPerPixel, 1), allocated, Number(Tags.PlanarConfiguration, 0))
        {
            BitsStored = stored,
            HighBit = high,
            IsSigned = !isFloat && Number(Tags.PixelRepresentation, 0) == 1,
            IsFloat = isFloat,
            PhotometricInterpretation = set.GetString(Tags.PhotometricInterpretation)!,
        };
    }

    /// <summary>The layout of an object that was read up to its pixels.</summary>
    public static PixelLayout Of(DicomHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Of(header.DataSet, header.Pixels?.Tag);
    }

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
        if (BitsStored < 1 || HighBit < BitsStored - 1 || HighBit >= BitsAllocated)
            throw new CodecException(CodecFault.LayoutMismatch, $"{BitsStored} bits stored up to bit {HighBit} of {BitsAllocated}");
        if (PlanarConfiguration is not (0 or 1))
            throw new CodecException(CodecFault.LayoutMismatch, $"Planar configuration {PlanarConfiguration}: only 0 and 1 are defined");
        if (FrameLength > Array.MaxLength)
            throw new CodecException(CodecFault.TooLarge, $"A frame of {FrameLength} bytes is larger than one array");
        return (int)FrameLength;
    }
}
