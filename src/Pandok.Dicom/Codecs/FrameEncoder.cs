using System.Collections.Frozen;
using Pandok.Dicom.Codecs.Jpeg2000;

namespace Pandok.Dicom.Codecs;

/// <summary>Encodes one frame without loss. What comes back is not proven here: whoever drops the original decodes it first and compares (<see cref="FrameDecoder"/>).</summary>
public static class FrameEncoder
{
    private delegate EncodedFrame Codec(ReadOnlySpan<byte> samples, in PixelLayout layout);

    // HTJ2K takes its place here when its encoder is there: one line per transfer syntax.
    private static readonly FrozenDictionary<string, Codec> Codecs = new Dictionary<string, Codec>
    {
        [Syntax.ImplicitLittleEndian] = Native,
        [Syntax.ExplicitLittleEndian] = Native,
        [Syntax.EncapsulatedUncompressed] = Native,
        [Syntax.RleLossless] = (samples, in layout) => new EncodedFrame(Rle.Encode(samples, layout), layout.PhotometricInterpretation),
        [Syntax.JpegLosslessSelection1] = JpegLosslessEncoder.Encode,
        [Syntax.JpegLsLossless] = JpegLs.Encode,
        [Syntax.Jpeg2000Lossless] = Jpeg2000Encoder.Encode,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>UIDs of the transfer syntaxes that frames are encoded in, in order.</summary>
    public static IReadOnlyList<string> SupportedTransferSyntaxes { get; } = [.. Codecs.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether frames can be encoded in this transfer syntax.</summary>
    /// <param name="transferSyntaxUid">UID without padding.</param>
    public static bool Supports(string transferSyntaxUid) => Codecs.ContainsKey(transferSyntaxUid);

    /// <summary>Encodes one frame without loss.</summary>
    /// <param name="transferSyntaxUid">UID without padding.</param>
    /// <param name="samples">Exactly <see cref="PixelLayout.FrameLength"/> bytes, as <see cref="FrameDecoder"/> gives them.</param>
    /// <param name="layout">How they lie: interleaved by pixel.</param>
    /// <returns>The code, and the Photometric Interpretation that goes with it.</returns>
    /// <exception cref="CodecException">The syntax is not encoded, or cannot hold such samples.</exception>
    public static EncodedFrame Encode(string transferSyntaxUid, ReadOnlySpan<byte> samples, in PixelLayout layout)
    {
        if (!Codecs.TryGetValue(transferSyntaxUid, out var codec)) throw new CodecException(CodecFault.UnsupportedSyntax, $"Transfer syntax {transferSyntaxUid} is not encoded here");
        if (samples.Length != layout.CheckedFrameLength() || (layout.PlanarConfiguration != 0 && layout.SamplesPerPixel > 1))
            throw new CodecException(CodecFault.LayoutMismatch, $"{samples.Length} bytes are not one interleaved frame of {layout.FrameLength}");
        return codec(samples, layout);
    }

    // Frames of a native syntax follow each other without a gap: padding is the writer's.
    private static EncodedFrame Native(ReadOnlySpan<byte> samples, in PixelLayout layout) => new(samples.ToArray(), layout.PhotometricInterpretation);
}
