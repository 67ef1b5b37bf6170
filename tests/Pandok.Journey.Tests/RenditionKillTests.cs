using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Pandok.Journey.Tests.Fixtures;

namespace Pandok.Journey.Tests;

/// <summary>kill -9 while frames are encoded and packed: after the last start every series is complete, every frame whole, and nothing lies about that nobody knows of.</summary>
public sealed class RenditionKillTests(ITestOutputHelper output)
{
    private const int Slices = 40;

    [Fact]
    public async Task Kills_between_encoding_and_commit_leave_every_frame_whole_and_no_orphan()
    {
        var files = Directory.GetFiles(Places.Data("chest-ct/ricord-1a-covid-dicom"), "*.dcm").Order().Take(Slices).ToArray();
        await using var node = await Node.StartAsync(settleSeconds: 3);
        using (var sender = Run.Start(Places.Tool("storescu"), ["-xs", "-aet", "MOBILECT", "-aec", "PANDOK", "127.0.0.1", $"{node.Dimse}", .. files])) await sender.WaitForExitAsync();
        var random = new Random(5);
        for (var (kill, seen) = (0, 0); kill < 6; kill++)
        {
            // As soon as another rendition has its name, the node dies: before, in, or after the commit that speaks of it.
            for (var clock = Stopwatch.StartNew(); Renditions(node).Length <= seen && clock.Elapsed.TotalSeconds < 60; await Task.Delay(1)) { }
            await Task.Delay(random.Next(0, 40));
            await node.KillAsync();
            seen = Renditions(node).Length;
            output.WriteLine($"kill {kill + 1}: {seen} of {Slices} files have their name");
            await node.StartServerAsync();
        }

        using var reader = await node.SignInNewAsync("reader", "Reader");
        var list = await Node.UntilAsync(reader, "/api/worklist?list=unread&specialty=all", answer => answer.GetProperty("items").GetArrayLength() == 1);
        var study = list.GetProperty("items")[0].GetProperty("study").GetString();
        var opening = await Node.UntilAsync(reader, $"/api/studies/{study}/opening", answer => answer.GetProperty("manifest") is { ValueKind: JsonValueKind.Object } manifest && manifest.GetProperty("complete").GetBoolean());
        var (manifest, series) = (opening.GetProperty("manifest"), opening.GetProperty("main").GetString());
        Assert.Equal(Slices, manifest.GetProperty("framesHere").GetInt32());
        var (instances, ends) = (manifest.GetProperty("frames").GetProperty("instance"), manifest.GetProperty("frames").GetProperty("ends"));
        for (var i = 0; i < Slices; i++)
        {
            var path = $"/dicom-web/studies/{study}/series/{series}/instances/{instances[i].GetString()}/frames/1";
            var code = await GetAsync(reader, path, "image/jphc; transfer-syntax=1.2.840.10008.1.2.4.202");
            Assert.Equal(ends[i][ends[i].GetArrayLength() - 1].GetInt32(), code.Length);
            Assert.Equal([0xFF, 0x4F, 0xFF, 0xD9], [code[0], code[1], code[^2], code[^1]]);
            var same = Renditions(node).Count(file => SHA256.HashData(File.ReadAllBytes(file)).AsSpan().SequenceEqual(SHA256.HashData(code)));
            Assert.True(same == 1, $"{path}: {same} files hold it");
        }
        Assert.Equal(Slices, Renditions(node).Length);
        Assert.Single(Directory.GetFiles(Path.Combine(node.Folder, "objects"), "*.pack", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(node.Folder, "objects", "incoming")));
        Assert.Equal(manifest.GetProperty("coarse").GetProperty("bytes").GetInt64(), (await GetAsync(reader, $"/api/series/{series}/levels/3?v={manifest.GetProperty("version").GetInt32()}", "*/*")).Length);
    }

    private static string[] Renditions(Node node) => Directory.Exists(Path.Combine(node.Folder, "objects")) ? Directory.GetFiles(Path.Combine(node.Folder, "objects"), "*.jphc", SearchOption.AllDirectories) : [];

    private static async Task<byte[]> GetAsync(HttpClient reader, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await reader.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        return bytes;
    }
}
