using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Read.Masks;
using Pandok.Studies;
using Pandok.Tests.Archive;
using Pandok.Tests.Devices;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Read;

/// <summary>A reader's segmentation becomes an instance of the archive: read back by us, by pydicom, and found without an error by dciodvfy.</summary>
public sealed class SegmentationSaveTests
{
    private const int Rows = 80;
    private const double Millilitres = 1.25 * 1.5 * 3 / 1000;
    private static readonly Guid One = Guid.Parse("11111111-1111-4111-8111-111111111111"), Two = Guid.Parse("22222222-2222-4222-8222-222222222222"), Three = Guid.Parse("33333333-3333-4333-8333-333333333333");

    [Theory, InlineData(Store.Sqlite, false), InlineData(Store.Postgres, false), InlineData(Store.Sqlite, true)]
    public async Task What_a_reader_drew_is_read_back_pixel_by_pixel_by_us_and_by_others(Store store, bool isEnhanced)
    {
        await using var scene = await SaveScene.OpenAsync(store, isEnhanced);
        var before = await scene.StudyAsync();
        var item = await scene.SaveAsync(scene.Both(One, label: "좌측 폐")).JsonAsync(HttpStatusCode.Created);
        Assert.Equal(("좌측 폐", 1, 2, JsonValueKind.Null), (Text(item, "description"), item.GetProperty("number").GetInt32(), item.GetProperty("segments").GetInt32(), item.GetProperty("refusal").ValueKind));
        Assert.StartsWith("Demo ", item.GetProperty("author").GetProperty("displayName").GetString());
        var listed = Assert.Single(await scene.ListAsync(), one => Text(one, "instance") == Text(item, "instance"));
        Assert.Equal(item.GetRawText(), listed.GetRawText());

        var mask = await scene.Scene.JsonAsync("/" + Text(item, "instance"));
        foreach (var (segment, truth) in mask.GetProperty("segments").EnumerateArray().Zip([scene.Scene.Lung, scene.Scene.Lesion]))
        {
            Assert.Equal(truth, MaskEndpointTests.VoxelsOf(mask, segment));
            Assert.Equal(truth.Count(voxel => voxel != 0) * Millilitres, segment.GetProperty("millilitres").GetDouble(), 9);
        }
        var (lung, nodule) = (mask.GetProperty("segments")[0], mask.GetProperty("segments")[1]);
        Assert.Equal(("semiautomatic", "Threshold", "1.2", "#4aa3df", "Left"), (Text(lung, "algorithmType"), Text(lung, "algorithmName"), Text(lung, "algorithmVersion"), Text(lung, "colour"), lung.GetProperty("typeModifiers")[0].GetProperty("meaning").GetString()));
        Assert.Equal(("manual", "결절, 우상엽", "Lung"), (Text(nodule, "algorithmType"), Text(nodule, "description"), nodule.GetProperty("region").GetProperty("meaning").GetString()));

        // What the archive holds of it.
        var row = await scene.RowAsync(Text(item, "instance")!);
        var file = scene.FileOf(row);
        var said = JsonElement.Parse(await MaskScene.PythonAsync(await File.ReadAllTextAsync(Repository.At("tests/peers/saved_segmentation.py")), [file, Path.GetDirectoryName(file)!, .. scene.Scene.Truth]));
        Assert.Equal(row.Frames, said.GetProperty("frames").GetInt32());
        Assert.Equal(("Reader^1", "좌측 폐", 1), (Text(said, "creator"), Text(said, "description"), said.GetProperty("number").GetInt32()));
        Assert.Equal(["YES", "True"], said.GetProperty("marked").EnumerateArray().Select(one => one.ToString()));
        Assert.Equal(Text(said, "study_date"), Text(said, "date"));
        await PassesAsync(file);

        // The study is as settled as before, and its receipts and its trail are whole.
        var after = await scene.StudyAsync();
        Assert.Equal((before.State, before.SettledAt, before.SettlesAt, before.Modality, before.Description, before.InstanceCount + 1, before.SeriesCount + 1), (after.State, after.SettledAt, after.SettlesAt, after.Modality, after.Description, after.InstanceCount, after.SeriesCount));
        Assert.True((await scene.Node.WithDatabaseAsync(db => scene.Node.Services.GetRequiredService<Receipts>().VerifyAsync(db, default))).Intact);
        Assert.Equal(AuditAction.Segmented, (await scene.Node.TrailAsync(scene.Study)).Last(action => action != AuditAction.Viewed));
        // QIDO-RS and WADO-RS have it like any other.
        using var found = await scene.Scene.Server.GetAsync($"/dicom-web/studies/{scene.Study}/instances?SOPInstanceUID={row.Uid}", "application/dicom+json");
        Assert.Contains(row.Uid, await found.Content.ReadAsStringAsync());
        using var whole = await scene.Scene.Server.GetAsync($"/dicom-web/studies/{scene.Study}/series/{row.SeriesUid}/instances/{row.Uid}", "multipart/related; type=\"application/dicom\"");
        var (bytes, sent) = (await File.ReadAllBytesAsync(file), await StreamScene.Bytes(whole));
        Assert.True(sent.AsSpan().IndexOf(bytes) > 0);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_same_id_is_saved_once_and_of_two_who_edit_one_the_second_learns_of_the_first(Store store)
    {
        await using var scene = await SaveScene.OpenAsync(store);
        var foreign = Text((await scene.ListAsync()).First(item => Text(item, "label") == "BINARY"), "instance");
        var first = await scene.SaveAsync(scene.Both(One, replaces: foreign)).JsonAsync(HttpStatusCode.Created);
        var again = await scene.SaveAsync(scene.Both(One, replaces: foreign, label: "another")).JsonAsync(HttpStatusCode.Created);
        Assert.Equal(first.GetRawText(), again.GetRawText());
        var colleague = await scene.Node.SignInAsync(Role.Reader, scene.Site);
        Assert.Equal("idTaken", await colleague.PostAsJsonAsync(scene.Path, scene.Both(One)).CodeAsync(HttpStatusCode.Conflict));

        var (one, other) = (scene.SaveAsync(scene.Both(Two, replaces: Text(first, "instance"))), colleague.PostAsJsonAsync(scene.Path, scene.Both(Three, replaces: Text(first, "instance"))));
        var answers = await Task.WhenAll(one, other);
        var won = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        var lost = JsonElement.Parse(await Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Conflict).Content.ReadAsStringAsync());
        var newest = Text(await won.Content.ReadFromJsonAsync<JsonElement>(), "instance");
        Assert.Equal(("replaced", newest), (Text(lost, "code"), Text(lost, "newer")));
        // Whoever edits the oldest is told the newest, and may go on from there.
        Assert.Equal(newest, Text(await scene.SaveAsync(scene.Both(Guid.NewGuid(), replaces: foreign)).JsonAsync(HttpStatusCode.Conflict), "newer"));
        var last = await scene.SaveAsync(scene.Both(Guid.NewGuid(), replaces: newest)).JsonAsync(HttpStatusCode.Created);
        var items = (await scene.ListAsync()).ToDictionary(item => Text(item, "instance")!);
        Assert.Equal([Text(first, "instance"), newest, Text(last, "instance"), null], new[] { foreign!, Text(first, "instance")!, newest!, Text(last, "instance")! }.Select(uid => Text(items[uid], "replacedBy")));
        Assert.Equal([1, 2, 3], new[] { Text(first, "instance")!, newest!, Text(last, "instance")! }.Select(uid => items[uid].GetProperty("number").GetInt32()));
        Assert.Equal(JsonValueKind.Null, items[foreign!].GetProperty("author").ValueKind);

        // All are of one series, name the one they were edited from, and track the same things.
        var rows = await scene.Node.WithDatabaseAsync(db => db.Set<SegmentationVersion>().OrderBy(row => row.Number).ToListAsync());
        var said = new List<JsonElement>();
        foreach (var row in rows)
        {
            var file = scene.FileOf(await scene.RowAsync(row.InstanceUid));
            await PassesAsync(file);
            said.Add(JsonElement.Parse(await MaskScene.PythonAsync(await File.ReadAllTextAsync(Repository.At("tests/peers/saved_segmentation.py")), [file, Path.GetDirectoryName(file)!, .. scene.Scene.Truth])));
            Assert.Equal([row.Replaces!], said[^1].GetProperty("related").EnumerateArray().Select(one => one.GetString()!));
        }
        Assert.Single(said.Select(one => Text(one, "series")).Distinct());
        Assert.Single(said.Select(one => one.GetProperty("segments")[1].GetRawText()).Distinct());
        Assert.Equal(rows.Count, (await scene.Node.TrailAsync(scene.Study)).Count(action => action == AuditAction.Segmented));
    }

