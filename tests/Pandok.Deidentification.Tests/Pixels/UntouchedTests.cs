using System.Security.Cryptography;
using Pandok.Deidentification.Pixels;
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
    public async Task No_slice_of_a_chest_CT_is_held()
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        var held = new List<string>();
        var every = new PixelCleaner(Profile.Reading, DeviceRules.None, () => new MemoryStream());
        var looked = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(shared!, "chest-ct", "ricord-1a-covid-dicom"), "*.dcm").Order(StringComparer.Ordinal))
        {
            await using var stream = File.OpenRead(path);
            var frames = await FrameSource.OpenAsync(stream, TestContext.Current.CancellationToken);
            await using var clean = await every.CleanAsync(frames, TestContext.Current.CancellationToken);
            looked += clean.Verdict.Looked;
            if (clean.Verdict.Reasons.Count > 0 || clean.Verdict.Change == PixelChange.Blanked) held.Add(Path.GetFileName(path));
        }
        Assert.True(held.Count == 0, string.Join(", ", held));
        Assert.InRange(looked, 1, 30);
    }

    [Fact]
    public async Task Every_shared_file_with_pixels_gets_a_verdict()
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there, no real file was tried.");
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(shared!, "conformance"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            FrameSource frames;
            await using var stream = File.OpenRead(path);
            try
            {
                frames = await FrameSource.OpenAsync(stream, TestContext.Current.CancellationToken);
            }
            catch (DicomException)
            {
                continue;
            }
            await using var clean = await new PixelCleaner(Profile.Reading, DeviceRules.None, () => new MemoryStream()).CleanAsync(frames, TestContext.Current.CancellationToken);
            var verdict = $"{clean.Verdict.Risk} {clean.Verdict.Change} {string.Join(' ', clean.Verdict.Reasons)}";
            counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
            TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetRelativePath(shared!, path)}: {verdict}, {clean.Verdict.Boxes.Count} boxes, {clean.Verdict.Looked} of {clean.Verdict.Frames} frames");
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", counts.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(counts.Values.Sum() > 150, $"{counts.Values.Sum()} objects with pixels");
    }

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
