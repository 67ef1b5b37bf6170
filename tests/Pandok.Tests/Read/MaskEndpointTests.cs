using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Pandok.Tests.Archive;

namespace Pandok.Tests.Read;

/// <summary>Segmentations of another program, from the wire to the browser's form, against that program's truth voxel by voxel.</summary>
public sealed class MaskEndpointTests
{
    private const int Columns = 96, Rows = 80, Slices = 24;
    private const double Millilitres = 1.25 * 1.5 * 3 / 1000;

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Masks_of_a_foreign_program_lie_where_it_drew_them(Store store)
    {
        await using var scene = await MaskScene.OpenAsync(store);
        var items = (await scene.JsonAsync("")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("label").GetString()!);
        Assert.Equal(9, items.Count);
        foreach (var (label, lung) in new[] { ("BINARY", scene.Lung), ("CROPPED", scene.Lung), ("LABELMAP", [.. scene.Lung.Zip(scene.Lesion, (a, b) => (byte)(a & ~b))]) })
        {
            Assert.Equal(JsonValueKind.Null, items[label].GetProperty("refusal").ValueKind);
            var mask = await scene.JsonAsync("/" + items[label].GetProperty("instance").GetString());
            Assert.Equal((Columns, Rows, Slices), (mask.GetProperty("columns").GetInt32(), mask.GetProperty("rows").GetInt32(), mask.GetProperty("slices").GetInt32()));
            Assert.Equal(items[label].GetProperty("series").GetString(), mask.GetProperty("series").GetString());
            Assert.Equal(label == "LABELMAP" ? 1 : 2, mask.GetProperty("layers").GetInt32());
            var segments = mask.GetProperty("segments").EnumerateArray().ToList();
            foreach (var (segment, truth) in segments.Zip([lung, scene.Lesion]))
            {
                Assert.Equal(truth, VoxelsOf(mask, segment));
                var voxels = truth.Count(voxel => voxel != 0);
                Assert.Equal(voxels, segment.GetProperty("voxels").GetInt32());
                Assert.Equal(voxels * Millilitres, segment.GetProperty("millilitres").GetDouble(), 9);
                Assert.Equal(LargestOf(truth), segment.GetProperty("largest").GetProperty("slice").GetInt32());
                var (slice, row, column) = (segment.GetProperty("largest").GetProperty("slice").GetInt32(), segment.GetProperty("largest").GetProperty("row").GetInt32(), segment.GetProperty("largest").GetProperty("column").GetInt32());
                Assert.Equal(1, truth[(slice * Rows + row) * Columns + column]);
                Assert.Equal(ExtentOf(truth), (int[])[.. Numbers(segment, "first"), .. Numbers(segment, "last")]);
            }
            Assert.Equal(("automatic", "peer-net", "Lung"), (Text(segments[0], "algorithmType"), Text(segments[0], "algorithmName"), segments[0].GetProperty("type").GetProperty("meaning").GetString()));
            Assert.Equal("manual", Text(segments[1], "algorithmType"));
            Assert.Equal("pydicom peer", Text(mask, "maker"));
            Assert.Matches("^#[0-9a-f]{6}$", Text(segments[0], "colour"));
        }
    }

    [Fact]
    public async Task A_mask_that_does_not_fit_is_refused_with_the_reason_and_never_moved()
    {
        await using var scene = await MaskScene.OpenAsync(Store.Sqlite);
        var items = (await scene.JsonAsync("")).GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("label").GetString()!);
        foreach (var (label, reason) in new[] { ("HALF_A_PIXEL", "betweenPixels"), ("BETWEEN", "betweenSlices"), ("ELSEWHERE", "otherSpace"), ("TURNED", "otherPlanes"), ("FRACTIONAL", "fractional"), ("BESIDE", "outsideImage") })
        {
            // What lies beside the image is known only when the pixels are read.
            if (label != "BESIDE") Assert.Equal(reason, items[label].GetProperty("refusal").GetProperty("reason").GetString());
            using var answer = await scene.Server.GetAsync($"{scene.Path}/{items[label].GetProperty("instance").GetString()}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Equal(("maskRefused", reason), (problem.GetProperty("code").GetString(), problem.GetProperty("reason").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("title").GetString()));
        }
    }

