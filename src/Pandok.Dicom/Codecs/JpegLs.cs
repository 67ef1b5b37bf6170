using Pandok.Dicom.Codecs.Libraries;

namespace Pandok.Dicom.Codecs;

/// <summary>JPEG-LS (ISO/IEC 14495-1; PS3.5 A.4.3) by CharLS: decoding of any interleave mode, lossless encoding.</summary>
internal static unsafe class JpegLs
{
    // A run mode that never ends codes 2^15 samples per bit; what CharLS decodes into memory of ours is bounded by the data set anyway.
    private const long SamplesOfAnEmptyImage = 64 << 20;
    private const int SamplesPerByte = 1 << 13;

    public static DecodedFrame Decode(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options)
    {
        CodecLibraries.Charls.Require();
        frame = WithEnd(frame);
        fixed (byte* start = frame)
        {
            using var decoder = new CharlsDecoder(CharlsApi.charls_jpegls_decoder_create());
            if (decoder.IsInvalid) throw new CodecException(CodecFault.TooLarge, "CharLS has no memory for a decoder");
            Check(CharlsApi.charls_jpegls_decoder_set_source_buffer(decoder, start, (nuint)frame.Length), "codestream");
            Check(CharlsApi.charls_jpegls_decoder_read_header(decoder), "header");
            Check(CharlsApi.charls_jpegls_decoder_get_frame_info(decoder, out var info), "header");
            Check(CharlsApi.charls_jpegls_decoder_get_interleave_mode(decoder, out var interleave), "header");
            Check(CharlsApi.charls_jpegls_decoder_get_near_lossless(decoder, 0, out var near), "header");
            CodedSamples.Check(layout, (int)Math.Min(info.Height, int.MaxValue), (int)Math.Min(info.Width, int.MaxValue), info.ComponentCount, info.BitsPerSample);
            if (layout.SampleCount > SamplesOfAnEmptyImage) CodedSamples.CheckRoom(layout, frame.Length, SamplesPerByte);

            var sampleBytes = info.BitsPerSample <= 8 ? 1 : 2;
            var expected = layout.SampleCount * sampleBytes;
            Check(CharlsApi.charls_jpegls_decoder_get_destination_size(decoder, 0, out var length), "header");
            if ((long)length != expected) throw new CodecException(CodecFault.LayoutMismatch, $"The codestream decodes to {length} bytes, not {expected}");
            var samples = new byte[expected];
            fixed (byte* target = samples) Check(CharlsApi.charls_jpegls_decoder_decode_to_buffer(decoder, target, length, 0), "image");

            if (interleave == CharlsApi.InterleaveNone && info.ComponentCount > 1) samples = CodedSamples.Interleave(samples, info.ComponentCount, sampleBytes);
            var photometric = layout.PhotometricInterpretation == Photometric.YbrFull422 ? Photometric.YbrFull : layout.PhotometricInterpretation;
            return new DecodedFrame(CodedSamples.Widen(samples, info.BitsPerSample, layout), CodedSamples.Decoded(layout, info.BitsPerSample, photometric), near > 0);
        }
    }

    public static EncodedFrame Encode(ReadOnlySpan<byte> samples, in PixelLayout layout)
    {
        var depth = SampleDepth.Of(samples, layout, canBeSigned: false);
        CodecLibraries.Charls.Require();
        var sampleBytes = depth.Precision <= 8 ? 1 : 2;
        // JPEG-LS takes samples without what stands above their precision.
        var source = new byte[layout.SampleCount * sampleBytes];
        for (var i = 0; i < layout.SampleCount; i++) CodedSamples.Write(source, i, sampleBytes, depth.Read(samples, i));

        var target = new byte[source.Length + source.Length / 2 + 1024];
        using var encoder = new CharlsEncoder(CharlsApi.charls_jpegls_encoder_create());
        if (encoder.IsInvalid) throw new CodecException(CodecFault.TooLarge, "CharLS has no memory for an encoder");
        var info = new CharlsApi.FrameInfo { Width = (uint)layout.Columns, Height = (uint)layout.Rows, BitsPerSample = depth.Precision, ComponentCount = layout.SamplesPerPixel };
        Check(CharlsApi.charls_jpegls_encoder_set_frame_info(encoder, info), "frame");
        Check(CharlsApi.charls_jpegls_encoder_set_near_lossless(encoder, 0), "frame");
        Check(CharlsApi.charls_jpegls_encoder_set_interleave_mode(encoder, layout.SamplesPerPixel == 1 ? CharlsApi.InterleaveNone : CharlsApi.InterleaveLine), "frame");
        nuint length;
        fixed (byte* from = source)
        fixed (byte* to = target)
        {
            Check(CharlsApi.charls_jpegls_encoder_set_destination_buffer(encoder, to, (nuint)target.Length), "frame");
            Check(CharlsApi.charls_jpegls_encoder_encode_from_buffer(encoder, from, (nuint)source.Length, 0), "frame");
            Check(CharlsApi.charls_jpegls_encoder_get_bytes_written(encoder, out length), "frame");
        }
        var written = (int)length;
        return new EncodedFrame(target.AsMemory(0, written + (written & 1)), layout.PhotometricInterpretation);
    }

    // CharLS 2.4 stops at a marker, but behind the end of a scan that is cut off it may look for a one bit for ever: so there always is an EOI.
    private static ReadOnlySpan<byte> WithEnd(ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> end = [0xFF, JpegSegments.Eoi];
        return frame.EndsWith(end) || (frame.Length > 0 && frame[..^1].EndsWith(end)) ? frame : (byte[])[.. frame, .. end];
    }

    private static void Check(int error, string part)
    {
        if (error == 0) return;
        throw new CodecException(error == CharlsApi.SourceBufferTooSmall ? CodecFault.Truncated : CodecFault.Malformed, $"CharLS refuses the {part}: {CharlsApi.Message(error)}");
    }
}
