using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Archive.Renditions;
using Pandok.Audit;
using Pandok.Deidentification;
using Pandok.Review;
using Pandok.Studies;

namespace Pandok.Tests.Read;

/// <summary>Manifest, levels and frames of a series, from the wire to the reader.</summary>
public sealed class SeriesStreamTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1), Never = TimeSpan.FromMinutes(10);

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_settled_series_streams_every_slice_by_resolution_and_without_loss(Store store)
    {
        await using var scene = await StreamScene.OpenAsync(Soon, store);
        var files = StreamScene.Slices(100, 11);
        await scene.SendAsync(files);
        var manifest = await scene.CompleteAsync();
        Assert.Equal((11, 11), (manifest.GetProperty("framesHere").GetInt32(), manifest.GetProperty("framesExpected").GetInt32()));
        Assert.True(manifest.GetProperty("volume").GetProperty("usable").GetBoolean(), manifest.GetProperty("volume").GetRawText());
        Assert.Equal("[[16,16],[32,32],[64,64],[128,128],[256,256],[512,512]]", manifest.GetProperty("levels").GetRawText());
        var ends = EndsOf(manifest);
        var version = manifest.GetProperty("version").GetInt32();

        var coarse = await scene.LevelsAsync($"3?v={version}");
        Assert.Equal(manifest.GetProperty("coarse").GetProperty("bytes").GetInt64(), coarse.Length);
        Assert.Equal(coarse, (await File.ReadAllBytesAsync(PackOf(scene)))[12..]);
        var records = LevelPlanTests.Records(coarse);
        Assert.Equal([0u, 8, 4, 2, 10, 6, 1, 9, 5, 3, 7], records.Select(record => record.Frame));
        Assert.All(records, record => Assert.Equal((uint)ends[(int)record.Frame][3], record.Count));

        var (lower, between, rest) = (LevelPlanTests.Records(await scene.LevelsAsync($"1?v={version}")), LevelPlanTests.Records(await scene.LevelsAsync($"3?after=1&v={version}")), LevelPlanTests.Records(await scene.LevelsAsync($"5?after=3&v={version}")));
        var originals = await StreamScene.OriginalsAsync(files);
        for (var i = 0; i < records.Count; i++)
        {
            var frame = (int)records[i].Frame;
            byte[] both = [.. lower[i].Bytes, .. between[i].Bytes];
            Assert.Equal(records[i].Bytes, both);
            byte[] whole = [.. records[i].Bytes, .. rest[i].Bytes];
            Assert.Equal(whole, await StreamScene.Bytes(await scene.GetAsync(scene.FrameAt(manifest, frame))));
            Assert.Equal(originals[frame], StreamScene.Decode(whole));
        }
        Assert.All(rest, record => Assert.Equal(1u, record.Flags));
    }

    [Fact]
    public async Task A_growing_series_is_readable_and_an_older_version_stays_true()
    {
        await using var scene = await StreamScene.OpenAsync(Never);
        await scene.SendAsync(StreamScene.Slices(100, 3));
        var early = await scene.UntilAsync(manifest => EndsOf(manifest).All(ends => ends.Length > 0));
        Assert.False(early.GetProperty("complete").GetBoolean());
        Assert.Equal(JsonValueKind.Null, early.GetProperty("coarse").ValueKind);
        var version = early.GetProperty("version").GetInt32();
        var before = await scene.LevelsAsync($"2?v={version}");
        await scene.SendAsync(StreamScene.Slices(98, 2));

        var listed = await scene.ManifestAsync();
        Assert.Equal(5, listed.GetProperty("framesHere").GetInt32());
        Assert.True(listed.GetProperty("version").GetInt32() > version);
        Assert.Equal(before, await scene.LevelsAsync($"2?v={version}"));
        var later = await scene.UntilAsync(manifest => EndsOf(manifest) is { Count: 5 } ends && ends.All(end => end.Length > 0));
        // What was here keeps its ends.
        var known = early.GetProperty("frames").GetProperty("instance").EnumerateArray().Select(uid => uid.GetString()!).Zip(EndsOf(early)).ToDictionary();
        var now = later.GetProperty("frames").GetProperty("instance").EnumerateArray().Select(uid => uid.GetString()!).Zip(EndsOf(later)).ToDictionary();
        Assert.All(known, one => Assert.Equal(one.Value, now[one.Key]));
        Assert.Equal([0u, 4, 2, 1, 3], LevelPlanTests.Records(await scene.LevelsAsync("2")).Select(record => record.Frame));

        using var gone = await scene.Server.GetAsync($"/api/series/{scene.Series}/levels/2?v=999");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("versionGone", await gone.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Ranges_of_frames_and_levels_are_exact_and_nothing_is_compressed()
    {
        await using var scene = await StreamScene.OpenAsync(Soon);
        await scene.SendAsync(StreamScene.Slices(100, 3));
        var manifest = await scene.CompleteAsync();
        var levels = $"/api/series/{scene.Series}/levels/3?v={manifest.GetProperty("version").GetInt32()}";
        foreach (var path in new[] { scene.FrameAt(manifest, 1), levels })
        {
            using var whole = await scene.GetAsync(path, accept: path == levels ? "*/*" : StreamScene.Jphc);
            var bytes = await StreamScene.Bytes(whole);
            Assert.Equal(bytes.Length, whole.Content.Headers.ContentLength);
            Assert.Empty(whole.Content.Headers.ContentEncoding);
            Assert.Equal("bytes", whole.Headers.AcceptRanges.Single());
            Assert.Equal(["immutable", "max-age=31536000", "private"], whole.Headers.GetValues("Cache-Control").SelectMany(value => value.Split(", ")).Order());
            var tag = whole.Headers.ETag!;
            Assert.False(tag.IsWeak);
            if (path != levels) Assert.Contains("Accept", whole.Headers.Vary);

            async Task PartAsync(string range, int from, int to, string? condition = null)
            {
                using var part = await scene.GetAsync(path, range, condition, path == levels ? "*/*" : StreamScene.Jphc);
                Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
                Assert.Equal($"bytes {from}-{to - 1}/{bytes.Length}", part.Content.Headers.ContentRange!.ToString());
                Assert.Equal(to - from, part.Content.Headers.ContentLength);
                Assert.Equal(bytes[from..to], await part.Content.ReadAsByteArrayAsync());
            }
            await PartAsync("bytes=0-452", 0, 453);
            await PartAsync("bytes=1000-", 1000, bytes.Length);
            await PartAsync("bytes=-77", bytes.Length - 77, bytes.Length);
            await PartAsync("bytes=4000-9999999", 4000, bytes.Length, tag.ToString());
            using var changed = await scene.GetAsync(path, "bytes=10-", "\"another\"", path == levels ? "*/*" : StreamScene.Jphc);
            Assert.Equal((HttpStatusCode.OK, bytes.Length), (changed.StatusCode, (await changed.Content.ReadAsByteArrayAsync()).Length));
            using var past = await scene.GetAsync(path, $"bytes={bytes.Length}-", accept: path == levels ? "*/*" : StreamScene.Jphc);
            Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{bytes.Length}"), (past.StatusCode, past.Content.Headers.ContentRange!.ToString()));
            using var same = await scene.Server.GetAsync(path, path == levels ? null : StreamScene.Jphc, request => request.Headers.IfNoneMatch.Add(tag));
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }
        using var parts = await scene.Server.GetAsync(scene.FrameAt(manifest, 0), "multipart/related; type=\"image/jphc\"; transfer-syntax=1.2.840.10008.1.2.4.202");
        var multipart = await StreamScene.Bytes(parts);
        Assert.Equal("multipart/related", parts.Content.Headers.ContentType!.MediaType);
        var alone = await StreamScene.Bytes(await scene.GetAsync(scene.FrameAt(manifest, 0)));
        Assert.True(multipart.AsSpan().IndexOf(alone) > 0);
        using var octets = await scene.Server.GetAsync(scene.FrameAt(manifest, 0), "application/octet-stream");
        Assert.Equal(512 * 512 * 2, (await StreamScene.Bytes(octets)).Length);
    }

    [Fact]
    public async Task Another_sites_reader_finds_nothing_and_bad_levels_are_refused()
    {
        await using var scene = await StreamScene.OpenAsync(Soon);
        await scene.SendAsync(StreamScene.Slices(100, 1));
        var manifest = await scene.CompleteAsync();
        foreach (var path in new[] { $"/api/series/{scene.Series}/manifest", $"/api/series/{scene.Series}/levels/0", $"/api/studies/{scene.Study}/opening", scene.FrameAt(manifest, 0) })
            Assert.Equal(HttpStatusCode.NotFound, (await scene.Server.Stranger.GetAsync(path)).StatusCode);
        foreach (var query in new[] { "33", "3?after=3", "3?after=-1", "3?after=x" })
            Assert.Equal(HttpStatusCode.BadRequest, (await scene.Server.GetAsync($"/api/series/{scene.Series}/levels/{query}")).StatusCode);
    }

    [Fact]
    public async Task The_manifest_is_asked_again_by_its_tag_and_comes_compressed_to_who_takes_it()
    {
        await using var scene = await StreamScene.OpenAsync(Soon);
        await scene.SendAsync(StreamScene.Slices(60, 60));
        var manifest = await scene.CompleteAsync();
        using var answer = await scene.GetAsync($"/api/series/{scene.Series}/manifest", accept: "application/json");
        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        var packed = await answer.Content.ReadAsByteArrayAsync();
        await using var brotli = new System.IO.Compression.BrotliStream(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        Assert.Equal(manifest.GetRawText(), (await JsonDocument.ParseAsync(brotli)).RootElement.GetRawText());
        TestContext.Current.TestOutputHelper?.WriteLine($"{packed.Length / 60.0:0.0} bytes a frame");
        Assert.InRange(packed.Length, 1, 60 * 60);
        using var again = await scene.Server.GetAsync($"/api/series/{scene.Series}/manifest", null, request =>
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
            request.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        });
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task What_a_page_fetches_ahead_stands_in_the_trail_as_that_and_opening_it_stands_there_again()
    {
        await using var scene = await StreamScene.OpenAsync(Soon);
        await scene.SendAsync(StreamScene.Slices(100, 1));
        await scene.CompleteAsync();
        foreach (var ahead in new[] { "1", "1", null })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/studies/{scene.Study}/opening");
            if (ahead is not null) request.Headers.Add("X-Pandok-Ahead", ahead);
            using var answer = await scene.Server.Reader.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        var rows = await scene.Server.Node.WithDatabaseAsync(db => db.Set<AuditEntry>().Where(row => row.Study == scene.Study && row.Action == AuditAction.Viewed).OrderBy(row => row.Seq).Select(row => row.Detail).ToListAsync());
        Assert.Equal(["{\"page\":\"ahead\"}", "{\"page\":\"ahead\"}", null], rows.Where(row => row is null || row.Contains("ahead", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_opening_brings_the_main_series_with_its_manifest()
    {
        await using var scene = await StreamScene.OpenAsync(Soon);
        await scene.SendAsync(StreamScene.Slices(100, 4));
        await scene.CompleteAsync();
        var opening = JsonElement.Parse(await scene.Server.Reader.GetStringAsync($"/api/studies/{scene.Study}/opening"));
        Assert.Equal(scene.Series, opening.GetProperty("main").GetString());
        Assert.Equal((await scene.ManifestAsync()).GetRawText(), opening.GetProperty("manifest").GetRawText());
        Assert.Equal("axial", opening.GetProperty("series")[0].GetProperty("look").GetProperty("plane").GetString());
        Assert.Equal(0, opening.GetProperty("priors").GetArrayLength());
    }

    [Fact]
    public async Task A_study_from_before_there_were_renditions_gets_them_when_somebody_looks()
    {
        await using var scene = await StreamScene.OpenAsync(Soon);
        await scene.SendAsync(StreamScene.Slices(100, 2));
        await scene.CompleteAsync();
        await scene.Server.Node.WithDatabaseAsync(async db =>
        {
            await db.Set<Rendition>().ExecuteDeleteAsync();
            return await db.Set<Series>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Version, one => one.Version + 1).SetProperty(one => one.PackVersion, (int?)null));
        });
        // Files without a row: a kill between their name and the commit. Whatever they hold is replaced.
        foreach (var file in new[] { RenditionsOf(scene)[0], PackOf(scene) }) await File.WriteAllBytesAsync(file, [1, 2, 3]);
        Assert.All(EndsOf(await scene.ManifestAsync()), Assert.Empty);
        using (var early = await scene.GetAsync(scene.FrameAt(await scene.ManifestAsync(), 0))) Assert.True(early.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.OK, early.StatusCode.ToString());
        var manifest = await scene.CompleteAsync();
        Assert.All(EndsOf(manifest), ends => Assert.Equal(6, ends.Length));
        var originals = await StreamScene.OriginalsAsync(StreamScene.Slices(100, 2));
        for (var i = 0; i < 2; i++) Assert.Equal(originals[i], StreamScene.Decode(await StreamScene.Bytes(await scene.GetAsync(scene.FrameAt(manifest, i)))));
        Assert.Equal(manifest.GetProperty("coarse").GetProperty("bytes").GetInt64() + 12, new FileInfo(PackOf(scene)).Length);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Of_a_withdrawn_instance_nothing_is_left_to_stream(Store store)
    {
        await using var scene = await StreamScene.OpenAsync(Soon, store);
        await scene.SendAsync(StreamScene.Slices(100, 3));
        var before = await scene.CompleteAsync();
        var gone = before.GetProperty("frames").GetProperty("instance")[1].GetString()!;
        await using (var scope = scene.Server.Node.Services.CreateAsyncScope())
        {
            var (study, instance) = await scene.Server.Node.WithDatabaseAsync(async db => (await db.Set<Study>().SingleAsync(), await db.Set<Instance>().SingleAsync(row => row.Uid == gone)));
            await scope.ServiceProvider.GetRequiredService<Withdrawal>().RunAsync(study, instance, [new Finding(FindingCode.DateInvalid, "(0008,0020)")], default);
        }
        Assert.Equal(2, RenditionsOf(scene).Length);
        var after = await scene.CompleteAsync();
        Assert.DoesNotContain(gone, after.GetRawText());
        Assert.True(after.GetProperty("version").GetInt32() > before.GetProperty("version").GetInt32());
        Assert.Equal([0u, 1], LevelPlanTests.Records((await File.ReadAllBytesAsync(PackOf(scene)))[12..]).Select(record => record.Frame));
        Assert.False(await scene.Server.Node.WithDatabaseAsync(db => db.Set<Rendition>().AnyAsync(row => row.InstanceUid == gone)));
    }

    private static List<int[]> EndsOf(JsonElement manifest) => [.. manifest.GetProperty("frames").GetProperty("ends").EnumerateArray().Select(ends => ends.EnumerateArray().Select(end => end.GetInt32()).ToArray())];

    private static string[] RenditionsOf(StreamScene scene) => Directory.GetFiles(Path.Combine(scene.Server.Node.Options.Data, "objects"), "*.jphc", SearchOption.AllDirectories);

    private static string PackOf(StreamScene scene) => Path.Combine(scene.Server.Node.Options.Data, "objects", RenditionFiles.PackKeyOf(scene.Study, scene.Series));
}
