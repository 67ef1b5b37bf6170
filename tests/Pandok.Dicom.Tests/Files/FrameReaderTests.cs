using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Tests.Files;

public sealed class FrameReaderTests
{
    [Fact]
    public async Task Each_frame_of_an_RLE_object_equals_the_same_frame_of_its_native_twin()
    {
        var native = SharedData.File("data/conformance/transfer-syntaxes/emri_small.dcm");
        var coded = SharedData.File("data/conformance/transfer-syntaxes/emri_small_RLE.dcm");
        for (var frame = 1; frame <= 10; frame++) Assert.Equal(await DecodeAsync(native, frame), await DecodeAsync(coded, frame));
    }

    [Fact]
    public async Task A_frame_that_is_not_there_is_a_typed_error()
    {
        var file = SharedData.File("data/conformance/transfer-syntaxes/emri_small.dcm");
        foreach (var frame in new[] { 0, 11, -1, int.MaxValue })
            Assert.Equal(DicomError.Invalid, (await Assert.ThrowsAsync<DicomException>(() => DecodeAsync(file, frame))).Error);
    }

    [Fact]
    public async Task A_file_that_is_cut_in_its_fragments_is_a_typed_error()
    {
        var whole = await File.ReadAllBytesAsync(SharedData.File("data/conformance/transfer-syntaxes/emri_small_RLE.dcm"));
        foreach (var length in new[] { whole.Length - 4, whole.Length - 100, whole.Length - 20_000 })
        {
            using var cut = new MemoryStream(whole, 0, length);
            Assert.Equal(DicomError.Truncated, (await Assert.ThrowsAsync<DicomException>(async () => await FrameReader.ReadAsync(cut, 10, default))).Error);
        }
    }

    private static async Task<byte[]> DecodeAsync(string path, int frame)
    {
        await using var file = File.OpenRead(path);
        var (header, coded) = await FrameReader.ReadAsync(file, frame, default);
        var set = header.DataSet;
        return FrameDecoder.Decode(header.Syntax.Uid, coded.Span, new PixelLayout((int)set.GetInteger(Tags.Rows)!, (int)set.GetInteger(Tags.Columns)!, 1, (int)set.GetInteger(Tags.BitsAllocated)!));
    }
}