    [Fact]
    public async Task Many_who_save_at_once_get_numbers_of_their_own()
    {
        await using var scene = await SaveScene.OpenAsync(Store.Sqlite);
        var items = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => scene.SaveAsync(scene.Both(Guid.NewGuid())).JsonAsync(HttpStatusCode.Created)));
        Assert.Equal([1, 2, 3, 4, 5, 6], items.Select(item => item.GetProperty("number").GetInt32()).Order());
        // The same id at the same time is one segmentation.
        var same = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.SaveAsync(scene.Both(One)).JsonAsync(HttpStatusCode.Created)));
        Assert.Single(same.Select(item => Text(item, "instance")).Distinct());
        Assert.Equal(7, await scene.Node.WithDatabaseAsync(db => db.Set<SegmentationVersion>().CountAsync()));
    }

    [Fact]
    public async Task Only_readers_of_the_site_save_nobody_into_anothers_study_and_after_signing_only_more()
    {
        await using var scene = await SaveScene.OpenAsync(Store.Sqlite);
        Assert.Equal("notFound", await scene.Scene.Server.Stranger.PostAsJsonAsync(scene.Path, scene.Both(One)).CodeAsync(HttpStatusCode.NotFound));
        var coordinator = await scene.Node.SignInAsync(Role.Coordinator);
        Assert.Equal("notAllowed", await coordinator.PostAsJsonAsync(scene.Path, scene.Both(One)).CodeAsync(HttpStatusCode.Forbidden));
        var colleague = await scene.Node.SignInAsync(Role.Reader, scene.Site);
        await colleague.ClaimAsync(scene.Study).JsonAsync();
        Assert.Equal("claimedByOther", await scene.SaveAsync(scene.Both(One)).CodeAsync(HttpStatusCode.Conflict));
        Assert.Empty(await scene.Node.WithDatabaseAsync(db => db.Set<SegmentationVersion>().ToListAsync()));
        var first = await colleague.PostAsJsonAsync(scene.Path, scene.Both(One)).JsonAsync(HttpStatusCode.Created);
        var kept = await File.ReadAllBytesAsync(scene.FileOf(await scene.RowAsync(Text(first, "instance")!)));

        await colleague.DraftAsync(0, "no change", scene.Study).JsonAsync();
        await colleague.PostAsJsonAsync($"/api/studies/{scene.Study}/report/sign", new { draftVersion = 1 }).JsonAsync();
        var state = (await scene.StudyAsync()).State;
        await scene.SaveAsync(scene.Both(Two, replaces: Text(first, "instance"))).JsonAsync(HttpStatusCode.Created);
        Assert.Equal((state, kept.Length), ((await scene.StudyAsync()).State, kept.Length));
        Assert.Equal(kept, await File.ReadAllBytesAsync(scene.FileOf(await scene.RowAsync(Text(first, "instance")!))));
    }

    [Fact]
    public async Task What_cannot_be_right_is_refused_with_the_reason_and_leaves_nothing()
    {
        await using var scene = await SaveScene.OpenAsync(Store.Sqlite);
        int[] run = [3, 4, 5];
        var code = new { value = "27925004", scheme = "SCT", meaning = "Nodule" };
        object Wish(string label = "", params object?[] segments) => new { id = One, series = scene.Series, version = scene.Version, replaces = (string?)null, label, segments };
        object Segment(string label = "Nodule", object? type = null, string algorithmType = "manual", string? colour = null, string? description = null, params object[] slices) =>
            new { label, description, category = code, type = type ?? code, typeModifiers = Array.Empty<object>(), algorithmType, colour, slices };
        object Slice(int slice, params int[] runs) => new { slice, runs };
        foreach (var (reason, wish) in new[]
        {
            ("noId", (object)new { id = Guid.Empty, series = scene.Series, version = scene.Version, segments = new[] { Segment(slices: Slice(3, run)) } }),
            ("noSegments", Wish()), ("noSegments", Wish("", [null])),
            ("tooManySegments", Wish("", [.. Enumerable.Range(0, 256).Select(_ => Segment(slices: Slice(3, run)))])),
            ("empty", Wish("", Segment())), ("empty", Wish("", Segment(slices: Slice(3)))),
            ("labelTooLong", Wish(new string('가', 65), Segment(slices: Slice(3, run)))), ("labelTooLong", Wish("", Segment(new string('a', 65), slices: Slice(3, run)))),
            ("noLabel", Wish("", Segment(" ", slices: Slice(3, run)))),
            ("badText", Wish("a\0b", Segment(slices: Slice(3, run)))), ("badText", Wish("", Segment("a\\b", slices: Slice(3, run)))), ("badText", Wish("", Segment(description: "a\u001bb", slices: Slice(3, run)))),
            ("badCode", Wish("", Segment(type: new { value = "", scheme = "SCT", meaning = "Nodule" }, slices: Slice(3, run)))),
            ("badCode", Wish("", Segment(type: new { value = "1", scheme = "SCT", meaning = new string('a', 65) }, slices: Slice(3, run)))),
            ("badCode", Wish("", Segment(type: new { value = "1", scheme = "a scheme that is too long", meaning = "a" }, slices: Slice(3, run)))),
            ("badColour", Wish("", Segment(colour: "red", slices: Slice(3, run)))),
            ("badAlgorithm", Wish("", Segment(algorithmType: "guessed", slices: Slice(3, run)))), ("badAlgorithm", Wish("", Segment(algorithmType: "automatic", slices: Slice(3, run)))),
            ("badSlice", Wish("", Segment(slices: Slice(24, run)))), ("badSlice", Wish("", Segment(slices: Slice(-1, run)))), ("badSlice", Wish("", Segment(slices: [Slice(3, run), Slice(3, run)]))),
            ("badRun", Wish("", Segment(slices: Slice(3, 1, 2)))), ("badRun", Wish("", Segment(slices: Slice(3, 1, 2, 0)))),
            ("outsideImage", Wish("", Segment(slices: Slice(3, Rows, 0, 1)))), ("outsideImage", Wish("", Segment(slices: Slice(3, 0, 90, 7)))), ("outsideImage", Wish("", Segment(slices: Slice(3, 0, 1, int.MaxValue)))), ("outsideImage", Wish("", Segment(slices: Slice(3, 0, -1, 1)))),
            ("unordered", Wish("", Segment(slices: Slice(3, 2, 0, 1, 1, 0, 1)))), ("unordered", Wish("", Segment(slices: Slice(3, 2, 0, 3, 2, 2, 3)))),
            ("noSeries", new { id = One, series = "2.25.4711", version = 1, segments = new[] { Segment(slices: Slice(3, run)) } }),
            ("noSegmentation", new { id = One, series = scene.Series, version = scene.Version, replaces = "2.25.4711", segments = new[] { Segment(slices: Slice(3, run)) } }),
            ("identity", Wish("call +82 10-1234-5678", Segment(slices: Slice(3, run)))), ("identity", Wish("", Segment("DEMO^MASK", slices: Slice(3, run)))),
        })
        {
            var problem = await scene.SaveAsync(wish).JsonAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Equal(("segmentationRefused", reason), (Text(problem, "code"), Text(problem, "reason")));
            Assert.False(string.IsNullOrWhiteSpace(Text(problem, "title")));
        }
        Assert.Equal("changed", await scene.SaveAsync(new { id = One, series = scene.Series, version = scene.Version - 1, segments = new[] { Segment(slices: Slice(3, run)) } }).CodeAsync(HttpStatusCode.Conflict));
        Assert.Empty(await scene.Node.WithDatabaseAsync(db => db.Set<SegmentationVersion>().ToListAsync()));
        Assert.DoesNotContain(AuditAction.Segmented, await scene.Node.TrailAsync(scene.Study));
        Assert.Empty(Directory.GetFiles(Path.Combine(scene.Node.Options.Data, "objects", "incoming")));

        // A segment without pixels keeps its description, and has no frames; segments may overlap.
        var item = await scene.SaveAsync(Wish("", Segment("empty"), Segment("one", slices: Slice(3, run)), Segment("over it", slices: Slice(3, run)))).JsonAsync(HttpStatusCode.Created);
        var mask = await scene.Scene.JsonAsync("/" + Text(item, "instance"));
        Assert.Equal([("empty", 0), ("one", 5), ("over it", 5)], mask.GetProperty("segments").EnumerateArray().Select(segment => (Text(segment, "label"), segment.GetProperty("voxels").GetInt32())));
        await PassesAsync(scene.FileOf(await scene.RowAsync(Text(item, "instance")!)));
    }

    [Fact]
    public async Task A_series_that_is_no_grid_takes_no_segmentation()
    {
        await using var server = await DicomWebServer.StartAsync(settleAfter: TimeSpan.FromSeconds(1));
        var image = (await server.StoreAsync(Directory.GetFiles(DicomWebServer.Shared("conformance/modalities/cr"), "*.dcm").Order(StringComparer.Ordinal).First())).Split('/');
        var manifest = JsonElement.Parse(await StreamScene.Bytes(await server.GetAsync($"/api/series/{image[5]}/manifest")));
        Assert.Equal(JsonValueKind.Null, manifest.GetProperty("origin").ValueKind);
        var wish = new { id = One, series = image[5], version = manifest.GetProperty("version").GetInt32(), segments = new[] { new { label = "a", category = new CodeView("123037004", "SCT", "Anatomical Structure"), type = new CodeView("39607008", "SCT", "Lung"), algorithmType = "manual", slices = new[] { new { slice = 0, runs = new[] { 0, 0, 1 } } } } } };
        var problem = await server.Reader.PostAsJsonAsync($"/api/studies/{image[3]}/segmentations", wish).JsonAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("noGrid", Text(problem, "reason"));
    }

    [Theory, InlineData("gzip"), InlineData("br")]
    public async Task A_compressed_body_is_taken_and_one_that_inflates_without_end_is_not(string coding)
    {
        await using var scene = await SaveScene.OpenAsync(Store.Sqlite);
        using var answer = await scene.SendAsync(JsonSerializer.SerializeToUtf8Bytes(scene.Both(One)), coding);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        // 80 MB of spaces: what is sent is small.
        using var bomb = await scene.SendAsync(Encoding.UTF8.GetBytes(new string(' ', 80 << 20)), coding);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, bomb.StatusCode);
        Assert.Equal("tooLarge", Text(await bomb.Content.ReadFromJsonAsync<JsonElement>(), "code"));
    }

    [Fact]
    public async Task A_full_disk_and_a_commit_that_fails_leave_neither_half_and_the_same_wish_gets_in_afterwards()
    {
        await using var scene = await SaveScene.OpenAsync(Store.Sqlite);
        var incoming = Path.Combine(scene.Node.Options.Data, "objects", "incoming");
        var files = Directory.GetFiles(Path.Combine(scene.Node.Options.Data, "objects"), "*.dcm", SearchOption.AllDirectories).Length;
        var (mounted, why) = await Peer.RunAsync("/bin/mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", incoming);
        if (mounted != 0) Assert.Skip($"NOT TESTED: a small disk cannot be mounted here ({why.Trim()}).");
        try
        {
            Assert.Equal("outOfResources", await scene.SaveAsync(scene.Both(One)).CodeAsync(HttpStatusCode.InsufficientStorage));
        }
        finally
        {
            await Peer.RunAsync("/bin/umount", "-l", incoming);
        }
        // The last row of the transaction cannot be written: as if the process had been killed before the commit.
        await scene.Node.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER stops BEFORE INSERT ON instance_receipts BEGIN SELECT RAISE(ABORT, 'stopped'); END"));
        Assert.Equal("fault", await scene.SaveAsync(scene.Both(One)).CodeAsync(HttpStatusCode.InternalServerError));
        Assert.Empty(await scene.Node.WithDatabaseAsync(db => db.Set<SegmentationVersion>().ToListAsync()));
        Assert.Empty(await scene.Node.WithDatabaseAsync(db => db.Set<Series>().Where(row => row.Modality == "SEG" && row.Number == 9012).ToListAsync()));
        Assert.DoesNotContain(AuditAction.Segmented, await scene.Node.TrailAsync(scene.Study));
        Assert.Empty(Directory.GetFiles(incoming));
        Assert.Equal(files, Directory.GetFiles(Path.Combine(scene.Node.Options.Data, "objects"), "*.dcm", SearchOption.AllDirectories).Length);
        await scene.Node.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER stops"));
        await scene.SaveAsync(scene.Both(One)).JsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_withdrawn_version_takes_its_row_with_it_and_what_it_replaced_is_the_newest_again()
    {
        await using var scene = await SaveScene.OpenAsync(Store.Sqlite);
        var first = Text(await scene.SaveAsync(scene.Both(One)).JsonAsync(HttpStatusCode.Created), "instance")!;
        var second = Text(await scene.SaveAsync(scene.Both(Two, replaces: first)).JsonAsync(HttpStatusCode.Created), "instance")!;
        await using (var scope = scene.Node.Services.CreateAsyncScope())
        {
            var finding = new Pandok.Deidentification.Finding(Pandok.Deidentification.FindingCode.IdentityLeft, "(0070,0081)");
            await scope.ServiceProvider.GetRequiredService<Pandok.Review.Withdrawal>().RunAsync(await scene.StudyAsync(), await scene.RowAsync(second), [finding], default);
        }
        var item = Assert.Single(await scene.ListAsync(), one => one.GetProperty("author").ValueKind != JsonValueKind.Null);
        Assert.Equal((first, null), (Text(item, "instance"), Text(item, "replacedBy")));
        await scene.SaveAsync(scene.Both(Three, replaces: first)).JsonAsync(HttpStatusCode.Created);
    }

    [Theory, InlineData("ai"), InlineData("research"), InlineData("public"), InlineData("strict")]
    public async Task Under_every_profile_the_object_is_as_clean_as_its_sources(string profile)
    {
        await using var scene = await SaveScene.OpenAsync(Store.Sqlite, profile: profile);
        await scene.SaveAsync(scene.Both(One)).JsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public void A_colour_comes_back_as_it_was()
    {
        foreach (var hex in new[] { "#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#4aa3df", "#7f3c8d", "#010203" }) Assert.Equal(hex, DisplayColour.Hex(DisplayColour.Lab(hex)));
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static async Task PassesAsync(string file)
    {
        if (!File.Exists("/usr/bin/dciodvfy")) Assert.Skip("NOT TESTED: dciodvfy is not installed.");
        using var process = Process.Start(new ProcessStartInfo("dciodvfy", [file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var verdict = await output + await errors;
        Assert.Contains("Segmentation", verdict);
        Assert.DoesNotContain(verdict.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
