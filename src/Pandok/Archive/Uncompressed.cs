using System.Buffers;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Web;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>Instances in Explicit VR Little Endian (PS3.5 A.2), decoded frame by frame as they go out: never more than one frame is held.</summary>
internal sealed class Uncompressed(InstanceFiles files)
{
    private const long LongestValue = uint.MaxValue - 1;
    private const int LargestPixel = 3 * 4;
    private static readonly Tag ExtendedOffsetTable = new(0x7FE00001), ExtendedOffsetTableLengths = new(0x7FE00002);

    /// <param name="Head">The file up to the value of Pixel Data.</param>
    /// <param name="Pixels">Null if there are none.</param>
    /// <param name="Length">Bytes of the whole file.</param>
    internal sealed record Plan(ReadOnlyMemory<byte> Head, StoredPixels? Pixels, long Length);

    /// <summary>Whether an instance can be given so: its frames are decoded here, and their sum fits a value.</summary>
    public static bool Can(Instance one) => one.TransferSyntax == PixelMediaTypes.ExplicitLittleEndian || one.Frames == 0
        || (FrameDecoder.Supports(one.TransferSyntax) && one is { Rows: { } rows, Columns: { } columns } && (long)rows * columns * one.Frames * LargestPixel < LongestValue);

    /// <exception cref="DicomException">The frames cannot be found.</exception>
    public async Task<Plan> PlanAsync(Instance one, CancellationToken stop)
    {
        if (one.Frames == 0)
        {
            var bare = HeadOf((await files.HeaderAsync(one, stop)).DataSet.Copy(), null);
            return new Plan(bare, null, bare.Length);
        }
        await using var file = files.Open(one);
        var (header, index) = await FrameIndex.ReadAsync(file, stop);
        var pixels = new StoredPixels(one, default, PixelLayout.Of(header), index);
        var set = header.DataSet.Copy();
        // Colour is decoded to interleaved RGB, whatever the codestream held (PS3.5 section 8.2).
        if (pixels.Layout.SamplesPerPixel > 1) set.SetIntegers(Tags.PlanarConfiguration, Vr.US, 0).Set(Tags.PhotometricInterpretation, Vr.CS, Photometric.Rgb);
        set.Remove(ExtendedOffsetTable);
        set.Remove(ExtendedOffsetTableLengths);
        var length = LengthOf(pixels);
        var head = HeadOf(set, new PixelDataHead(Tags.PixelData, pixels.Layout.BitsAllocated > 8 ? Vr.OW : Vr.OB, length + (length & 1)));
        return new Plan(head, pixels, head.Length + length + (length & 1));
    }

    /// <exception cref="CodecException">A frame cannot be decoded.</exception>
    public async Task WriteAsync(Plan plan, Stream to, CancellationToken stop)
    {
        await to.WriteAsync(plan.Head, stop);
        if (plan.Pixels is not { } pixels) return;
        var (bits, single) = (pixels.Layout.SampleCount * pixels.Layout.BitsAllocated, new PackedBits());
        for (var frame = 1; frame <= pixels.Index.Frames; frame++)
        {
            var samples = await files.DecodedFrameAsync(pixels, frame, stop);
            await to.WriteAsync(bits % 8 == 0 ? samples : single.Append(samples, bits), stop);
        }
        await to.WriteAsync(single.Finish(), stop);
        if ((LengthOf(pixels) & 1) != 0) await to.WriteAsync(new byte[1], stop);
    }

    // Frames of single bits follow each other without a gap (PS3.5 section 8.1.1).
    private static long LengthOf(StoredPixels pixels) => (pixels.Layout.SampleCount * pixels.Layout.BitsAllocated * pixels.Index.Frames + 7) / 8;

    private static ReadOnlyMemory<byte> HeadOf(DataSet set, PixelDataHead? pixels)
    {
        var head = new ArrayBufferWriter<byte>(16 << 10);
        DicomWriter.WriteFileHead(head, set, TransferSyntax.ExplicitLittleEndian);
        DicomWriter.WriteDataSet(head, set, TransferSyntax.ExplicitLittleEndian);
        if (pixels is { } data) DicomWriter.WritePixelDataHead(head, data, TransferSyntax.ExplicitLittleEndian);
        return head.WrittenMemory;
    }
}
