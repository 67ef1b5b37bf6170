using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Read;

/// <summary>The peer's CT, settled and complete, and what a reader may draw on it.</summary>
internal sealed class SaveScene(MaskScene scene) : IAsyncDisposable
{
    private const int Columns = 96, Rows = 80, Slices = 24;

    public MaskScene Scene => scene;
    public RunningServer Node => scene.Server.Node;
    public string Study => scene.Study;
    public string Path => scene.Path;
    public string Series { get; private set; } = "";
    public int Version { get; private set; }
    public Guid Site { get; private set; }

    public static async Task<SaveScene> OpenAsync(Store store, bool isEnhanced = false, string? profile = null)
    {
        var opened = new SaveScene(await MaskScene.OpenAsync(store, TimeSpan.FromSeconds(1), isEnhanced, profile));
        opened.Site = (await opened.StudyAsync()).SiteId;
        opened.Series = await opened.Node.WithDatabaseAsync(db => db.Set<Series>().Where(row => row.Modality == "CT").Select(row => row.Uid).SingleAsync());
        await Reading.EventuallyAsync(async () =>
        {
            var manifest = JsonElement.Parse(await StreamScene.Bytes(await opened.Scene.Server.GetAsync($"/api/series/{opened.Series}/manifest")));
            opened.Version = manifest.GetProperty("version").GetInt32();
            return manifest.GetProperty("complete").GetBoolean();
        });
        return opened;
    }

    /// <summary>The lung as a semiautomatic segment, and the nodule in it as a manual one.</summary>
    public object Both(Guid id, string? replaces = null, string label = "lung and nodule") => new
    {
        id,
        series = Series,
        version = Version,
        replaces,
        label,
        segments = new object[]
        {
            new
            {
                label = "Left lung", description = (string?)null, category = Code("123037004", "Anatomical Structure"), type = Code("39607008", "Lung"), typeModifiers = new[] { Code("7771000", "Left") }, region = (object?)null,
                colour = "#4aa3df", algorithmType = "semiautomatic", algorithmName = "Threshold", algorithmVersion = "1.2", slices = SlicesOf(scene.Lung),
            },
            new
            {
                label = "Nodule", description = "결절, 우상엽", category = Code("49755003", "Morphologically Abnormal Structure"), type = Code("27925004", "Nodule"), typeModifiers = Array.Empty<object>(), region = Code("39607008", "Lung"),
                colour = (string?)null, algorithmType = "manual", slices = SlicesOf(scene.Lesion),
            },
        },
    };

    public Task<HttpResponseMessage> SaveAsync(object wish) => scene.Server.Reader.PostAsJsonAsync(Path, wish);

    public async Task<HttpResponseMessage> SendAsync(byte[] body, string coding)
    {
        using var packed = new MemoryStream();
        await using (Stream packing = coding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, true) : new GZipStream(packed, CompressionLevel.Fastest, true)) await packing.WriteAsync(body);
        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add(coding);
        return await scene.Server.Reader.PostAsync(Path, content);
    }

    public async Task<IReadOnlyList<JsonElement>> ListAsync() => [.. (await scene.JsonAsync("")).GetProperty("items").EnumerateArray()];

    public Task<Study> StudyAsync() => Node.WithDatabaseAsync(db => db.Set<Study>().AsNoTracking().SingleAsync(row => row.Uid == Study));

    public Task<Instance> RowAsync(string uid) => Node.WithDatabaseAsync(db => db.Set<Instance>().AsNoTracking().SingleAsync(row => row.Uid == uid));

    public string FileOf(Instance row) => System.IO.Path.Combine(Node.Options.Data, "objects", row.ObjectKey);

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private static object Code(string value, string meaning) => new { value, scheme = "SCT", meaning };

    // The manifest's order is from feet to head, as the truth's.
    private static IEnumerable<object> SlicesOf(byte[] truth)
    {
        for (var z = 0; z < Slices; z++)
        {
            var runs = new List<int>();
            for (var row = 0; row < Rows; row++)
            {
                var line = truth.AsSpan((z * Rows + row) * Columns, Columns);
                for (var start = 0; start < Columns;)
                {
                    var end = start + 1;
                    while (end < Columns && line[end] == line[start]) end++;
                    if (line[start] != 0) runs.AddRange([row, start, end - start]);
                    start = end;
                }
            }
            if (runs.Count > 0) yield return new { slice = z, runs };
        }
    }
}
