using System.Buffers;

namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>
/// Writes lossless High-Throughput JPEG 2000 as transfer syntax 1.2.840.10008.1.2.4.202 wants it (PS3.5 10.18; ISO/IEC 15444-1 and -15):
/// one tile, reversible 5/3, progression RPCL, a tile-part for each resolution, TLM. Any thread may call it.
/// </summary>
public static class Htj2kEncoder
{
    /// <summary>Encodes one frame with 5 decompositions; more, until a side of the lowest resolution is at most 64; fewer where a side is 16 or less.</summary>
    /// <param name="samples">Exactly <see cref="Htj2kImage.FrameLength"/> bytes; bits above the precision are not looked at.</param>
    /// <param name="image">What the samples are.</param>
    /// <param name="output">Receives the whole codestream, from SOC to EOC.</param>
    /// <exception cref="CodecException">The image is outside the limits of <see cref="Htj2kImage"/>, or the samples have another length.</exception>
    public static void Encode(ReadOnlySpan<byte> samples, in Htj2kImage image, IBufferWriter<byte> output) =>
        Encode(samples, image, new Htj2kOptions(), output);

    /// <summary>Encodes one frame.</summary>
    /// <param name="samples">Exactly <see cref="Htj2kImage.FrameLength"/> bytes; bits above the precision are not looked at.</param>
    /// <param name="image">What the samples are.</param>
    /// <param name="options">What differs from the default.</param>
    /// <param name="output">Receives the whole codestream, from SOC to EOC.</param>
    /// <exception cref="CodecException">The image or an option is outside its limits, or the samples have another length.</exception>
    public static void Encode(ReadOnlySpan<byte> samples, in Htj2kImage image, Htj2kOptions options, IBufferWriter<byte> output) =>
        throw new NotSupportedException();
}
