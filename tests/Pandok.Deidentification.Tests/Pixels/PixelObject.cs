using System.Buffers;
using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using SkiaSharp;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>Part 10 objects with invented pixels in any syntax, and their way through the pixel pass.</summary>
internal static class PixelObject
{
    public const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7", UltrasoundMultiFrame = "1.2.840.10008.5.1.4.1.1.3.1";

    /// <summary>A file.</summary>
    /// <param name="syntax">Transfer syntax UID.</param>
    /// <param name="layout">Of its frames.</param>
    /// <param name="frames">Their samples, interleaved by pixel.</param>
    /// <param name="sopClass">A class; secondary capture unless said.</param>
    /// <param name="modality">A modality; OT unless said.</param>
    /// <param name="change">What else is to be said.</param>
    public static byte[] Write(string syntax, PixelLayout layout, IReadOnlyList<byte[]> frames, string sopClass = SecondaryCapture, string modality = "OT", Action<DataSet>? change = null)
    {
        var coded = frames.Select(frame => Encode(syntax, frame, layout)).ToList();
        var set = Sample.Of(sopClass).Set(Tags.Modality, Vr.CS, modality).Set(Tags.PhotometricInterpretation, Vr.CS, coded[0].PhotometricInterpretation);
        set.Set(new Tag(0x00080064), Vr.CS, "WSD").Set(Tags.InstanceNumber, Vr.IS, "1").Set(Tags.SeriesNumber, Vr.IS, "1").Set(new Tag(0x00200020), Vr.CS, "").Set(Tags.ImageType, Vr.CS, "DERIVED", "SECONDARY");
        set.SetIntegers(Tags.Rows, Vr.US, layout.Rows).SetIntegers(Tags.Columns, Vr.US, layout.Columns).SetIntegers(Tags.SamplesPerPixel, Vr.US, layout.SamplesPerPixel)
            .SetIntegers(Tags.BitsAllocated, Vr.US, layout.BitsAllocated).SetIntegers(Tags.BitsStored, Vr.US, layout.BitsStored).SetIntegers(Tags.HighBit, Vr.US, layout.HighBit)
            .SetIntegers(Tags.PixelRepresentation, Vr.US, layout.IsSigned ? 1 : 0);
        if (layout.SamplesPerPixel == 3) set.SetIntegers(Tags.PlanarConfiguration, Vr.US, layout.PlanarConfiguration);
        if (frames.Count > 1) set.Set(Tags.NumberOfFrames, Vr.IS, $"{frames.Count}");
        if (syntax == "1.2.840.10008.1.2.4.50") set.Set(new Tag(0x00282110), Vr.CS, "01");
        change?.Invoke(set);
        var of = TransferSyntax.Find(syntax)!;
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, set, of);
        DicomWriter.WriteDataSet(to, set, of);
        long? length = of.IsEncapsulated ? null : (coded.Sum(frame => (long)frame.Code.Length) + 1) / 2 * 2;
        DicomWriter.WritePixelDataHead(to, new PixelDataHead(Tags.PixelData, layout.BitsAllocated > 8 ? Vr.OW : Vr.OB, length), of);
        if (of.IsEncapsulated) to.Write((ReadOnlySpan<byte>)[0xFE, 0xFF, 0, 0xE0, 0, 0, 0, 0]);
        foreach (var frame in coded)
        {
            if (of.IsEncapsulated) to.Write((ReadOnlySpan<byte>)[0xFE, 0xFF, 0, 0xE0, .. BitConverter.GetBytes(frame.Code.Length)]);
            to.Write(frame.Code.Span);
        }
        if (of.IsEncapsulated) to.Write((ReadOnlySpan<byte>)[0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        else if (coded.Sum(frame => frame.Code.Length) % 2 != 0) to.Write((ReadOnlySpan<byte>)[0]);
        return to.WrittenSpan.ToArray();
    }

    public static Task<FrameSource> OpenAsync(byte[] file) => FrameSource.OpenAsync(new MemoryStream(file), TestContext.Current.CancellationToken);

    public static async Task<CleanPixels> CleanAsync(byte[] file, Profile? profile = null, DeviceRules? rules = null, Look? look = null) =>
        await new PixelCleaner(profile ?? Profile.Reading, rules ?? DeviceRules.None, () => new MemoryStream(), look).CleanAsync(await OpenAsync(file), TestContext.Current.CancellationToken);

    /// <summary>The file with its cleaned pixels, its header as it was but for what the pixel pass amends.</summary>
    public static async Task<byte[]> RewriteAsync(byte[] file, CleanPixels clean)
    {
        var reader = new DicomReader(new MemoryStream(file));
        var header = await reader.ReadFileAsync(TestContext.Current.CancellationToken);
        var set = header.DataSet.Copy();
        clean.Amend(set, Profile.Reading);
        var head = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(head, set, clean.Syntax);
        DicomWriter.WriteDataSet(head, set, clean.Syntax);
        DicomWriter.WritePixelDataHead(head, clean.Head!.Value, clean.Syntax);
        var to = new MemoryStream();
        to.Write(head.WrittenSpan);
        if (clean.IsChanged) await clean.CopyToAsync(to, TestContext.Current.CancellationToken);
        else await reader.CopyPixelDataAsync(to, TestContext.Current.CancellationToken);
        return to.ToArray();
    }

    public static async Task<List<DecodedFrame>> DecodeAsync(byte[] file, ColourRule colour = ColourRule.ForReading)
    {
        var frames = await OpenAsync(file);
        var decoded = new List<DecodedFrame>();
        for (var i = 0; i < frames.Count; i++)
            decoded.Add(FrameDecoder.DecodeFrame(frames.Header.Syntax.Unpacked.Uid, (await frames.ReadAsync(i, TestContext.Current.CancellationToken)).Span, frames.Layout, new DecodeOptions { Colour = colour }));
        return decoded;
    }

    private static EncodedFrame Encode(string syntax, byte[] frame, PixelLayout layout)
    {
        if (syntax == "1.2.840.10008.1.2.4.50") return new EncodedFrame(Jpeg(frame, layout), layout.SamplesPerPixel == 3 ? "YBR_FULL_422" : layout.PhotometricInterpretation);
        if (syntax is "1.2.840.10008.1.2.4.57") return FrameEncoder.Encode("1.2.840.10008.1.2.4.70", frame, layout);
        if (syntax is "1.2.840.10008.1.2.4.81") return FrameEncoder.Encode("1.2.840.10008.1.2.4.80", frame, layout);
        if (syntax is "1.2.840.10008.1.2.4.91") return FrameEncoder.Encode("1.2.840.10008.1.2.4.90", frame, layout);
        if (syntax is "1.2.840.10008.1.2.4.203") return FrameEncoder.Encode("1.2.840.10008.1.2.4.201", frame, layout);
        if (!TransferSyntax.Find(syntax)!.IsEncapsulated) return new EncodedFrame(layout.PlanarConfiguration == 1 ? Planes(frame) : frame, layout.PhotometricInterpretation);
        return FrameEncoder.Encode(syntax, frame, layout);
    }

    private static byte[] Planes(byte[] frame) => [.. Enumerable.Range(0, 3).SelectMany(plane => frame.Where((_, i) => i % 3 == plane))];

    private static byte[] Jpeg(byte[] frame, PixelLayout layout)
    {
        using var bitmap = new SKBitmap(layout.Columns, layout.Rows, layout.SamplesPerPixel == 3 ? SKColorType.Rgba8888 : SKColorType.Gray8, SKAlphaType.Opaque);
        for (var y = 0; y < layout.Rows; y++)
        {
            for (var x = 0; x < layout.Columns; x++)
            {
                var at = (y * layout.Columns + x) * layout.SamplesPerPixel;
                bitmap.SetPixel(x, y, layout.SamplesPerPixel == 3 ? new SKColor(frame[at], frame[at + 1], frame[at + 2]) : new SKColor(frame[at], frame[at], frame[at]));
            }
        }
        var code = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90).ToArray();
        return code.Length % 2 == 0 ? code : [.. code, 0];
    }
}
