using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pandok.Bench;

/// <summary>
/// From the sender's last acknowledged instance to "on the worklist" (beyond the quiet time that is waited on purpose), and, for an emergency, from the sender's start to
/// the list while instances still arrive. A reader's client asks every 20 ms.
/// </summary>
internal static partial class WorklistBench
{
    private const int Rounds = 5;
    private const int QuietSeconds = 3;

    public static async Task<int> RunAsync()
    {
        if (!Directory.Exists(Places.ChestCt) || !Tool.Exists("storescu") || !Tool.Exists("dcmodify"))
        {
            Console.Error.WriteLine("Needs ../shared/data and DCMTK.");
            return 1;
        }
        var urgent = await UrgentCopyAsync();
        try
        {
            var (routine, emergency) = (new List<double>(), new List<double>());
            for (var round = 1; round <= Rounds; round++)
            {
                routine.Add(await MeasureAsync(Places.ChestCt, isEmergency: false));
                emergency.Add(await MeasureAsync(urgent, isEmergency: true));
                Console.WriteLine($"round {round}: routine {routine[^1]:F2} s after the quiet time, emergency {emergency[^1]:F2} s after the sender's start");
            }
            await WriteAsync(routine, emergency);
            return 0;
        }
        finally
        {
            Directory.Delete(urgent, recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(string files, bool isEmergency)
    {
        var folder = Directory.CreateTempSubdirectory("pandok-bench-").FullName;
        try
        {
            var (http, dimse) = (Tool.FreePort(), Tool.FreePort());
            await Node.AdminAsync(folder, "sites", "add", "BENCH", "Bench");
            await Node.AdminAsync(folder, "devices", "add", "BENCH", "--site", "BENCH");
            var password = ShownOnce().Match(await Node.AdminAsync(folder, "users", "add", "reader", "--role", "Reader", "--site", "BENCH")).Groups[1].Value;
            using var server = await Node.ServeAsync(folder, http, dimse, "--settle-after", $"{QuietSeconds}");
            using var reader = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
            reader.DefaultRequestHeaders.Add("X-Pandok", "1");
            (await reader.PostAsJsonAsync("/api/session", new { userName = "reader", password })).EnsureSuccessStatusCode();

            var clock = Stopwatch.StartNew();
            var sending = Node.StorescuAsync("PANDOK", dimse, files, "+sd");
            if (!isEmergency)
            {
                await sending;
                clock.Restart();
            }
            await ListedAsync(reader);
            var seconds = clock.Elapsed.TotalSeconds;
            await sending;
            return isEmergency ? seconds : seconds - QuietSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ListedAsync(HttpClient reader)
    {
        while ((await reader.GetFromJsonAsync<JsonElement>("/api/worklist?list=unread&specialty=all")).GetProperty("items").GetArrayLength() == 0) await Task.Delay(20);
    }

    private static async Task<string> UrgentCopyAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pandok-urgent-").FullName;
        foreach (var file in Directory.GetFiles(Places.ChestCt, "*.dcm"))
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            await File.WriteAllBytesAsync(copy, await File.ReadAllBytesAsync(file));
        }
        var (code, output) = await Tool.RunAsync("dcmodify", ["-nb", "-i", "(0040,1003)=STAT", .. Directory.GetFiles(folder)]);
        return code == 0 ? folder : throw new InvalidOperationException(output);
    }

    private static async Task WriteAsync(List<double> routine, List<double> emergency)
    {
        static string Row(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{values.Order().ElementAt(values.Count / 2):F2} | {string.Join(", ", values.Select(value => value.ToString("F2", CultureInfo.InvariantCulture)))}");
        var text = new StringBuilder()
            .AppendLine("# From the wire to the worklist").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"248 CT slices from DCMTK storescu over one association, a fresh server each round, {Rounds} rounds, median; a reader's client asks every 20 ms.").AppendLine()
            .AppendLine("| what | median s | all rounds, s |").AppendLine("|---|---|---|")
            .AppendLine(CultureInfo.InvariantCulture, $"| routine: last instance acknowledged to listed, beyond the quiet time of {QuietSeconds} s | {Row(routine)} |")
            .AppendLine(CultureInfo.InvariantCulture, $"| emergency: sender started to listed, instances still arriving | {Row(emergency)} |")
            .AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}.");
        await File.WriteAllTextAsync(Path.Combine(Places.Root, "bench", "results", "worklist.md"), text.ToString());
        Console.WriteLine(text);
    }

    [GeneratedRegex(@"shown only now:\s*(\S+)")]
    private static partial Regex ShownOnce();
}
