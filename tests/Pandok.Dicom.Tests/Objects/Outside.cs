using System.Diagnostics;
using Pandok.Dicom.Objects;

namespace Pandok.Dicom.Tests.Objects;

/// <summary>Programs of others as judges of built objects; a test that needs an absent one is skipped loudly.</summary>
internal static class Outside
{
    internal static async Task<(int Exit, string Output)> RunAsync(string tool, params string[] arguments)
    {
        var path = $"/usr/bin/{tool}";
        if (!File.Exists(path)) Assert.Skip($"NOT TESTED: {tool} is not installed");
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    internal static async Task<string> WriteAsync(TemporaryFolder folder, string name, DicomObject built)
    {
        var path = Path.Combine(folder.Path, name);
        await using var file = File.Create(path);
        await built.WriteFileAsync(file, default);
        return path;
    }

    // dciodvfy of the 2022 edition: every line it calls an error counts.
    internal static async Task PassesAsync(string path)
    {
        var (_, output) = await RunAsync("dciodvfy", path);
        var errors = string.Join('\n', output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)));
        Assert.True(errors.Length == 0, errors);
        Assert.False(string.IsNullOrWhiteSpace(output), "dciodvfy said nothing, not even the IOD");
    }

    internal static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        var (exit, output) = await RunAsync("python3", ["-c", script, .. arguments]);
        if (output.Contains("No module named 'pydicom'") || output.Contains("No module named 'numpy'")) Assert.Skip("NOT TESTED: python3-pydicom is not installed");
        Assert.True(exit == 0, output);
        return output.Trim();
    }
}

/// <summary>A folder of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("pandok-objects-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
