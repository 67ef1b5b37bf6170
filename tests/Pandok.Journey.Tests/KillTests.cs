using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pandok.Journey.Tests.Fixtures;

namespace Pandok.Journey.Tests;

/// <summary>kill -9 in the middle of receiving, ten times: nothing acknowledged is lost, nothing half is visible.</summary>
public sealed partial class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_kills_lose_no_acknowledged_instance_and_leave_none_half_visible()
    {
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"));
        await using var node = await Node.StartAsync(settleSeconds: 2);
        var all = Directory.GetFiles(planted.Folder).Order().ToArray();
        var acknowledged = new HashSet<string>();
        var random = new Random(11);
        for (var kill = 1; kill <= 10; kill++)
        {
            // Storescu sends what is not acknowledged yet; after some acknowledgements, and a moment, the server dies.
            var left = all.Where(file => !acknowledged.Contains(file)).ToArray();
            using var sender = Run.Start(Places.Tool("storescu"), ["-v", "-xs", "-aet", "MOBILECT", "-aec", "PANDOK", "127.0.0.1", $"{node.Dimse}", .. left]);
            var said = ReadAcknowledgedAsync(sender, acknowledged);
            var enough = acknowledged.Count + random.Next(3, 20);
            for (var clock = Stopwatch.StartNew(); !sender.HasExited && clock.Elapsed.TotalSeconds < 30; await Task.Delay(1))
            {
                lock (acknowledged) if (acknowledged.Count >= enough) break;
            }
            await Task.Delay(random.Next(0, 12));
            await node.KillAsync();
            await said;
            await sender.WaitForExitAsync();
            await node.StartServerAsync();
            output.WriteLine($"kill {kill}: {acknowledged.Count} of {all.Length} acknowledged so far");
        }
        Assert.NotEmpty(acknowledged);
        Assert.True(acknowledged.Count < all.Length, "The kills came too late to interrupt anything; make the delays shorter.");

        using var reader = await node.SignInNewAsync("reader", "Reader");
        var list = await Node.UntilAsync(reader, "/api/worklist?list=unread&specialty=all", answer => answer.GetProperty("items").GetArrayLength() == 1);
        var study = list.GetProperty("items")[0].GetProperty("study").GetString();
        var visible = await VisibleAsync(reader, study!);
        output.WriteLine($"acknowledged {acknowledged.Count}, visible {visible.Count}");
        // What was durable but whose acknowledgement the kill swallowed may be visible too; what was acknowledged must be.
        Assert.InRange(visible.Count, acknowledged.Count, acknowledged.Count + 10);
        await EveryVisibleInstanceIsWholeAsync(reader, study!, visible, node);

        // The sender sends everything again: each once, none twice, all there.
        var (code, answer) = await node.StorescuAsync(planted.Folder);
        Assert.True(code == 0, answer);
        await Node.UntilAsync(reader, "/api/worklist?list=unread&specialty=all", found => found.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("instances").GetInt32() == all.Length));
        // What a kill left is gone since the start; renditions still pass through here while they are made.
        for (var i = 0; i < 600 && Unfinished(node).Length > 0; i++) await Task.Delay(200);
        Assert.Empty(Unfinished(node));
        Assert.Empty(planted.FindIn(node.Folder));
    }

    private static string[] Unfinished(Node node) => Directory.GetFiles(Path.Combine(node.Folder, "objects", "incoming"));

    private static async Task ReadAcknowledgedAsync(Process sender, HashSet<string> acknowledged)
    {
        string? sending = null;
        async Task ReadAsync(StreamReader lines)
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                if (SendingFile().Match(line) is { Success: true } match) sending = match.Groups[1].Value;
                if (line.Contains("Received Store Response (Success)", StringComparison.Ordinal)) lock (acknowledged) acknowledged.Add(sending!);
            }
        }
        await Task.WhenAll(ReadAsync(sender.StandardOutput), ReadAsync(sender.StandardError));
    }

    private static async Task<List<(string Series, string Instance)>> VisibleAsync(HttpClient reader, string study)
    {
        using var json = JsonDocument.Parse(await reader.GetStringAsync($"/dicom-web/studies/{study}/instances"));
        return [.. json.RootElement.EnumerateArray().Select(instance => (Uid(instance, "0020000E"), Uid(instance, "00080018")))];
    }

    private static string Uid(JsonElement instance, string tag) => instance.GetProperty(tag).GetProperty("Value")[0].GetString()!;

    // pydicom reads every archived file of a visible instance to its last byte; a half one would fail, and its decoded frame is asked for too.
    private static async Task EveryVisibleInstanceIsWholeAsync(HttpClient reader, string study, List<(string Series, string Instance)> visible, Node node)
    {
        foreach (var (series, instance) in visible)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/1");
            request.Headers.Accept.ParseAdd("application/octet-stream");
            using var answer = await reader.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{instance}: {answer.StatusCode}");
        }
        var files = Directory.GetFiles(Path.Combine(node.Folder, "objects"), "*.dcm", SearchOption.AllDirectories);
        var (code, said) = await Run.Async("/usr/bin/python3", ["-c", "import sys, pydicom\nfor f in sys.argv[1:]:\n    d = pydicom.dcmread(f)\n    assert len(d.PixelData) > 1000, f\n", .. files]);
        Assert.True(code == 0, said);
    }

    [GeneratedRegex(@"Sending file: (\S+)")]
    private static partial Regex SendingFile();
}
