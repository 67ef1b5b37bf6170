using System.Buffers;
using System.Buffers.Binary;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Rendering;
using Pandok.Dicom.Standard;

namespace Pandok.Review;

/// <summary>
/// Blanks rectangles of an object's frames in stored values, without loss outside of them: decoded, filled with the darkest value, and coded again without loss where that syntax is
/// written here, else as Explicit VR Little Endian. In memory only.
/// </summary>
internal static class Blanking
{
    private const long MostBytes = 1L << 30;
    private static readonly DecodeOptions AsStored = new() { Colour = ColourRule.AsStored };
    private static readonly Tag LossyImageCompression = new(0x00282110);

    /// <param name="file">A Part 10 file, seekable, at its start.</param>
    /// <returns>A Part 10 file; the same stream, at its start, if there is nothing to blank.</returns>
    /// <exception cref="CodecException">A frame cannot be decoded or coded.</exception>
    /// <exception cref="DicomException">The object cannot be read, or its frames together are too large to be worked on in memory.</exception>
    public static async Task<Stream> ApplyAsync(Stream file, IReadOnlyList<HeldBox> boxes, CancellationToken stop)
    {
        if (boxes.Count == 0) return file;
        var frames = await HeldFrames.OpenAsync(file, stop);
        var decoded = await frames.DecodeAsync(0, AsStored, stop);
        var layout = decoded.Layout;
        if (layout.FrameLength * frames.Count > MostBytes) throw new DicomException(DicomError.LimitExceeded, "The frames are too large to be blanked", 0, Tags.PixelData);
        var syntax = Suits(frames.Header.Syntax, decoded) ? frames.Header.Syntax : TransferSyntax.ExplicitLittleEndian;
        var written = new MemoryStream();
        var native = layout.NativeFrameBits * frames.Count / 8;
        EncapsulatedWriter? fragments = null;
        for (var frame = 0; frame < frames.Count; frame++)
        {
            if (frame > 0) decoded = await frames.DecodeAsync(frame, AsStored, stop);
            Fill(decoded, frames.Header.DataSet, [.. boxes.Where(box => box.Covers(frame))]);
            var code = FrameEncoder.Encode(syntax.Uid, decoded.Samples, layout);
            if (frame == 0)
            {
                WriteHead(written, frames.Header.DataSet, decoded, code.PhotometricInterpretation, syntax, native + (native & 1));
                if (syntax.IsEncapsulated)
                {
                    fragments = new EncapsulatedWriter(written, frames.Count, false);
                    await fragments.BeginAsync(stop);
                }
            }
            if (fragments is not null) await fragments.WriteFrameAsync(code.Code, stop);
            else await written.WriteAsync(code.Code, stop);
        }
        if (fragments is not null) await fragments.EndAsync(stop);
        else if ((native & 1) != 0) written.WriteByte(0);
        written.Position = 0;
        return written;
    }

    private static bool Suits(TransferSyntax syntax, DecodedFrame frame) =>
        FrameEncoder.Supports(syntax.Uid) && !frame.IsIrreversible && (frame.Layout.SamplesPerPixel == 1 || !syntax.IsEncapsulated || frame.Layout.PhotometricInterpretation == "RGB");

    private static void WriteHead(MemoryStream to, DataSet original, DecodedFrame frame, string photometric, TransferSyntax syntax, long length)
    {
        var set = original.Copy();
        set.Remove(Tags.ExtendedOffsetTable);
        set.Remove(new Tag(0x7FE00002));
        set.Set(Tags.PhotometricInterpretation, Vr.CS, photometric);
        if (frame.Layout.SamplesPerPixel > 1) set.SetIntegers(Tags.PlanarConfiguration, Vr.US, 0);
        set.SetIntegers(Tags.BitsStored, Vr.US, frame.Layout.BitsStored).SetIntegers(Tags.HighBit, Vr.US, frame.Layout.HighBit);
        if (frame.IsIrreversible && set.GetString(LossyImageCompression) != "01") set.Set(LossyImageCompression, Vr.CS, "01");
        var head = new ArrayBufferWriter<byte>(64 << 10);
        DicomWriter.WriteFileHead(head, set, syntax);
        DicomWriter.WriteDataSet(head, set, syntax);
        DicomWriter.WritePixelDataHead(head, new PixelDataHead(Tags.PixelData, syntax.IsEncapsulated || frame.Layout.BitsAllocated <= 8 && !syntax.IsImplicit ? Vr.OB : Vr.OW, syntax.IsEncapsulated ? null : length), syntax);
        to.Write(head.WrittenSpan);
    }

    private static void Fill(DecodedFrame frame, DataSet set, IReadOnlyList<HeldBox> boxes)
    {
        if (boxes.Count == 0) return;
        var layout = frame.Layout;
        if (layout.BitsAllocated is not (8 or 16)) throw new CodecException(CodecFault.UnsupportedSyntax, $"Frames of {layout.BitsAllocated} bits are not blanked");
        var pixel = Darkest(frame, set);
        foreach (var box in boxes)
        {
            for (var y = box.Y; y < box.Y + box.Height; y++)
            {
                var row = frame.Samples.AsSpan((y * layout.Columns + box.X) * pixel.Length, box.Width * pixel.Length);
                for (var at = 0; at < row.Length; at += pixel.Length) pixel.CopyTo(row[at..]);
            }
        }
    }

    // PS3.3 C.7.6.3.1.2: which stored value is shown darkest. Of grey images the frame's own extreme is taken, so that its range, and with it a window made of it, stays.
    private static byte[] Darkest(DecodedFrame frame, DataSet set)
    {
        var layout = frame.Layout;
        if (layout.SamplesPerPixel == 3) return layout.PhotometricInterpretation.StartsWith("YBR_FULL", StringComparison.Ordinal) ? [.. Sample(layout, 0), .. Sample(layout, 1 << (layout.BitsStored - 1)), .. Sample(layout, 1 << (layout.BitsStored - 1))] : new byte[3 * layout.BitsAllocated / 8];
        var values = StoredValues.ToIntegers(frame);
        if (layout.PhotometricInterpretation == "PALETTE COLOR") return Sample(layout, DarkestEntry(frame, set, values));
        return Sample(layout, layout.PhotometricInterpretation == "MONOCHROME1" ? values.Max() : values.Min());
    }

    // Of the entries that the frame uses, so that no table needs to be read twice: the renderer shows which pixel is darkest.
    private static int DarkestEntry(DecodedFrame frame, DataSet set, int[] values)
    {
        var shown = FrameRenderer.Render(set, 1, frame, new RenderOptions());
        var (least, at) = (int.MaxValue, 0);
        for (var i = 0; i < values.Length; i++)
        {
            var light = 0;
            for (var c = 0; c < shown.Components; c++) light += shown.Pixels[i * shown.Components + c];
            if (light < least) (least, at) = (light, i);
        }
        return values[at];
    }

    private static byte[] Sample(in PixelLayout layout, int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value << (layout.HighBit + 1 - layout.BitsStored));
        return bytes[..(layout.BitsAllocated / 8)];
    }
}
