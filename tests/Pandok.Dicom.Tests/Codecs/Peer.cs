using System.Diagnostics;

namespace Pandok.Dicom.Tests.Codecs;

/// <summary>Programs of other makers, and a folder for what they write.</summary>
internal static class Peer
{
    /// <summary>Runs a program; its test is skipped where it is absent.</summary>
    internal static string Run(string program, params string[] arguments)
    {
        if (!Path.IsPathRooted(program) && !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))))
            Assert.Skip($"NOT TESTED: {program} is absent");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }

    internal static async Task InFolderAsync(Func<string, Task> use)
    {
        var folder = Directory.CreateTempSubdirectory("pandok-codecs-");
        try
        {
            await use(folder.FullName);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    internal static void SameValues(double[] expected, double[] actual, int tolerance = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(expected.AsSpan().ContainsAnyExcept(expected[0]), "The peer's frame is one flat value: nothing to compare");
        for (var i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance)) Assert.Fail($"Sample {i}: {expected[i]} by the peer, {actual[i]} here");
    }
}
