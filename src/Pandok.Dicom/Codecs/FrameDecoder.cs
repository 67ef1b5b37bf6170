using System.Collections.Frozen;
using Pandok.Dicom.Codecs.Jpeg2000;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// Decodes one frame of Pixel Data, whatever its transfer syntax, to little-endian samples interleaved by pixel. All limits are checked before memory is taken:
/// the codestream's header is compared with the data set first.
/// </summary>
public static class FrameDecoder
{
    private delegate DecodedFrame Codec(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options);

    // Big endian and deflated data sets: the reader gives their pixels swapped and inflated.
    private static readonly FrozenDictionary<string, Codec> Codecs = new Dictionary<string, Codec>
    {
        [Syntax.ImplicitLittleEndian] = NativeFrame.Decode,
        [Syntax.ExplicitLittleEndian] = NativeFrame.Decode,
        [Syntax.DeflatedExplicitLittleEndian] = NativeFrame.Decode,
        [Syntax.ExplicitBigEndian] = NativeFrame.Decode,
        [Syntax.EncapsulatedUncompressed] = NativeFrame.Decode,
        [Syntax.DeflatedImageFrame] = NativeFrame.DecodeDeflated,
        [Syntax.RleLossless] = DecodeRle,
        [Syntax.JpegBaseline] = Jpeg.Decode,
        [Syntax.JpegExtended] = Jpeg.Decode,
        [Syntax.JpegSpectralSelection] = Jpeg.Decode,
        [Syntax.JpegSpectralSelectionArithmetic] = Jpeg.Decode,
        [Syntax.JpegProgressive] = Jpeg.Decode,
        [Syntax.JpegProgressiveArithmetic] = Jpeg.Decode,
        [Syntax.JpegLossless] = Jpeg.Decode,
        [Syntax.JpegLosslessSelection1] = Jpeg.Decode,
        [Syntax.JpegLsLossless] = JpegLs.Decode,
        [Syntax.JpegLsNearLossless] = JpegLs.Decode,
        [Syntax.Jpeg2000Lossless] = Jpeg2000Decoder.DecodeClassic,
        [Syntax.Jpeg2000] = Jpeg2000Decoder.DecodeClassic,
        [Syntax.Jpeg2000Part2Lossless] = Jpeg2000Decoder.DecodeClassic,
        [Syntax.Jpeg2000Part2] = Jpeg2000Decoder.DecodeClassic,
        [Syntax.Htj2kLossless] = Jpeg2000Decoder.DecodeHighThroughput,
        [Syntax.Htj2kLosslessRpcl] = Jpeg2000Decoder.DecodeHighThroughput,
        [Syntax.Htj2k] = Jpeg2000Decoder.DecodeHighThroughput,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>UIDs of the transfer syntaxes whose frames are decoded, in order.</summary>
    public static IReadOnlyList<string> SupportedTransferSyntaxes { get; } = [.. Codecs.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether frames of this transfer syntax can be decoded.</summary>
    /// <param name="transferSyntaxUid">UID without padding.</param>
    public static bool Supports(string transferSyntaxUid) => Codecs.ContainsKey(transferSyntaxUid);

    /// <summary>Decodes one frame for a reader: <see cref="DecodeFrame"/> with the default options, the samples alone.</summary>
    /// <param name="transferSyntaxUid">UID without padding.</param>
    /// <param name="codedFrame">The frame: its fragments joined, or its part of native Pixel Data (one byte of padding is allowed).</param>
    /// <param name="layout">The frame's shape as the data set says.</param>
    /// <returns><see cref="PixelLayout.FrameLength"/> bytes, planar configuration 0.</returns>
    /// <exception cref="CodecException">Unsupported syntax, missing library, damaged code, or code and layout disagree.</exception>
    public static byte[] Decode(string transferSyntaxUid, ReadOnlySpan<byte> codedFrame, in PixelLayout layout) => DecodeFrame(transferSyntaxUid, codedFrame, layout).Samples;

    /// <summary>Decodes one frame.</summary>
    /// <param name="transferSyntaxUid">UID without padding.</param>
    /// <param name="codedFrame">The frame: its fragments joined, or its part of native Pixel Data (one byte of padding is allowed).</param>
    /// <param name="layout">The frame's shape as the data set says (<see cref="PixelLayout.Of(Files.DicomHeader)"/>).</param>
    /// <param name="options">Resolution, colour and limits; <see cref="DecodeOptions.Default"/> unless said.</param>
    /// <returns>Samples and how they lie after decoding.</returns>
    /// <exception cref="CodecException">Unsupported syntax, missing library, damaged code, or code and layout disagree.</exception>
    public static DecodedFrame DecodeFrame(string transferSyntaxUid, ReadOnlySpan<byte> codedFrame, in PixelLayout layout, DecodeOptions? options = null)
    {
        options ??= DecodeOptions.Default;
        if (!Codecs.TryGetValue(transferSyntaxUid, out var codec)) throw new CodecException(CodecFault.UnsupportedSyntax, $"Transfer syntax {transferSyntaxUid} is not decoded here");
        if (layout.CheckedFrameLength() > options.MaximumFrameBytes) throw new CodecException(CodecFault.TooLarge, $"A frame of {layout.FrameLength} bytes is larger than the limit of {options.MaximumFrameBytes}");
        if (options.Reduce < 0 || (options.Reduce > 0 && codec.Method.DeclaringType != typeof(Jpeg2000Decoder)))
            throw new CodecException(CodecFault.UnsupportedSyntax, $"Frames of {transferSyntaxUid} have one resolution only");
        var frame = codec(codedFrame, layout, options);
        return options.Colour == ColourRule.ForReading ? ColourSpace.ForReading(frame) : frame;
    }

    private static DecodedFrame DecodeRle(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options)
    {
        var length = layout.CheckedFrameLength();
        if (length > (long)frame.Length * Rle.MaxExpansion) throw new CodecException(CodecFault.TooLarge, $"{frame.Length} bytes of RLE cannot hold {length} bytes");
        var output = new byte[length];
        Rle.Decode(frame, layout, output);
        var photometric = layout.PhotometricInterpretation == Photometric.YbrFull422 ? Photometric.YbrFull : layout.PhotometricInterpretation;
        return new DecodedFrame(output, layout with { PlanarConfiguration = 0, PhotometricInterpretation = photometric });
    }
}
