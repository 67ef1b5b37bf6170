using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Pandok.Bench;

/// <summary>
/// C-STORE receive rate: the same files, the same sender (DCMTK storescu), one association, each receiver fresh, rounds interleaved, median.
/// Pandok de-identifies, fsyncs and commits each instance before it answers; storescp only writes; Orthanc writes and indexes.
/// </summary>
internal static class ReceiveBench
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        if (!Directory.Exists(Places.ChestCt) || !Tool.Exists("storescu") || !Tool.Exists("storescp"))
        {
            Console.Error.WriteLine("Needs ../shared/data and DCMTK.");
            return 1;
        }
        var files = Directory.GetFiles(Places.ChestCt, "*.dcm").Length;
        var bytes = Directory.GetFiles(Places.ChestCt, "*.dcm").Sum(file => new FileInfo(file).Length);
        var receivers = new List<(string Name, Func<string, Task<double>> Run)> { ("pandok", PandokAsync), ("DCMTK storescp", StorescpAsync) };
        if (Tool.Exists("Orthanc")) receivers.Add(("Orthanc", OrthancAsync));
        var seconds = receivers.ToDictionary(receiver => receiver.Name, _ => new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (name, run) in receivers)
            {
                var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
                try
                {
                    seconds[name].Add(await run(folder));
                    Console.WriteLine($"round {round}: {name} {files / seconds[name][^1]:F0} instances/s");
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }
        await WriteAsync(receivers.ConvertAll(receiver => receiver.Name), seconds, files, bytes);
        return 0;
    }

    private static async Task<double> PandokAsync(string folder)
    {
        var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
        await Node.AdminAsync(folder, "sites", "add", "BENCH", "Bench");
        await Node.AdminAsync(folder, "devices", "add", "BENCH", "--site", "BENCH");
        using var server = await Node.ServeAsync(folder, http, dimse);
        return await SendAsync("PANDOK", dimse);
    }

    private static async Task<double> StorescpAsync(string folder)
    {
        var port = Tool.FreePort();
        using var server = await Tool.ServeAsync(port, "storescp", "+xs", "-od", folder, $"{port}");
        return await SendAsync("ANY", port);
    }

    private static async Task<double> OrthancAsync(string folder)
    {
        var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
        var configuration = Path.Combine(folder, "orthanc.json");
        await File.WriteAllTextAsync(configuration, $$"""
            { "Name": "bench", "DicomAet": "ORTHANC", "DicomPort": {{dimse}}, "HttpPort": {{http}}, "StorageDirectory": "{{folder}}/db", "IndexDirectory": "{{folder}}/db",
              "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "DicomAlwaysAllowStore": true, "Plugins": [] }
            """);
        using var server = await Tool.ServeAsync(dimse, "Orthanc", configuration);
        return await SendAsync("ORTHANC", dimse);
    }

    private static async Task<double> SendAsync(string calledAe, int port)
    {
        // Once for the first connection and the just-in-time compiler; every receiver gets the same.
        var first = Directory.GetFiles(Places.ChestCt, "*.dcm").Order().First();
        await Node.StorescuAsync(calledAe, port, first);
        var clock = Stopwatch.StartNew();
        await Node.StorescuAsync(calledAe, port, Places.ChestCt, "+sd");
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task WriteAsync(IReadOnlyList<string> names, Dictionary<string, List<double>> seconds, int files, long bytes)
    {
        static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
        var ours = files / Median(seconds["pandok"]);
        var text = new StringBuilder()
            .AppendLine("# C-STORE receive rate").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{files} CT slices (JPEG lossless, {bytes / 1e6:F0} MB) from DCMTK storescu over one association, TCP_NODELAY on, receivers fresh each round, {Rounds} rounds interleaved, median.")
            .AppendLine("Pandok de-identifies, verifies, fsyncs file and folder and commits the row before it answers; storescp writes without sync; Orthanc writes and indexes.").AppendLine()
            .AppendLine("| receiver | median s | instances/s | MB/s | Pandok's rate is | all rounds, s |").AppendLine("|---|---|---|---|---|---|");
        foreach (var name in names)
        {
            var median = Median(seconds[name]);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {median:F2} | {files / median:F0} | {bytes / 1e6 / median:F0} | {ours / (files / median):F2} x | {string.Join(", ", seconds[name].Select(value => value.ToString("F2", CultureInfo.InvariantCulture)))} |");
        }
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "receive.md"), text.ToString());
        Console.WriteLine(text);
    }
}
