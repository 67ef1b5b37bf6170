using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Pandok.Bench;

/// <summary>
/// C-STORE receive rate: the same files, the same sender (DCMTK storescu), each receiver fresh in each round, rounds interleaved, medians.
/// Pandok de-identifies, fsyncs and commits each instance before it answers; storescp only writes; Orthanc writes and indexes.
/// </summary>
internal static class ReceiveBench
{
    private const int Rounds = 3, WarmStudies = 3, Associations = 4;

    /// <param name="First">The first study after the start.</param>
    /// <param name="Later">A study after some others, over one association.</param>
    /// <param name="Four">Four associations at once, each with the study.</param>
    /// <param name="LaterStages">The stages of <paramref name="Later"/>, where the receiver tells them.</param>
    /// <param name="FourStages">The stages of <paramref name="Four"/>.</param>
    private readonly record struct Times(double First, double Later, double Four, StageTimes LaterStages, StageTimes FourStages)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First:F2}, {Later:F2}, {Four:F2} s");
    }

    public static async Task<int> RunAsync()
    {
        if (!Directory.Exists(Places.ChestCt) || !Tool.Exists("storescu") || !Tool.Exists("storescp"))
        {
            Console.Error.WriteLine("Needs ../shared/data and DCMTK.");
            return 1;
        }
        await using var postgres = Postgres.Exists ? await Postgres.StartAsync() : null;
        var receivers = new List<(string Name, Func<string, Task<Times>> Run)> { ("pandok, SQLite", folder => PandokAsync(folder)) };
        if (postgres is not null) receivers.Add(("pandok, PostgreSQL", async folder => await PandokAsync(folder, "--database", await postgres.NewDatabaseAsync(), "--vault-database", await postgres.NewDatabaseAsync())));
        receivers.Add(("DCMTK storescp", StorescpAsync));
        if (Tool.Exists("Orthanc")) receivers.Add(("Orthanc", OrthancAsync));
        var times = receivers.ToDictionary(receiver => receiver.Name, _ => new List<Times>());
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (name, run) in receivers)
            {
                var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
                try
                {
                    times[name].Add(await run(folder));
                    Console.WriteLine($"round {round}: {name} {times[name][^1]}");
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }
        await WriteAsync(receivers.ConvertAll(receiver => receiver.Name), times);
        return 0;
    }

    private static async Task<Times> PandokAsync(string folder, params string[] databases)
    {
        var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
        await Node.AdminAsync(folder, ["sites", "add", "BENCH", "Bench", .. databases]);
        await Node.AdminAsync(folder, ["devices", "add", "BENCH", "--site", "BENCH", .. databases]);
        using var server = await Node.ServeAsync(folder, http, dimse, ["--settle-after", "600", "--stage-table", Path.Combine(folder, "stages"), .. databases]);
        return await SendAsync("PANDOK", dimse, () => StageTimes.ReadAsync(Path.Combine(folder, "stages")));
    }

    private static async Task<Times> StorescpAsync(string folder)
    {
        var port = Tool.FreePort();
        using var server = await Tool.ServeAsync(port, "storescp", "+xs", "--fork", "-od", folder, $"{port}");
        return await SendAsync("ANY", port);
    }

    private static async Task<Times> OrthancAsync(string folder)
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

    // Every receiver gets one instance before the clock starts, for the first connection; then new instances every time (+II: new UIDs).
    private static async Task<Times> SendAsync(string calledAe, int port, Func<Task<StageTimes>>? stages = null)
    {
        stages ??= () => Task.FromResult(StageTimes.None);
        await Node.StorescuAsync(calledAe, port, Directory.GetFiles(Places.ChestCt, "*.dcm").Order().First(), "+II");
        var first = await StudyAsync(calledAe, port);
        for (var i = 0; i < WarmStudies; i++) await StudyAsync(calledAe, port);
        var before = await stages();
        var later = await StudyAsync(calledAe, port);
        var between = await stages();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Associations).Select(_ => StudyAsync(calledAe, port)));
        var four = clock.Elapsed.TotalSeconds;
        return new Times(first, later, four, between.Since(before), (await stages()).Since(between));
    }

    private static async Task<double> StudyAsync(string calledAe, int port)
    {
        var clock = Stopwatch.StartNew();
        await Node.StorescuAsync(calledAe, port, Places.ChestCt, "+II", "+sd");
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task WriteAsync(List<string> names, Dictionary<string, List<Times>> times)
    {
        var files = Directory.GetFiles(Places.ChestCt, "*.dcm").Length;
        var bytes = Directory.GetFiles(Places.ChestCt, "*.dcm").Sum(file => new FileInfo(file).Length);
        double Rate(string name, Func<Times, double> of, int studies) => files * studies / times[name].Select(of).Order().ElementAt(times[name].Count / 2);
        var text = new StringBuilder()
            .AppendLine("# C-STORE receive rate").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{files} CT slices (JPEG lossless, {bytes / 1e6:F0} MB) from DCMTK storescu, TCP_NODELAY on, new instance UIDs each time, receivers fresh each round, {Rounds} rounds interleaved, medians, instances/s.")
            .AppendLine("Pandok de-identifies, verifies, fsyncs file and folder and commits the row before it answers; storescp (--fork) writes without sync; Orthanc writes and indexes.")
            .AppendLine("Other programs may have run on the machine: the ratios of one run count, not the rates.").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"| receiver | first study after the start | study {WarmStudies + 2}, one association | {Associations} associations | SQLite's rate is (first, one, {Associations}) | rounds, s |").AppendLine("|---|---|---|---|---|---|");
        foreach (var name in names)
        {
            Func<Times, double>[] of = [time => time.First, time => time.Later, time => time.Four];
            var ratios = of.Select((time, i) => string.Create(CultureInfo.InvariantCulture, $"{Rate(names[0], time, 1) / Rate(name, time, 1):F2} x"));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {Rate(name, of[0], 1):F0} | {Rate(name, of[1], 1):F0} | {Rate(name, of[2], Associations):F0} | {string.Join(", ", ratios)} | {string.Join("; ", times[name].Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.First:F2}, {time.Later:F2}, {time.Four:F2}")))} |");
        }
        var told = names.Where(name => name.StartsWith("pandok", StringComparison.Ordinal)).SelectMany(name => new[]
        {
            ($"{name}, one association", times[name].ConvertAll(time => (time.LaterStages, time.Later))),
            ($"{name}, {Associations}", times[name].ConvertAll(time => (time.FourStages, time.Four))),
        }).ToList();
        var (deidentify, write, verify) = CleanTimes.Measure(Places.ChestCt);
        text.AppendLine().AppendLine("## Where the time goes").AppendLine()
            .AppendLine("Means over the study as the node measures them itself (`pandok serve --stage-table`), medians of the rounds. With several associations the commits are shared, and a stage of one instance holds waits for the processor that others use.").AppendLine()
            .Append(StageTimes.Table(told, files)).AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"By themselves, in a process that does nothing else, of each header: de-identify {deidentify:F2} ms, write {write:F2} ms, verify {verify:F2} ms.");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "receive.md"), text.ToString());
        Console.WriteLine(text);
    }
}
