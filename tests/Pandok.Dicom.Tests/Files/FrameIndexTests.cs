using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Dicom.Tests.Files;

public sealed class FrameIndexTests
{
    [Theory]
    [InlineData("emri_small.dcm")]
    [InlineData("emri_small_RLE.dcm")]
    [InlineData("emri_small_jpeg_ls_lossless.dcm")]
    [InlineData("D_CLUNIE_CT1_RLE_FRAGS.dcm")]
    [InlineData("SC_rgb_rle_2frame.dcm")]
    public async Task A_frame_lies_where_the_reader_of_single_frames_finds_it(string name)
    {
        await using var file = File.OpenRead(SharedData.File($"data/conformance/transfer-syntaxes/{name}"));
        var (header, index) = await FrameIndex.ReadAsync(file, default);
        Assert.Equal((int)(header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1), index.Frames);
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
            file.Position = 0;
            Assert.Equal((await FrameReader.ReadAsync(file, frame, default)).Coded.ToArray(), bytes.ToArray());
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => index[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => index[index.Frames + 1]);
    }

    [Theory]
    [InlineData("emri_small_RLE.dcm")]
    [InlineData("emri_small.dcm")]
    public async Task A_file_that_is_cut_in_its_pixels_is_a_typed_error(string name)
    {
        var whole = await File.ReadAllBytesAsync(SharedData.File($"data/conformance/transfer-syntaxes/{name}"));
        foreach (var length in new[] { whole.Length - 20_000, whole.Length / 2 })
        {
            using var cut = new MemoryStream(whole, 0, length);
            var fault = await Assert.ThrowsAsync<DicomException>(async () => await FrameIndex.ReadAsync(cut, default));
            Assert.True(fault.Error is DicomError.Truncated or DicomError.Structure, fault.Message);
        }
    }
}
