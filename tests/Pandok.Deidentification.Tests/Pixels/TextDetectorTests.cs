using Pandok.Deidentification.Pixels;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>Recall on generated text, Korean and English, both polarities, over soft shapes and noise. The figures are written out.</summary>
public sealed class TextDetectorTests
{
    [Theory, InlineData(8, 0.9), InlineData(10, 0.93), InlineData(12, 0.93), InlineData(16, 0.95), InlineData(24, 0.95), InlineData(40, 0.95)]
    public void Most_of_what_is_written_is_covered(int size, double least)
    {
        Assert.SkipUnless(TextPainter.HasFonts, "SKIPPED LOUDLY: no Hangul font (apt install fonts-nanum), nothing was written into pictures.");
        var random = new Random(size);
        var (covered, count) = (0.0, 0);
        for (var i = 0; i < 60; i++)
        {
            if (TextPainter.Write(TextPainter.Anatomy(512, 400, random), size, i % 2 == 0, random, i % 4 > 0) is not { } written) continue;
            covered += TextPainter.Covered(written.Ink, TextDetector.Find(written.Image, DetectorSettings.Recall).Select(box => box.WithMargin(0.25, 512, 400)));
            count++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{size} px: {covered / count:P1} of {count} lines");
        Assert.True(covered / count >= least, $"{size} px: {covered / count:P1} of {count} lines");
    }

    // The SMPTE pattern: 18 short texts among grids, bars and squares.
    [Fact]
    public async Task Writing_in_a_test_pattern_is_found_and_its_grid_is_not()
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        var found = await FoundAsync(Path.Combine(shared!, "conformance", "modalities", "lut", "mlut_18.dcm"));
        Area[] texts = [new(169, 159, 20, 9), new(220, 159, 20, 9), new(271, 159, 20, 9), new(322, 159, 20, 9), new(190, 478, 131, 11), new(188, 490, 136, 11), new(414, 175, 20, 9), new(78, 175, 20, 9)];
        Assert.All(texts, text => Assert.Contains(found, box => box.Meets(text)));
        Assert.All(found, box => Assert.True(box.Height <= 64, $"{box}"));
    }

    private static async Task<List<Area>> FoundAsync(string path)
    {
        var frames = await PixelObject.OpenAsync(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        var decoded = Pandok.Dicom.Codecs.FrameDecoder.DecodeFrame(frames.Header.Syntax.Unpacked.Uid, (await frames.ReadAsync(0, TestContext.Current.CancellationToken)).Span, frames.Layout);
        return [.. FrameViews.Of(frames.Header.DataSet, 1, decoded).SelectMany(view => TextDetector.Find(view, DetectorSettings.Recall))];
    }

    [Fact]
    public void Soft_shapes_alone_are_not_text()
    {
        var random = new Random(3);
        for (var i = 0; i < 20; i++) Assert.Empty(TextDetector.Find(TextPainter.Anatomy(512, 400, random), DetectorSettings.Careful));
    }

    [Theory, InlineData(1, 1), InlineData(7, 300), InlineData(300, 8), InlineData(64, 64)]
    public void A_picture_of_any_size_is_looked_at(int width, int height)
    {
        Assert.Empty(TextDetector.Find(new GrayImage(width, height, new byte[width * height]), DetectorSettings.Recall));
        Assert.Empty(TextDetector.Find(new GrayImage(width, height, [.. Enumerable.Repeat((byte)255, width * height)]), DetectorSettings.Verifying));
    }
}
