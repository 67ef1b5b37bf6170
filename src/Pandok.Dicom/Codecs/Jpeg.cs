using Pandok.Dicom.Codecs.Dct;
using Pandok.Dicom.Codecs.Libraries;

namespace Pandok.Dicom.Codecs;

/// <summary>
/// The JPEG family (ISO/IEC 10918-1; PS3.5 A.4.1) by the process that the codestream states, whichever of its transfer syntaxes the data set names: lossless and 12-bit DCT here,
/// 8-bit DCT, progressive and arithmetic-coded ones included, by libjpeg-turbo. 12-bit progressive and hierarchical processes, retired from DICOM, are refused.
/// </summary>
internal static unsafe class Jpeg
{
    // One bit per block of 64 samples in three tables is the least that DCT takes: an end-of-block and a DC difference of zero.
    private const int DctSamplesPerByte = 64 * 8 * 4;

    // Arithmetic coding spends less than one bit on what it expects.
    private const int FirstArithmeticProcess = 9, MaximumArithmeticGain = 64;

    // What encoders write has a dozen.
    private const int MaximumScans = 200;

    public static DecodedFrame Decode(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options)
    {
        var head = JpegHead.Read(frame);
        CodedSamples.Check(layout, head.Rows, head.Columns, head.Components, head.Precision);
        return (head.Process, head.Precision) switch
        {
            (3, _) => DecodeLossless(frame, head, layout),
            (0 or 1 or 2 or 9 or 10, 8) => DecodeDct8(frame, head, layout),
            (0 or 1, 12) => DecodeDct12(frame, head, layout),
            _ => throw new CodecException(CodecFault.UnsupportedSyntax, $"JPEG process FFC{head.Process:X} with {head.Precision} bits is not decoded here"),
        };
    }

    private static DecodedFrame DecodeLossless(ReadOnlySpan<byte> frame, in JpegHead head, in PixelLayout layout)
    {
        // No sample takes less than one bit.
        CodedSamples.CheckRoom(layout, frame.Length, 8);
        var samples = new byte[layout.SampleCount * (head.Precision <= 8 ? 1 : 2)];
        JpegLossless.Decode(frame, samples);
        var photometric = layout.PhotometricInterpretation == Photometric.YbrFull422 ? Photometric.YbrFull : layout.PhotometricInterpretation;
        return new DecodedFrame(CodedSamples.Widen(samples, head.Precision, layout), CodedSamples.Decoded(layout, head.Precision, photometric));
    }

    private static DecodedFrame DecodeDct12(ReadOnlySpan<byte> frame, in JpegHead head, in PixelLayout layout)
    {
        CodedSamples.CheckRoom(layout, frame.Length, DctSamplesPerByte);
        var samples = DctDecoder.Decode(frame, head);
        var photometric = head.IsYcbcr(layout) ? Photometric.YbrFull : layout.PhotometricInterpretation;
        var decoded = CodedSamples.Decoded(layout, head.Precision, photometric);
        var wide = new DecodedFrame(CodedSamples.Widen(samples, head.Precision, layout), decoded, IsIrreversible: true);
        return photometric == Photometric.YbrFull ? ColourSpace.ForReading(wide) : wide;
    }

    private static DecodedFrame DecodeDct8(ReadOnlySpan<byte> frame, in JpegHead head, in PixelLayout layout)
    {
        CodedSamples.CheckRoom(layout, frame.Length, head.Process < FirstArithmeticProcess ? DctSamplesPerByte : DctSamplesPerByte * MaximumArithmeticGain);
        // Each scan passes over the whole image, however short it is.
        if (frame.Count((ReadOnlySpan<byte>)[0xFF, JpegSegments.Sos]) > MaximumScans) throw new CodecException(CodecFault.TooLarge, $"More than {MaximumScans} scans");
        CodecLibraries.TurboJpeg.Require();
        var isYcbcr = head.IsYcbcr(layout);
        if (head.Components == 3) frame = WithColour(frame, isYcbcr);
        var samples = new byte[layout.SampleCount];
        using var decoder = new TurboJpegDecoder(TurboJpegApi.tjInitDecompress());
        if (decoder.IsInvalid) throw new CodecException(CodecFault.TooLarge, "libjpeg-turbo has no memory for a decoder");
        // A warning is a damaged image, unless it is known to be harmless: then the image is decoded through it.
        if (!TryDecode(decoder, frame, samples, layout, TurboJpegApi.StopOnWarning))
        {
            var warning = TurboJpegApi.Message(decoder);
            if (!IsHarmless(warning) || (!TryDecode(decoder, frame, samples, layout, 0) && TurboJpegApi.Message(decoder) is var last && !IsHarmless(last)))
                throw new CodecException(warning.Contains("remature end", StringComparison.Ordinal) ? CodecFault.Truncated : CodecFault.Malformed, $"libjpeg-turbo refuses the image: {warning}");
        }
        return new DecodedFrame(CodedSamples.Widen(samples, 8, layout), CodedSamples.Decoded(layout, 8, isYcbcr ? Photometric.Rgb : layout.PhotometricInterpretation), IsIrreversible: true);
    }

    private static bool TryDecode(TurboJpegDecoder decoder, ReadOnlySpan<byte> frame, byte[] samples, in PixelLayout layout, int flags)
    {
        var isColour = layout.SamplesPerPixel == 3;
        fixed (byte* code = frame)
        fixed (byte* pixels = samples)
            return TurboJpegApi.tjDecompress2(decoder, code, new((nuint)frame.Length), pixels, layout.Columns, layout.Columns * layout.SamplesPerPixel, layout.Rows,
                isColour ? TurboJpegApi.PixelRgb : TurboJpegApi.PixelGray, TurboJpegApi.AccurateDct | flags) == 0;
    }

    private static bool IsHarmless(string warning) =>
        warning.Contains("extraneous bytes before marker", StringComparison.Ordinal) || warning.Contains("unknown JFIF revision", StringComparison.Ordinal)
        || warning.Contains("Invalid SOS parameters for sequential", StringComparison.Ordinal);

    // libjpeg guesses the colour space from the application segments. They give way to one that says what was decided.
    private static byte[] WithColour(ReadOnlySpan<byte> frame, bool isYcbcr)
    {
        using var rewritten = new MemoryStream(frame.Length + 16);
        rewritten.Write([0xFF, JpegSegments.Soi, 0xFF, JpegSegments.App14, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, isYcbcr ? (byte)1 : (byte)0]);
        var segments = JpegSegments.Of(frame);
        while (segments.Read())
        {
            if (segments.Marker is not (JpegSegments.App0 or JpegSegments.App14)) rewritten.Write(frame[segments.Start..segments.Position]);
            if (segments.Marker == JpegSegments.Sos) break;
        }
        rewritten.Write(frame[segments.Position..]);
        return rewritten.ToArray();
    }
}
