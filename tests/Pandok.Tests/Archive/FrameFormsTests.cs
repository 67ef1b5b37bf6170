using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Tests.Archive;

/// <summary>Frames that are not bytes of their file as they stand come out of the archive as they went in.</summary>
public sealed class FrameFormsTests
{
    private const string Segments = "conformance/modalities/seg/";
    private const string Uncompressed = "1.2.840.10008.1.2.1.98";

    [Theory]
    [InlineData(Segments + "liver_nonbyte_aligned.dcm", null), InlineData(Segments + "liver_nonbyte_aligned_deflate.dcm", null), InlineData(Segments + "liver_nonbyte_aligned.dcm", Uncompressed)]
    [InlineData("conformance/transfer-syntaxes/emri_small.dcm", Uncompressed)]
    public async Task Frames_and_the_whole_object_are_the_same_after_the_archive(string name, string? coded)
    {
        await using var server = await DicomWebServer.StartAsync();
        var path = DicomWebServer.Shared(name);
        await using var scratch = new MemoryStream();
        await using (var source = File.OpenRead(path))
        {
            if (coded is null) await source.CopyToAsync(scratch);
            else await Transcoder.TranscodeAsync(source, scratch, TransferSyntax.Find(coded)!, () => new MemoryStream(), null, default);
        }
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, scratch.ToArray());
            var instance = await server.StoreAsync(file);
            var expected = await FramesAsync(scratch);
            foreach (var frame in new[] { 1, 2, expected.Count }.Where(frame => frame <= expected.Count))
                Assert.Equal(expected[frame - 1], await (await server.GetAsync($"{instance}/frames/{frame}", "application/octet-stream")).Content.ReadAsByteArrayAsync());
            using var rendered = await server.GetAsync($"{instance}/frames/{expected.Count}/rendered", "image/png");
            Assert.True(rendered.IsSuccessStatusCode, await rendered.Content.ReadAsStringAsync());

            using var whole = await server.GetAsync(instance, "application/dicom");
            Assert.Equal(expected, await FramesAsync(new MemoryStream(await whole.Content.ReadAsByteArrayAsync())));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<List<byte[]>> FramesAsync(MemoryStream file)
    {
        file.Position = 0;
        var (header, index) = await FrameIndex.ReadAsync(file, default);
        var frames = new List<byte[]>();
        for (var frame = 1; frame <= index.Frames; frame++) frames.Add(FrameDecoder.Decode(header.Syntax.Uid, (await index.ReadAsync(file, frame, default)).Span, PixelLayout.Of(header)));
        return frames;
    }
}
