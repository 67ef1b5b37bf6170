using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pandok.Deidentification.Tests.Planted;

/// <summary>dciodvfy (dicom3tools) finds no error in a release that it did not find in the input.</summary>
public sealed partial class ValidityTests
{
    internal const string Validator = "/usr/bin/dciodvfy";

    [Fact]
    public async Task De_identification_adds_no_error_that_dciodvfy_sees()
    {
        Assert.SkipUnless(File.Exists(Validator), "SKIPPED LOUDLY: dicom3tools is not installed, nobody else judged the releases.");
        Assert.Equal([], await AddedAsync(PlantedRun.Of("reading", 1)));
    }

    internal static async Task<List<string>> AddedAsync(PlantedRun run)
    {
        var added = new List<string>();
        foreach (var result in run.Released.Values)
        {
            var before = await ErrorsAsync(run.Corpus.Objects.Single(item => item.Name == result.Name).File.ToArray());
            added.AddRange((await ErrorsAsync(result.File!)).Where(error => !before.Contains(error)).Select(error => $"{result.Name}: {error}"));
        }
        return added;
    }

    private static async Task<HashSet<string>> ErrorsAsync(byte[] file)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo(Validator, [path]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var text = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(path);
        // The same fault with another value in it is the same fault.
        return [.. text.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Select(line => Value().Replace(line, "<>"))];
    }

    [GeneratedRegex(@"<[^>]*>|\[[^\]]*\]")]
    private static partial Regex Value();
}
