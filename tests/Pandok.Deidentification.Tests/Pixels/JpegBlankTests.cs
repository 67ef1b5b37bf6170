using System.Diagnostics;
using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Data;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>JPEG Baseline: text goes by whole MCUs, and every other block decodes to the same samples, for us and for DCMTK.</summary>
public sealed class JpegBlankTests
{
    [Theory, InlineData("ctbrain1.dcm"), InlineData("ctbrain2.dcm")]
    public async Task A_capture_that_says_CT_loses_its_text_and_keeps_every_other_block(string name)
    {
        var file = await SharedAsync("conformance", "deid", "burned-in", name);
        await using var clean = await PixelObject.CleanAsync(file);
        Assert.Equal((RiskClass.High, PixelChange.Blanked, true), (clean.Verdict.Risk, clean.Verdict.Change, clean.Verdict.IsVerified));
        Assert.Empty(clean.Verdict.Reasons);
        Assert.Equal("1.2.840.10008.1.2.4.50", clean.Syntax.Uid);
        var written = await PixelObject.RewriteAsync(file, clean);
        var (before, after) = ((await PixelObject.DecodeAsync(file))[0], (await PixelObject.DecodeAsync(written))[0]);
        var same = CountSame(before.Samples, after.Samples, before.Layout.Columns, 3, Reached(clean.Verdict, before.Layout.Columns, before.Layout.Rows));
        Assert.True(same.Same > before.Layout.PixelCount / 4, $"{same.Same} pixels are outside of what was blanked");
        Assert.Equal(0, same.Other);

        Assert.SkipUnless(File.Exists("/usr/bin/dcmdjpeg"), "SKIPPED LOUDLY: DCMTK is not installed, nobody else decoded the result.");
        var (theirsBefore, theirsAfter) = (await DcmtkAsync(file), await DcmtkAsync(written));
        var theirs = CountSame(theirsBefore, theirsAfter, before.Layout.Columns, 3, Reached(clean.Verdict, before.Layout.Columns, before.Layout.Rows));
        Assert.Equal(0, theirs.Other);
    }

    [Theory, InlineData("burned_in_no.dcm"), InlineData("burned_in_other.dcm"), InlineData("burned_in_yes.dcm")]
    public async Task What_the_object_says_of_burned_in_text_lowers_nothing(string name)
    {
        await using var clean = await PixelObject.CleanAsync(await SharedAsync("conformance", "deid", "burned-in", name));
        Assert.Equal(RiskClass.High, clean.Verdict.Risk);
        Assert.Equal(clean.Verdict.Frames, clean.Verdict.Looked);
        // Clean and verified, or held: never released unlooked.
        Assert.True(clean.Verdict.IsVerified ^ clean.Verdict.Reasons.Count > 0);
    }

    // Whole MCUs of up to 16 pixels, and two more where a decoder smooths chrominance across their border.
    private static List<Area> Reached(PixelVerdict verdict, int columns, int rows) =>
        [.. verdict.Boxes.Select(box => box.Area.WithMargin(0.25, columns, rows)).Select(area => Area.Of(area.X / 16 * 16 - 2, area.Y / 16 * 16 - 2, (area.Right + 15) / 16 * 16 + 2, (area.Bottom + 15) / 16 * 16 + 2))];

    private static (long Same, long Other) CountSame(byte[] before, byte[] after, int columns, int samples, List<Area> reached)
    {
        (long Same, long Other) count = (0, 0);
        // What was united is a rectangle around its boxes.
        var united = Area.Unite(reached);
        for (var pixel = 0; pixel < before.Length / samples; pixel++)
        {
            var at = new Area(pixel % columns, pixel / columns, 1, 1);
            if (united.Any(area => area.Meets(at))) continue;
            if (before.AsSpan(pixel * samples, samples).SequenceEqual(after.AsSpan(pixel * samples, samples))) count.Same++;
            else count.Other++;
        }
        return count;
    }

    private static async Task<byte[]> DcmtkAsync(byte[] file)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "in.dcm"), Path.Combine(folder.FullName, "out.dcm"));
            await File.WriteAllBytesAsync(from, file, TestContext.Current.CancellationToken);
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/dcmdjpeg", ["+cl", from, to]) { RedirectStandardError = true })!;
            var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, said);
            var frames = await PixelObject.OpenAsync(await File.ReadAllBytesAsync(to, TestContext.Current.CancellationToken));
            return (await frames.ReadAsync(0, TestContext.Current.CancellationToken)).ToArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<byte[]> SharedAsync(params string[] path)
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        return await File.ReadAllBytesAsync(Path.Combine([shared!, .. path]), TestContext.Current.CancellationToken);
    }
}