    [Fact]
    public async Task A_mask_is_compressed_kept_by_its_tag_and_shown_to_nobody_of_another_site()
    {
        await using var scene = await MaskScene.OpenAsync(Store.Sqlite);
        var uid = (await scene.JsonAsync("")).GetProperty("items").EnumerateArray().First(item => item.GetProperty("label").GetString() == "BINARY").GetProperty("instance").GetString();
        using var packed = await scene.Server.GetAsync($"{scene.Path}/{uid}", change: request => request.Headers.TryAddWithoutValidation("Accept-Encoding", "br"));
        Assert.Equal("br", Assert.Single(packed.Content.Headers.ContentEncoding));
        await using var plain = new BrotliStream(await packed.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(uid, (await JsonSerializer.DeserializeAsync<JsonElement>(plain)).GetProperty("instance").GetString());
        using var again = await scene.Server.GetAsync($"{scene.Path}/{uid}", change: request =>
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
            request.Headers.TryAddWithoutValidation("If-None-Match", packed.Headers.ETag!.ToString());
        });
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var stranger = await scene.Server.Stranger.GetAsync($"{scene.Path}/{uid}");
        Assert.Equal(HttpStatusCode.NotFound, stranger.StatusCode);
        using var image = await scene.Server.GetAsync($"{scene.Path}/2.25.1");
        Assert.Equal(HttpStatusCode.NotFound, image.StatusCode);
    }

    [Theory]
    [InlineData("seg_image_ct_binary_single_frame.dcm", null)]
    [InlineData("seg_image_ct_binary.dcm", "otherSpace")]
    [InlineData("seg_image_ct_true_fractional.dcm", "fractional")]
    public async Task Segmentations_of_the_conformance_data_lie_on_their_image_or_are_refused(string file, string? reason)
    {
        const string Folder = "conformance/modalities/seg/";
        await using var server = await DicomWebServer.StartAsync();
        var image = await server.StoreAsync(DicomWebServer.Shared(Folder + "ct_image.dcm"));
        var bytes = await File.ReadAllBytesAsync(DicomWebServer.Shared(Folder + file));
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "seg.dcm");
        // Put into the image's study, so that both meet; nothing else is changed.
        await MaskScene.PythonAsync("import sys, pydicom; a = pydicom.dcmread(sys.argv[1]); b = pydicom.dcmread(sys.argv[2]); b.StudyInstanceUID = a.StudyInstanceUID; b.PatientID = a.PatientID; b.PatientName = a.PatientName; b.save_as(sys.argv[3])",
            DicomWebServer.Shared(Folder + "ct_image.dcm"), DicomWebServer.Shared(Folder + file), path);
        var stored = (await server.StoreAsync(path)).Split('/');
        Assert.Equal(image.Split('/')[3], stored[3]);
        using var answer = await server.GetAsync($"/api/studies/{stored[3]}/segmentations/{stored[7]}");
        var json = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        if (reason is not null)
        {
            Assert.Equal(reason, json.GetProperty("reason").GetString());
            return;
        }
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        Assert.Equal(image.Split('/')[5], json.GetProperty("series").GetString());
        var segment = json.GetProperty("segments")[0];
        var expected = await MaskScene.PythonAsync("import sys, pydicom, numpy as np; d = pydicom.dcmread(sys.argv[1]); print(int(np.unpackbits(np.frombuffer(d.PixelData, np.uint8))[:].sum()))", path);
        Assert.Equal(expected.Trim(), segment.GetProperty("voxels").GetRawText());
        // One image is no volume: voxels are counted, millilitres are not guessed.
        Assert.Equal((JsonValueKind.Null, "TooFew"), (segment.GetProperty("millilitres").ValueKind, json.GetProperty("volumeReason").GetString()));
    }

    internal static byte[] VoxelsOf(JsonElement mask, JsonElement segment)
    {
        var voxels = new byte[Columns * Rows * Slices];
        foreach (var slice in mask.GetProperty("runs").EnumerateArray().Where(one => one.GetProperty("layer").GetInt32() == segment.GetProperty("layer").GetInt32()))
        {
            var runs = slice.GetProperty("runs").EnumerateArray().Select(one => one.GetInt32()).Chunk(4).Where(run => run[3] == segment.GetProperty("value").GetInt32());
            foreach (var run in runs) voxels.AsSpan((slice.GetProperty("slice").GetInt32() * Rows + run[0]) * Columns + run[1], run[2]).Fill(1);
        }
        return voxels;
    }

    private static int LargestOf(byte[] truth) => Enumerable.Range(0, Slices).MaxBy(z => truth.AsSpan(z * Rows * Columns, Rows * Columns).Count((byte)1));

    private static int[] ExtentOf(byte[] truth)
    {
        var set = truth.Index().Where(one => one.Item != 0).Select(one => (X: one.Index % Columns, Y: one.Index / Columns % Rows, Z: one.Index / Columns / Rows)).ToList();
        return [set.Min(p => p.X), set.Min(p => p.Y), set.Min(p => p.Z), set.Max(p => p.X), set.Max(p => p.Y), set.Max(p => p.Z)];
    }

    private static IEnumerable<int> Numbers(JsonElement segment, string name) => segment.GetProperty("extent").GetProperty(name).EnumerateArray().Select(one => one.GetInt32());

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}

