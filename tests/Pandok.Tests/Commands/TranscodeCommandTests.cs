using System.Diagnostics;
using Pandok.Dicom.Files;

namespace Pandok.Tests.Commands;

/// <summary>The real program as a process of its own.</summary>
public sealed class TranscodeCommandTests
{
    private static string Source(string name)
    {
        var folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "conformance", "transfer-syntaxes"));
        if (!File.Exists(Path.Combine(folder, name))) Assert.Skip($"NOT TESTED: shared/data/conformance/transfer-syntaxes/{name} is absent");
        return Path.Combine(folder, name);
    }

    [Fact]
    public async Task A_folder_becomes_a_folder_and_what_is_no_DICOM_is_listed()
    {
        using var data = new TemporaryFolder();
        var source = Directory.CreateDirectory(data["in/deep"]).FullName;
        File.Copy(Source("MR_small.dcm"), Path.Combine(source, "a.dcm"));
        File.Copy(Source("emri_small.dcm"), Path.Combine(source, "b.dcm"));
        Assert.Equal(0, (await RunAsync("transcode", data["in"], data["out"], "--to", "jpegls")).Code);
        await using (var file = File.OpenRead(data["out/deep/b.dcm"])) Assert.Equal("1.2.840.10008.1.2.4.80", (await new DicomReader(file).ReadFileAsync(default)).Syntax.Uid);
        await File.WriteAllTextAsync(Path.Combine(source, "notes.txt"), "no DICOM here, only a line of text that is long enough to be looked at");
        var mixed = await RunAsync("transcode", data["in"], data["out"], "--to", "1.2.840.10008.1.2.4.70");
        Assert.Equal(3, mixed.Code);
        Assert.Contains("notes.txt", mixed.Output);
        Assert.Equal(["a.dcm", "b.dcm"], Directory.EnumerateFiles(data["out/deep"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task What_cannot_be_transcoded_leaves_the_target_as_it_was()
    {
        using var data = new TemporaryFolder();
        var bytes = await File.ReadAllBytesAsync(Source("MR_small_RLE.dcm"));
        await File.WriteAllBytesAsync(data["cut.dcm"], bytes[..(bytes.Length / 2)]);
        await File.WriteAllTextAsync(data["target.dcm"], "what stood here");
        Assert.Equal(1, (await RunAsync("transcode", data["cut.dcm"], data["target.dcm"], "--to", "explicit")).Code);
        Assert.Equal("what stood here", await File.ReadAllTextAsync(data["target.dcm"]));
        Assert.Equal(2, (await RunAsync("transcode", data["cut.dcm"], data["target.dcm"], "--to", "1.2.840.10008.1.2.4.50")).Code);
        Assert.Equal(2, Directory.GetFiles(data.Path).Length);
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pandok.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
