using System.Buffers;
using System.Collections.Frozen;
using Pandok.Dicom.Codecs.Htj2k;
using Pandok.Dicom.Codecs.Jpeg2000;

namespace Pandok.Dicom.Codecs;

/// <summary>Encodes one frame without loss. What comes back is not proven here: whoever drops the original decodes it first and compares (<see cref="FrameDecoder"/>).</summary>
public static class FrameEncoder
{
    private delegate EncodedFrame Codec(ReadOnlySpan<byte> samples, in PixelLayout layout);

    private static readonly FrozenDictionary<string, Codec> Codecs = new Dictionary<string, Codec>
    {
        [Syntax.ImplicitLittleEndian] = Native,
        [Syntax.ExplicitLittleEndian] = Native,
        [Syntax.EncapsulatedUncompressed] = Native,
        [Syntax.RleLossless] = (samples, in layout) => new EncodedFrame(Rle.Encode(samples, layout), layout.PhotometricInterpretation),
        [Syntax.JpegLosslessSelection1] = JpegLosslessEncoder.Encode,
        [Syntax.JpegLsLossless] = JpegLs.Encode,
        [Syntax.Jpeg2000Lossless] = Jpeg2000Encoder.Encode,
        [Syntax.Htj2kLossless] = Htj2k,
        [Syntax.Htj2kLosslessRpcl] = Htj2k,
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

    private static EncodedFrame Htj2k(ReadOnlySpan<byte> samples, in PixelLayout layout)
    {
        var depth = SampleDepth.Of(samples, layout, canBeSigned: true);
        var isColour = layout.SamplesPerPixel == 3;
        // The encoder codes three components by the reversible transform, which a data set can only call YBR_RCT (PS3.5 8.2.4).
        if (isColour && layout.PhotometricInterpretation != Photometric.Rgb)
            throw new CodecException(CodecFault.UnsupportedSyntax, $"{layout.PhotometricInterpretation} is not encoded as HTJ2K, only RGB and one component");
        var image = new Htj2kImage(layout.Columns, layout.Rows, layout.SamplesPerPixel, depth.Precision, depth.IsSigned);
        if (image.SampleBytes < layout.SampleBytes)
        {
            var narrow = new byte[layout.SampleCount];
            for (var i = 0; i < narrow.Length; i++) narrow[i] = (byte)depth.Read(samples, i);
            samples = narrow;
        }
        var code = new ArrayBufferWriter<byte>((int)image.FrameLength / 2 + 1024);
        Htj2kEncoder.Encode(samples, image, code);
        if (code.WrittenCount % 2 != 0) code.Write([(byte)0]);
        return new EncodedFrame(code.WrittenMemory, isColour ? Photometric.YbrRct : layout.PhotometricInterpretation);
    }

    // Frames of a native syntax follow each other without a gap: padding is the writer's.
    private static EncodedFrame Native(ReadOnlySpan<byte> samples, in PixelLayout layout) => new(samples.ToArray(), layout.PhotometricInterpretation);
}
