using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Tests.Archive;

namespace Pandok.Tests.Read;

/// <summary>Slices of the chest CT sent to a running server, and what they held.</summary>
internal sealed class StreamScene(DicomWebServer server) : IAsyncDisposable
{
    public const string Jphc = "image/jphc; transfer-syntax=1.2.840.10008.1.2.4.202";
    private const string Folder = "chest-ct/ricord-1a-covid-dicom";

    public DicomWebServer Server => server;
    public string Study { get; private set; } = "";
    public string Series { get; private set; } = "";

    public static async Task<StreamScene> OpenAsync(TimeSpan settleAfter, Store store = Store.Sqlite) => new(await DicomWebServer.StartAsync(store, settleAfter));

    public static string[] Slices(int first, int count) => [.. Directory.GetFiles(DicomWebServer.Shared(Folder), "*.dcm").Order().Skip(first).Take(count)];

    public async Task SendAsync(params string[] files)
    {
        var (status, body, _) = await server.StowAsync(files);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        var path = new Uri(body.GetProperty("00081199").GetProperty("Value")[0].GetProperty("00081190").GetProperty("Value")[0].GetString()!).AbsolutePath.Split('/');
        (Study, Series) = (path[3], path[5]);
    }

    public async Task<JsonElement> ManifestAsync() => JsonElement.Parse(await Bytes(await server.GetAsync($"/api/series/{Series}/manifest")));

    /// <summary>The manifest when it is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> wanted)
    {
        for (var tries = 0; ; tries++)
        {
            var manifest = await ManifestAsync();
            if (wanted(manifest)) return manifest;
            Assert.True(tries < 600, $"It does not come to that: {manifest}");
            await Task.Delay(100);
        }
    }

    public Task<JsonElement> CompleteAsync() => UntilAsync(manifest => manifest.GetProperty("complete").GetBoolean());

    public async Task<byte[]> LevelsAsync(string query) => await Bytes(await server.GetAsync($"/api/series/{Series}/levels/{query}"));

    public string FrameAt(JsonElement manifest, int index)
    {
        var frames = manifest.GetProperty("frames");
        return $"/dicom-web/studies/{Study}/series/{Series}/instances/{frames.GetProperty("instance")[index].GetString()}/frames/{frames.GetProperty("number")[index].GetInt32()}";
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? range = null, string? ifRange = null, string accept = Jphc) => server.GetAsync(path, accept, request =>
    {
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        if (ifRange is not null) request.Headers.IfRange = RangeConditionHeaderValue.Parse(ifRange);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
    });

    public static async Task<byte[]> Bytes(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(500, bytes.Length)))}");
        return bytes;
    }

    /// <summary>The stored values of files, in the order of their slices from feet to head.</summary>
    public static async Task<List<byte[]>> OriginalsAsync(IEnumerable<string> files)
    {
        var slices = new List<(double Z, byte[] Samples)>();
        foreach (var path in files)
        {
            await using var file = File.OpenRead(path);
            var (header, index) = await FrameIndex.ReadAsync(file, default);
            slices.Add((header.DataSet.GetNumbers(Tags.ImagePositionPatient)[2], FrameDecoder.Decode(header.Syntax.Uid, (await index.ReadAsync(file, 1, default)).Span, PixelLayout.Of(header))));
        }
        return [.. slices.OrderBy(slice => slice.Z).Select(slice => slice.Samples)];
    }

    public static byte[] Decode(byte[] code) => FrameDecoder.Decode("1.2.840.10008.1.2.4.202", code, new PixelLayout(512, 512) { BitsStored = 16, IsSigned = true });

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
