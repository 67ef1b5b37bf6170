using Pandok.Dicom.Codecs.Isolation;
using Pandok.Dicom.Codecs.Libraries;

namespace Pandok.Dicom.Codecs.Jpeg2000;

/// <summary>
/// Decodes JPEG 2000 Part 1 and 2 (PS3.5 A.4.4, A.4.5) and HTJ2K (A.4.14) by OpenJPEG. The headers are read and compared with the data set first; the library sees only
/// a codestream of the size expected, in memory, in strict mode: an image that is not complete is refused.
/// </summary>
internal static unsafe class Jpeg2000Decoder
{
    // A tile-part takes 14 bytes at least (SOT and SOD), and the library some kilobytes for each tile that a header claims.
    private const int BytesPerTile = 14;

    // A black image takes next to no code, so the ratio is bounded only beyond what one projection radiograph holds.
    private const long SamplesOfAnEmptyImage = 32 << 20;
    private const int SamplesPerByte = 4096;

    /// <summary>Part 1 and 2 syntaxes, which know no HT code-blocks (PS3.5 A.4.4, A.4.5); of Part 2 only what is Part 1 as well.</summary>
    public static DecodedFrame DecodeClassic(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options) => Decode(frame, layout, options, mayBeHighThroughput: false);

    /// <summary>HTJ2K syntaxes (PS3.5 A.4.14).</summary>
    public static DecodedFrame DecodeHighThroughput(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options) => Decode(frame, layout, options, mayBeHighThroughput: true);

    // Compares the codestream with the data set; then it is decoded in a process of its own, where isolation is on, else here.
    private static DecodedFrame Decode(ReadOnlySpan<byte> frame, in PixelLayout layout, DecodeOptions options, bool mayBeHighThroughput)
    {
        var code = Jpeg2000Header.Codestream(frame);
        MarkerCheck.RefuseForeign(code, mayBeHighThroughput);
        Check(code, layout, options.Reduce);
        return DecoderIsolation.Pool is { } pool ? pool.Decode(code, layout, options.Reduce) : DecodeHere(code, layout, options.Reduce);
    }

    /// <summary>Decodes a codestream inside this process. Damaged HTJ2K may end it.</summary>
    public static DecodedFrame DecodeHere(ReadOnlySpan<byte> code, in PixelLayout layout, int reduce)
    {
        var header = Check(code, layout, reduce);
        fixed (byte* start = code)
        {
            var memory = new OpenJpegMemory(start, code.Length, code.Length);
            var report = default(OpenJpegReport);
            using var codec = new OpenJpegCodec(OpenJpegApi.opj_create_decompress(OpenJpegApi.Codestream));
            using var stream = OpenJpegMemory.Open(&memory, isInput: true);
            if (codec.IsInvalid) throw new CodecException(CodecFault.TooLarge, "OpenJPEG has no memory for a decoder");
            OpenJpegReport.Listen(codec, &report);

            var parameters = stackalloc byte[OpenJpegApi.DecoderParameters];
            OpenJpegApi.opj_set_default_decoder_parameters(parameters);
            *(uint*)(parameters + OpenJpegApi.CpReduce) = (uint)reduce;
            if (OpenJpegApi.opj_setup_decoder(codec, parameters) == 0) throw Refused("setup", report);
            var read = OpenJpegApi.opj_read_header(stream, codec, out var handle) != 0;
            using var image = new OpenJpegImage(handle);
            if (!read || image.IsInvalid) throw Refused("header", report);
            if (image.Value.ComponentCount != header.Components || image.Value.X1 - image.Value.X0 != header.Columns || image.Value.Y1 - image.Value.Y0 != header.Rows)
                throw new CodecException(CodecFault.Malformed, "A second SIZ contradicts the first");
            if (OpenJpegApi.opj_decode(codec, stream, image) == 0 || OpenJpegApi.opj_end_decompress(codec, stream) == 0) throw Refused("image", report);
            return Take(image.Value, header, layout);
        }
    }

    private static Jpeg2000Header Check(ReadOnlySpan<byte> code, in PixelLayout layout, int reduce)
    {
        var header = Jpeg2000Header.Read(code);
        CodedSamples.Check(layout, header.Rows, header.Columns, header.Components, header.Precision);
        if (header.Precision > 31) throw new CodecException(CodecFault.UnsupportedSyntax, $"{header.Precision} bits per sample are not decoded here");
        if (header.Tiles > code.Length / BytesPerTile) throw new CodecException(CodecFault.TooLarge, $"{code.Length} bytes cannot hold {header.Tiles} tiles");
        if (layout.SampleCount > SamplesOfAnEmptyImage) CodedSamples.CheckRoom(layout, code.Length, SamplesPerByte);
        if (reduce > header.Levels) throw new CodecException(CodecFault.LayoutMismatch, $"The codestream can be reduced {header.Levels} times, not {reduce}");
        CodecLibraries.OpenJpeg.Require();
        return header;
    }

    private static DecodedFrame Take(in OpenJpegApi.Image image, in Jpeg2000Header header, in PixelLayout layout)
    {
        var first = image.Components[0];
        var photometric = header.HasComponentTransform || layout.PhotometricInterpretation is Photometric.YbrRct or Photometric.YbrIct ? Photometric.Rgb : layout.PhotometricInterpretation;
        var decoded = CodedSamples.Decoded(layout with { Rows = (int)first.H, Columns = (int)first.W }, header.Precision, photometric);
        if (photometric == Photometric.YbrFull422) decoded = decoded with { PhotometricInterpretation = Photometric.YbrFull };
        // A signed codestream carries numbers, so a precision above Bits Stored counts.
        if (header.IsSigned && header.Precision > layout.BitsStored) decoded = decoded with { BitsStored = header.Precision, HighBit = header.Precision - 1 };

        var length = decoded.CheckedFrameLength();
        var output = new byte[length];
        var pixels = (int)decoded.PixelCount;
        var extend = !header.IsSigned && layout.IsSigned && header.Precision == layout.BitsStored && header.Precision < layout.BitsAllocated;
        var unused = 32 - header.Precision;
        for (var index = 0; index < header.Components; index++)
        {
            var component = image.Components[index];
            if (component.Data is null || component.W != first.W || component.H != first.H || component.Precision != header.Precision)
                throw new CodecException(CodecFault.Malformed, "The codestream ends before its last component");
            var values = new ReadOnlySpan<int>(component.Data, pixels);
            if (layout.BitsAllocated == 1)
            {
                for (var i = 0; i < pixels; i++) output[i >> 3] |= (byte)((values[i] & 1) << (i & 7));
                continue;
            }
            for (var i = 0; i < pixels; i++)
                CodedSamples.Write(output, i * header.Components + index, layout.SampleBytes, extend ? values[i] << unused >> unused : values[i]);
        }
        return new DecodedFrame(output, decoded, header.IsIrreversible);
    }

    private static CodecException Refused(string part, in OpenJpegReport report) => new(CodecFault.Malformed, $"OpenJPEG refuses the {part}: {report}");
}
