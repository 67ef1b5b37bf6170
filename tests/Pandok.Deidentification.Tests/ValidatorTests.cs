using System.Buffers;
using System.Diagnostics;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Tests;

/// <summary>dciodvfy (dicom3tools) as a foreign judge: the output has no error line that the input did not have.</summary>
public sealed partial class ValidatorTests
{
    private const string Validator = "/usr/bin/dciodvfy";

    public static TheoryData<string> Files => ["chest-ct/ricord-1a-covid-dicom/*", "conformance/*"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_error_line_is_added(string pattern)
    {
        var shared = Sample.Shared();
        Assert.SkipWhen(shared is null, "SKIPPED LOUDLY: ../shared/data is not there.");
        Assert.SkipUnless(File.Exists(Validator), "SKIPPED LOUDLY: dciodvfy (Debian dicom3tools) is not installed.");
        var folder = Path.Combine(shared!, Path.GetDirectoryName(pattern)!);
        Assert.SkipUnless(Directory.Exists(folder), $"SKIPPED LOUDLY: {pattern} is not there.");
        var temporary = Directory.CreateTempSubdirectory("pandok-validator");
        try
        {
            var tried = 0;
            var added = new List<string>();
            foreach (var path in Directory.EnumerateFiles(folder, Path.GetFileName(pattern), SearchOption.AllDirectories).Where(path => new FileInfo(path).Length < 12_000_000).Order(StringComparer.Ordinal).Take(pattern.StartsWith("chest", StringComparison.Ordinal) ? 8 : 1000))
            {
                var output = Path.Combine(temporary.FullName, $"{tried}.dcm");
                if (!await ReleaseAsync(path, output)) continue;
                tried++;
                var before = await ErrorsAsync(path);
                if (before.Any(line => line.Contains("read failed") || line.Contains("not valid DICOM"))) continue; // it could not read the input, so it has nothing to compare
                added.AddRange((await ErrorsAsync(output)).Where(line => !before.Contains(line) && !IsExcused(path, line)).Select(line => $"{Path.GetFileName(path)}: {line}"));
            }
            Assert.True(tried > 0, "no file of the folder was released");
            Assert.True(added.Count == 0, string.Join("\n", added.Take(40)));
        }
        finally
        {
            temporary.Delete(true);
        }
    }

    private static async Task<bool> ReleaseAsync(string path, string output)
    {
        await using var stream = File.OpenRead(path);
        var reader = new DicomReader(stream);
        DicomHeader header;
        try
        {
            header = await reader.ReadFileAsync(CancellationToken.None);
        }
        catch (DicomException)
        {
            return false;
        }
        if (Deidentifier.Apply(header.DataSet, Profile.Reading, Sample.Keys) is not Outcome.Released released) return false;
        var to = new ArrayBufferWriter<byte>();
        DicomWriter.WriteFileHead(to, released.DataSet, header.Syntax.Unpacked);
        DicomWriter.WriteDataSet(to, released.DataSet, header.Syntax.Unpacked);
        if (header.Pixels is { } pixels) DicomWriter.WritePixelDataHead(to, pixels, header.Syntax.Unpacked);
        await using var file = File.Create(output);
        await file.WriteAsync(to.WrittenMemory);
        try
        {
            if (header.Pixels is not null) await reader.CopyPixelDataAsync(file, CancellationToken.None);
            return true;
        }
        catch (DicomException)
        {
            return false; // damaged pixels are not released
        }
    }

    // Its body part is in small letters, which the validator does not know; in capitals it does, and then sees the laterality that came with the file.
    private static bool IsExcused(string path, string line) => Path.GetFileName(path) == "GH1146.dcm" && line.Contains("<Laterality>");

    private static async Task<HashSet<string>> ErrorsAsync(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(Validator, [path]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        // A fault that the file came with names its UID, which is another one afterwards.
        return [.. errors.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).Select(line => Uid().Replace(line, "<UID>"))];
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(<|UID )\d[\d.]*")]
    private static partial System.Text.RegularExpressions.Regex Uid();
}
