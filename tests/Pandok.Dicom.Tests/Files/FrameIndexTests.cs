using System.Buffers;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Tests.Codecs;

namespace Pandok.Dicom.Tests.Files;

public sealed class FrameIndexTests
{
    private const string Syntaxes = "data/conformance/transfer-syntaxes/";
    private const string Segments = "data/conformance/modalities/seg/";

    [Theory]
    [InlineData("emri_small.dcm"), InlineData("emri_small_RLE.dcm"), InlineData("emri_small_jpeg_ls_lossless.dcm"), InlineData("D_CLUNIE_CT1_RLE_FRAGS.dcm"), InlineData("SC_rgb_rle_2frame.dcm")]
    public async Task The_extents_of_a_frame_hold_what_is_read_of_it(string name)
    {
        await using var file = File.OpenRead(SharedData.File(Syntaxes + name));
        var (header, index) = await FrameIndex.ReadAsync(file, default);
        Assert.Equal((int)(header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1), index.Frames);
        Assert.True(index.IsInPlace);
        for (var frame = 1; frame <= index.Frames; frame++)
        {
            using var bytes = new MemoryStream();
            foreach (var (offset, length) in index[frame])
            {
                var extent = new byte[length];
                file.Position = offset;
                await file.ReadExactlyAsync(extent);
                bytes.Write(extent);
            }
            Assert.Equal((await index.ReadAsync(file, frame, default)).ToArray(), bytes.ToArray());
            Assert.Equal(index.LengthOf(frame), bytes.Length);
        }
    }

    [Fact]
    public async Task Each_frame_of_an_RLE_object_equals_the_same_frame_of_its_native_twin()
    {
        var native = await CodedObject.ReadAsync(SharedData.File(Syntaxes + "emri_small.dcm"));
        var coded = await CodedObject.ReadAsync(SharedData.File(Syntaxes + "emri_small_RLE.dcm"));
        for (var frame = 0; frame < 10; frame++) Assert.Equal(native.Decode(frame).Samples, coded.Decode(frame).Samples);
    }

    [Theory]
    [InlineData("", ""), InlineData("dcmconv", "+te"), InlineData("dcmconv", "+tb"), InlineData("dcmconv", "+td")]
    public Task Frames_of_single_bits_that_begin_inside_a_byte_are_what_pydicom_reads(string peer, string form) => Peer.InFolderAsync(async folder =>
    {
        var original = SharedData.File(Segments + "liver_nonbyte_aligned.dcm");
        if (!File.Exists("/usr/bin/python3")) Assert.Skip("NOT TESTED: python3 is not installed");
        const string Script = "import sys,pydicom,numpy; numpy.asarray(pydicom.dcmread(sys.argv[1]).pixel_array).astype('u1').tofile(sys.argv[2])";
        var (path, values) = (original, Path.Combine(folder, "values"));
        Peer.Run("/usr/bin/python3", "-c", Script, original, values);
        if (peer.Length > 0) Peer.Run(peer, form, original, path = Path.Combine(folder, "form.dcm"));
        var coded = await CodedObject.ReadAsync(path);
        Assert.True(coded.Layout.NativeFrameBits % 8 != 0 && coded.Frames.Count > 1);
        var bits = coded.Frames.SelectMany(frame => Enumerable.Range(0, (int)coded.Layout.SampleCount).Select(i => (byte)(frame[i >> 3] >> (i & 7) & 1))).ToArray();
        Assert.Equal(await File.ReadAllBytesAsync(values), bits);
        await using var file = File.OpenRead(path);
        var (_, index) = await FrameIndex.ReadAsync(file, default);
        Assert.False(index.IsInPlace);
        Assert.Throws<InvalidOperationException>(() => index[1]);
    });

    [Fact]
    public async Task A_frame_that_is_not_there_is_an_error_of_the_caller()
    {
        await using var file = File.OpenRead(SharedData.File(Syntaxes + "emri_small.dcm"));
        var (_, index) = await FrameIndex.ReadAsync(file, default);
        foreach (var frame in new[] { 0, 11, -1, int.MaxValue })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await index.ReadAsync(file, frame, default));
            Assert.Throws<ArgumentOutOfRangeException>(() => index[frame]);
            Assert.Throws<ArgumentOutOfRangeException>(() => index.LengthOf(frame));
        }
    }

    [Theory]
    [InlineData("emri_small_RLE.dcm"), InlineData("emri_small.dcm")]
    public async Task A_file_that_is_cut_in_its_pixels_is_a_typed_error(string name)
    {
        var whole = await File.ReadAllBytesAsync(SharedData.File(Syntaxes + name));
        foreach (var length in new[] { whole.Length - 4, whole.Length - 100, whole.Length - 20_000, whole.Length / 2 })
        {
            using var cut = new MemoryStream(whole, 0, length);
            Assert.Equal(DicomError.Truncated, (await Assert.ThrowsAsync<DicomException>(async () => await FrameIndex.ReadAsync(cut, default))).Error);
        }
    }

    [Theory]
    [InlineData(0, DicomError.Truncated)] // as many as are taken, and no end
    [InlineData(1, DicomError.LimitExceeded)]
    public async Task Fragments_have_a_limit(int more, DicomError error)
    {
        var to = new ArrayBufferWriter<byte>();
        var rle = TransferSyntax.Find(Syntax.RleLossless)!;
        DicomWriter.WriteFileHead(to, DicomReaderTests.Sample(), rle);
        DicomWriter.WriteDataSet(to, DicomReaderTests.Sample(), rle);
        DicomWriter.WritePixelDataHead(to, new PixelDataHead(Tags.PixelData, Vr.OB, null), rle);
        var file = new byte[to.WrittenCount + 8 * (ReadLimits.Default.Elements + more)];
        to.WrittenSpan.CopyTo(file);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(file.AsSpan(to.WrittenCount)).Fill(0xE000FFFE); // empty ones
        Assert.Equal(error, (await Assert.ThrowsAsync<DicomException>(async () => await FrameIndex.ReadAsync(new MemoryStream(file), default))).Error);
    }
}
