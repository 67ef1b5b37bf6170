using Pandok.Bench;
using Pandok.Journey.Tests.Fixtures;

namespace Pandok.Journey.Tests;

/// <summary>A large object goes through a real node without staying in it. The two gigabytes of the requirement are measured by <c>./dev bench memory</c>.</summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const int Frames = 800; // 420 MB: held whole, or doubled in a buffer, it would show
    private const double Floor = 64;

    [Fact]
    public async Task A_large_multi_frame_costs_the_node_less_than_64_MB_above_idle()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("NOT TESTED: the peak of another process's memory is read from /proc.");
        await using var node = await Node.StartAsync();
        await node.AdminAsync("devices", "add", "BENCH", "--site", "SITEA");
        ProcessMemory.Forget(node.ProcessId);
        var idle = ProcessMemory.Now(node.ProcessId);
        var status = await LargeObject.SendAsync(node.Dimse, Frames, 1, TestContext.Current.CancellationToken);
        var peak = ProcessMemory.Peak(node.ProcessId);
        output.WriteLine($"{Frames * LargeObject.FrameBytes / 1e6:F0} MB received; idle {idle:F0} MB, peak {peak:F0} MB");
        Assert.Equal(0, status.Code);
        var stored = Directory.GetFiles(Path.Combine(node.Folder, "objects"), "*.dcm", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.True(stored > Frames * LargeObject.FrameBytes);
        Assert.InRange(peak - idle, 0, Floor);
    }
}
