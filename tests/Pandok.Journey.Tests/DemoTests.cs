using Pandok.Journey.Tests.Fixtures;

namespace Pandok.Journey.Tests;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_prints_a_whole_journey_and_leaves_nothing_behind()
    {
        var before = Leftovers();
        var (code, output) = await Run.Async(Places.Program, "demo", "--once", "--http", $"http://127.0.0.1:{Node.FreePort()}", "--dimse", $"{Node.FreePort()}");
        Assert.True(code == 0, output);
        var at = 0;
        foreach (var step in new[] { "received", "settled", "claimed", "reported", "delivered", "acknowledged" })
        {
            var found = output.IndexOf($"  {step} ", at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{step} is missing after {at}:\n{output}");
            at = found;
        }
        Assert.Contains("noModel", output);
        Assert.Equal(before, Leftovers());
    }

    [Fact]
    public async Task A_demo_does_not_start_over_data_that_is_there()
    {
        var folder = Directory.CreateTempSubdirectory("pandok-occupied-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "mine.txt"), "mine");
        var (code, output) = await Run.Async(Places.Program, "demo", "--once", "--data", folder);
        Assert.Equal(2, code);
        Assert.Contains("not empty", output);
        Assert.True(File.Exists(Path.Combine(folder, "mine.txt")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Sending_to_nobody_is_a_clear_error()
    {
        var file = Places.Data("conformance/transfer-syntaxes/CT_small.dcm");
        var (code, output) = await Run.Async(Places.Program, "send", file, "--to", $"PANDOK@127.0.0.1:{Node.FreePort()}");
        Assert.Equal(1, code);
        Assert.Contains("refused", output, StringComparison.OrdinalIgnoreCase);
        (code, _) = await Run.Async(Places.Program, "send", file, "--to", "nonsense");
        Assert.Equal(2, code);
    }

    private static int Leftovers() => Directory.GetDirectories(Path.GetTempPath(), "pandok-demo-*").Length;
}