/// <summary>The peer's CT and segmentations in a running server.</summary>
internal sealed class MaskScene : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    public required DicomWebServer Server { get; init; }
    public string Path { get; private set; } = "";
    public string Study => Path.Split('/')[3];
    public IReadOnlyList<string> Truth => [System.IO.Path.Combine(folder.Path, "truth-lung.bin"), System.IO.Path.Combine(folder.Path, "truth-lesion.bin")];
    public byte[] Lung { get; private set; } = [];
    public byte[] Lesion { get; private set; } = [];

    public static async Task<MaskScene> OpenAsync(Store store, TimeSpan? settleAfter = null, bool isEnhanced = false, string? profile = null)
    {
        var scene = new MaskScene { Server = await DicomWebServer.StartAsync(store, settleAfter, profile) };
        var maker = Repository.At("tests/peers/segmentations.py");
        if (isEnhanced) await PythonAsync(await File.ReadAllTextAsync(Repository.At("tests/peers/enhanced.py")), maker, scene.folder.Path);
        else await PythonAsync(await File.ReadAllTextAsync(maker), scene.folder.Path);
        (scene.Lung, scene.Lesion) = (await File.ReadAllBytesAsync(System.IO.Path.Combine(scene.folder.Path, "truth-lung.bin")), await File.ReadAllBytesAsync(System.IO.Path.Combine(scene.folder.Path, "truth-lesion.bin")));
        var (status, body, _) = await scene.Server.StowAsync([.. Directory.GetFiles(scene.folder.Path, "*.dcm").Order()]);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        var study = new Uri(body.GetProperty("00081199").GetProperty("Value")[0].GetProperty("00081190").GetProperty("Value")[0].GetString()!).AbsolutePath.Split('/')[3];
        scene.Path = $"/api/studies/{study}/segmentations";
        return scene;
    }

    public async Task<JsonElement> JsonAsync(string path) => JsonElement.Parse(await StreamScene.Bytes(await Server.GetAsync(Path + path)));

    public static async Task<string> PythonAsync(string script, params string[] arguments)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python)) Assert.Skip("NOT TESTED: python3 is not installed");
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", script, .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if ((await errors).Contains("No module named")) Assert.Skip("NOT TESTED: python3-pydicom or python3-numpy is not installed");
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
