using System.Buffers;
using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Codecs.Htj2k;
using Pandok.Dicom.Data;
using Pandok.Dicom.Rendering;

namespace Pandok.Archive.Renditions;

/// <summary>
/// From a stored frame to its rendition (PS3.5 10.18): the stored values in as many bits as they have, with their sign; bits above them, where old overlays lie, are left out. Palettes and
/// luminance become RGB. What was written is decoded again and compared before anybody may use it. Pure: any thread may call it.
/// </summary>
internal static class FrameRendition
{
    /// <summary>HTJ2K lossless, RPCL: 1.2.840.10008.1.2.4.202.</summary>
    public const string Syntax = "1.2.840.10008.1.2.4.202";

    private const int DeepestSample = 16;

    // Segmentation and Label Map Segmentation: masks travel in a form of their own.
    private static readonly string[] Masks = ["1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7"];

    /// <summary>Object classes whose pixels are no images.</summary>
    public static IReadOnlyList<string> NotImages => Masks;

    /// <param name="syntax">The stored transfer syntax.</param>
    /// <param name="coded">The stored frame.</param>
    /// <param name="layout">As the data set says.</param>
    /// <param name="set">The instance's attributes.</param>
    /// <param name="frame">1 for the first.</param>
    /// <exception cref="CodecException">A library is missing, or the decoder could not prove what was encoded: a fault of this node, not of the frame.</exception>
    public static FrameOutcome Make(string syntax, ReadOnlySpan<byte> coded, in PixelLayout layout, DataSet set, int frame)
    {
        if (!FrameDecoder.Supports(syntax)) return new FrameOutcome.Refused("unsupportedSyntax");
        DecodedFrame decoded;
        (byte[] Samples, Htj2kImage Image, string Photometric) plain;
        try
        {
            decoded = FrameDecoder.DecodeFrame(syntax, coded, layout);
            if (decoded.Layout.IsFloat || decoded.Layout.BitsStored > DeepestSample) return new FrameOutcome.Refused("tooDeep");
            plain = PlainOf(set, frame, decoded);
        }
        catch (CodecException fault) when (fault.Code != CodecFault.MissingLibrary)
        {
            return new FrameOutcome.Refused(ReasonOf(fault.Code));
        }
        var code = new ArrayBufferWriter<byte>((int)Math.Min(plain.Image.FrameLength / 2 + 4096, Array.MaxLength));
        Htj2kEncoder.Encode(plain.Samples, plain.Image, code);
        if (!Decode(code.WrittenSpan, plain.Image).AsSpan().SequenceEqual(plain.Samples)) return new FrameOutcome.Refused("notProven");
        return new FrameOutcome.Encoded(code.WrittenMemory, Htj2kResolutions.ReadBoundaries(code.WrittenSpan).Ends, plain.Image, plain.Photometric, decoded.IsIrreversible);
    }

    private static (byte[] Samples, Htj2kImage Image, string Photometric) PlainOf(DataSet set, int frame, DecodedFrame decoded)
    {
        var layout = decoded.Layout;
        if (layout.PhotometricInterpretation == Photometric.PaletteColor)
        {
            var picture = FrameRenderer.Render(set, frame, decoded, new RenderOptions(Overlays: false));
            return (picture.Pixels, new Htj2kImage(picture.Width, picture.Height, 3, 8, false), Photometric.Rgb);
        }
        if (layout.SamplesPerPixel == 3 && layout.PhotometricInterpretation != Photometric.Rgb) throw new CodecException(CodecFault.UnsupportedSyntax, $"{layout.PhotometricInterpretation} is no colour that is shown");
        var image = new Htj2kImage(layout.Columns, layout.Rows, layout.SamplesPerPixel, layout.BitsStored, layout.IsSigned);
        var count = (int)layout.SampleCount;
        var values = ArrayPool<int>.Shared.Rent(count);
        try
        {
            StoredValues.Read(decoded.Samples, layout, values.AsSpan(0, count));
            return (Pack(values.AsSpan(0, count), image), image, layout.SamplesPerPixel == 3 ? Photometric.Rgb : GreyOf(layout.PhotometricInterpretation));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(values);
        }
    }

    private static byte[] Pack(ReadOnlySpan<int> values, in Htj2kImage image)
    {
        var samples = new byte[image.FrameLength];
        if (image.SampleBytes == 1)
            for (var i = 0; i < values.Length; i++) samples[i] = (byte)values[i];
        else
            for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(2 * i), (short)values[i]);
        return samples;
    }

    private static byte[] Decode(ReadOnlySpan<byte> code, in Htj2kImage image) =>
        FrameDecoder.DecodeFrame(Syntax, code, new PixelLayout(image.Height, image.Width, image.Components, 8 * image.SampleBytes) { BitsStored = image.Precision, IsSigned = image.Signed }).Samples;

    private static string GreyOf(string term) => term == Photometric.Monochrome1 ? Photometric.Monochrome1 : Photometric.Monochrome2;

    private static string ReasonOf(CodecFault fault) => fault switch
    {
        CodecFault.UnsupportedSyntax => "unsupportedSyntax",
        CodecFault.TooLarge => "tooLarge",
        CodecFault.DecoderFailed => "decoderFailed",
        _ => "damaged",
    };
}
