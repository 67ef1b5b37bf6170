namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// What the samples of one frame are. They lie interleaved by pixel, row after row, without padding: one byte each up to 8 bits of precision,
/// else two, little-endian; signed samples are sign-extended to their bytes.
/// </summary>
/// <param name="Width">Pixels in a row, 1 to 65535.</param>
/// <param name="Height">Rows, 1 to 65535.</param>
/// <param name="Components">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Precision">Bits of a sample that carry the value, 1 to 16: Bits Stored (0028,0101).</param>
/// <param name="Signed">Two's complement samples: Pixel Representation (0028,0103) is 1.</param>
public readonly record struct Htj2kImage(int Width, int Height, int Components, int Precision, bool Signed)
{
    /// <summary>Bytes of one sample: 1 or 2.</summary>
    public int SampleBytes => Precision <= 8 ? 1 : 2;

    /// <summary>Bytes of the frame's samples.</summary>
    public long FrameLength => (long)Width * Height * Components * SampleBytes;
}
