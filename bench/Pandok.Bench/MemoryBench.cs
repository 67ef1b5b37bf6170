using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Pandok.Bench;

/// <summary>What the receive of a 2 GB multi-frame costs in memory: the peak of a real node above what it holds idle, for the first object after the start and for the next; and what making its renditions costs afterwards.</summary>
internal static class MemoryBench
{
    private const int Frames = 4000;
    private const double Floor = 64;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
        try
        {
            var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
            await Node.AdminAsync(folder, "sites", "add", "BENCH", "Bench");
            await Node.AdminAsync(folder, "devices", "add", "BENCH", "--site", "BENCH");
            using var server = await Node.ServeAsync(folder, http, dimse);
            var text = new StringBuilder()
                .AppendLine("# Memory of a large receive").AppendLine()
                .AppendLine(CultureInfo.InvariantCulture, $"One multi-frame of {Frames} frames 512x512x16 ({Frames * LargeObject.FrameBytes / 1e9:F2} GB), made while it is sent, received by `pandok serve` over C-STORE, de-identified and durable.")
                .AppendLine(CultureInfo.InvariantCulture, $"Resident memory of the process (VmRSS before, VmHWM of the receive); the floor is less than {Floor} MB above idle. Its frames are encoded for the reading room afterwards (HTJ2K, decoded again and compared): the last two columns, the peak above the same idle. The next object comes when that is done.").AppendLine()
                .AppendLine("| object | idle MB | peak MB | above idle MB | s | MB/s | renditions: above idle MB | s |").AppendLine("|---|---|---|---|---|---|---|---|");
            var worst = 0.0;
            for (var number = 1; number <= 3; number++)
            {
                await Task.Delay(TimeSpan.FromSeconds(5));
                ProcessMemory.Forget(server.ProcessId);
                var idle = ProcessMemory.Now(server.ProcessId);
                var clock = Stopwatch.StartNew();
                var status = await LargeObject.SendAsync(dimse, Frames, number, CancellationToken.None);
                if (status.Code != 0) throw new InvalidOperationException($"It was not taken: {status}");
                var seconds = clock.Elapsed.TotalSeconds;
                var peak = ProcessMemory.Peak(server.ProcessId);
                worst = Math.Max(worst, peak - idle);
                ProcessMemory.Forget(server.ProcessId);
                clock.Restart();
                while (Directory.EnumerateFiles(folder, "*.jphc", SearchOption.AllDirectories).Count() < number)
                {
                    if (clock.Elapsed > TimeSpan.FromMinutes(10)) throw new TimeoutException("The frames were not encoded within ten minutes.");
                    await Task.Delay(TimeSpan.FromSeconds(0.5));
                }
                var (rendering, rendered) = (ProcessMemory.Peak(server.ProcessId) - idle, clock.Elapsed.TotalSeconds);
                text.AppendLine(CultureInfo.InvariantCulture, $"| {(number == 1 ? "the first after the start" : $"number {number}")} | {idle:F0} | {peak:F0} | {peak - idle:F0} | {seconds:F1} | {Frames * LargeObject.FrameBytes / 1e6 / seconds:F0} | {rendering:F0} | {rendered:F0} |");
            }
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"The most above idle: {worst:F0} MB, {(worst < Floor ? "below" : "NOT below")} the floor.")
                .AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
            await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "memory.md"), text.ToString());
            Console.WriteLine(text);
            return worst < Floor ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
