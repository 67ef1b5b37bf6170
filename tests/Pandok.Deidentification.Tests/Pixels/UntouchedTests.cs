using System.Security.Cryptography;
using Pandok.Deidentification.Pixels;
using Pandok.Deidentification.Tests.Planted;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Tests.Pixels;

/// <summary>What needs no change keeps its coded bytes, in every transfer syntax; what stands in shared files is looked at without a crash.</summary>
public sealed class UntouchedTests
{
    [Fact]
    public async Task Coded_bytes_of_one_slice_stay_the_same_in_every_transfer_syntax()
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        var tried = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(shared!, "conformance", "transfer-syntaxes", "ct-all-syntaxes")).Order(StringComparer.Ordinal))
        {
            var file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            if (await PixelsOf(file) is not { } before || before.Length == 0) continue;
            await using var clean = await PixelObject.CleanAsync(file);
            if (path.Contains("1.2.840.10008.1.2.4.55", StringComparison.Ordinal) || path.Contains("1.2.840.10008.1.2.4.53", StringComparison.Ordinal))
            {
                // Progressive JPEG of 12 bits is not decoded here: nobody could look.
                Assert.Equal([Reason.PixelDecode], clean.Verdict.Reasons);
                continue;
            }
            Assert.True(clean.Verdict.Reasons.Count == 0, $"{Path.GetFileName(path)}: {string.Join(' ', clean.Verdict.Reasons)}");
            Assert.True(!clean.IsChanged, $"{Path.GetFileName(path)}: {clean.Verdict.Change}");
            var after = await PixelsOf(await PixelObject.RewriteAsync(file, clean));
            Assert.Equal(SHA256.HashData(before), SHA256.HashData(after!));
            tried++;
        }
        Assert.True(tried >= 14, $"{tried} files");
    }

    [Fact]
    public async Task Every_shared_file_whose_frames_are_read_gets_a_verdict()
    {
        var verdicts = (await SharedReleases.OfAsync("conformance")).Where(one => one.Pixels is not null).ToList();
        foreach (var one in verdicts) TestContext.Current.TestOutputHelper?.WriteLine($"{one.Path}: {Tell(one.Pixels!)}, {one.Pixels!.Boxes.Count} boxes, {one.Pixels.Looked} of {one.Pixels.Frames} frames");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", verdicts.CountBy(one => Tell(one.Pixels!)).Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.All(verdicts, one => Assert.True(one.Pixels!.Looked > 0 || one.Pixels.Risk != RiskClass.High || one.Pixels.Reasons.Count > 0, one.Path));
        Assert.True(verdicts.Count > 120, $"{verdicts.Count} objects whose frames were read");
    }

    private static string Tell(PixelVerdict verdict) => $"{verdict.Risk} {verdict.Change} {string.Join(' ', verdict.Reasons)}";

    private static async Task<byte[]?> PixelsOf(byte[] file)
    {
        var reader = new DicomReader(new MemoryStream(file));
        var header = await reader.ReadFileAsync(TestContext.Current.CancellationToken);
        if (header.Pixels is null) return null;
        var to = new MemoryStream();
        await reader.CopyPixelDataAsync(to, TestContext.Current.CancellationToken);
        return to.ToArray();
    }
}
