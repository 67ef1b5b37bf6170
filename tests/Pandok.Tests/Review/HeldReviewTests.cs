using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Ingest;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Review;

public sealed class HeldReviewTests
{
    private static readonly object Bar = new { frame = -1, x = 8, y = 4, width = 32, height = 8, why = "person" };

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Boxes_are_blanked_the_rest_stays_and_the_instance_joins_its_study(Store store)
    {
        await using var scene = await HeldScene.OpenAsync(store);
        await scene.ReceiveAsync(HeldScene.File(frames: 2));
        var held = Assert.Single(await scene.HeldAsync());
        var officer = await scene.OfficerAsync();
        var detail = await officer.GetAsync($"/api/privacy/held/{held.Id}").JsonAsync();
        Assert.True(detail.GetProperty("canRelease").GetBoolean());
        Assert.True((await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/look", new { boxes = new[] { Bar } }).JsonAsync()).GetProperty("clean").GetBoolean());
        await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 0, boxes = new[] { Bar } }).JsonAsync();

        var instance = await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().SingleAsync());
        Assert.Equal((held.InstanceUid, held.StudyUid, held.SeriesUid), (instance.Uid, instance.StudyUid, instance.SeriesUid));
        await using var file = scene.Server.Services.GetRequiredService<InstanceFiles>().Open(instance);
        var reader = new DicomReader(file);
        await reader.ReadFileAsync(default);
        using var pixels = new MemoryStream();
        await reader.CopyPixelDataAsync(pixels, default);
        for (var i = 0; i < 2 * HeldScene.Side * HeldScene.Side; i++)
        {
            var (x, y) = (i % HeldScene.Side, i / HeldScene.Side % HeldScene.Side);
            Assert.Equal(x is >= 8 and < 40 && y is >= 4 and < 12 ? 0 : HeldScene.Pixel(x, y), pixels.GetBuffer()[i]);
        }
        var after = Assert.Single(await scene.HeldAsync());
        Assert.Equal((HeldState.Released, 1), (after.State, after.Version));
        Assert.Empty(Directory.GetFiles(Path.Combine(scene.Server.Options.Data, "quarantine")));
        Assert.Empty(scene.Speaking("PLANTED", "1.2.3.4.1"));

        var link = (await officer.GetAsync($"/api/privacy/receipts/{held.StudyUid}").JsonAsync()).GetProperty("chain")[0].GetProperty("receipt");
        Assert.Equal((held.Sha256, instance.Sha256, "blanked", 1), (link.GetProperty("sha256In").GetString(), link.GetProperty("sha256Out").GetString(), link.GetProperty("pixels").GetString(), link.GetProperty("boxes").GetArrayLength()));
        Assert.StartsWith("Demo privacyOfficer", link.GetProperty("releasedBy").GetString());
        Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(HeldScene.File(frames: 2)));
        Assert.Single(await scene.HeldAsync());
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Of_two_officers_the_second_looks_again(Store store)
    {
        await using var scene = await HeldScene.OpenAsync(store);
        await scene.ReceiveAsync(HeldScene.File());
        var held = Assert.Single(await scene.HeldAsync());
        var (one, other) = (await scene.OfficerAsync(), await scene.OfficerAsync());
        Assert.Equal(1, (await one.PutAsJsonAsync($"/api/privacy/held/{held.Id}/boxes", new { version = 0, boxes = new[] { Bar } }).JsonAsync()).GetProperty("version").GetInt32());
        Assert.Equal("heldChanged", await other.PutAsJsonAsync($"/api/privacy/held/{held.Id}/boxes", new { version = 0, boxes = Array.Empty<object>() }).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("heldChanged", await other.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 0, boxes = Array.Empty<object>() }).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal(0, await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().CountAsync()));
        var decisions = await Task.WhenAll(new[] { one, other }.Select(client => client.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 1, boxes = new[] { Bar } })));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], decisions.Select(answer => answer.StatusCode).Order());
        Assert.Equal(1, await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().CountAsync()));
    }

    [Fact]
    public async Task Rejected_it_is_gone_and_the_same_bytes_are_not_taken_again()
    {
        await using var scene = await HeldScene.OpenAsync();
        await scene.ReceiveAsync(HeldScene.File());
        var held = Assert.Single(await scene.HeldAsync());
        var officer = await scene.OfficerAsync();
        Assert.Equal("decisionIncomplete", await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/reject", new { version = 0, reason = " " }).CodeAsync(HttpStatusCode.BadRequest));
        await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/reject", new { version = 0, reason = "A private photo" }).JsonAsync();
        Assert.Equal("heldChanged", await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 0, boxes = Array.Empty<object>() }).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal((HeldState.Rejected, "A private photo"), (await scene.HeldAsync()) is [var after] ? (after.State, after.Note) : default);
        Assert.Empty(Directory.GetFiles(Path.Combine(scene.Server.Options.Data, "quarantine")));
        Assert.Equal("rejected", Assert.IsType<ReceiveOutcome.Refused>(await scene.ReceiveAsync(HeldScene.File())).Code);
    }

    [Fact]
    public async Task What_the_header_or_its_kind_says_nobody_overrules()
    {
        await using var scene = await HeldScene.OpenAsync();
        await scene.ReceiveAsync(HeldScene.Document());
        var held = Assert.Single(await scene.HeldAsync());
        var officer = await scene.OfficerAsync();
        Assert.False((await officer.GetAsync($"/api/privacy/held/{held.Id}").JsonAsync()).GetProperty("canRelease").GetBoolean());
        Assert.Equal("stillHeld", await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 0, boxes = Array.Empty<object>() }).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal(0, await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().CountAsync()));
        Assert.Equal(HeldState.Held, (await scene.HeldAsync())[0].State);
    }

    [Fact]
    public async Task An_officer_of_other_sites_sees_nothing_and_every_look_is_written_down()
    {
        await using var scene = await HeldScene.OpenAsync();
        var other = await scene.Server.AddSiteAsync("OTHER");
        await scene.ReceiveAsync(HeldScene.File());
        var held = Assert.Single(await scene.HeldAsync());
        var (own, stranger) = (await scene.OfficerAsync(scene.Site.Id), await scene.OfficerAsync(other.Id));
        Assert.Equal(0, (await stranger.GetAsync("/api/privacy/held").JsonAsync()).GetProperty("items").GetArrayLength());
        foreach (var path in new[] { "", "/frames/0/original" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/privacy/held/{held.Id}{path}")).StatusCode);
        foreach (var path in new[] { "look", "release", "reject", "rule", "frames/0/released" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync($"/api/privacy/held/{held.Id}/{path}", new { version = 0, reason = "x", boxes = new[] { Bar } })).StatusCode);
        Assert.Equal(0, await scene.Server.WithDatabaseAsync(db => db.Set<AuditEntry>().CountAsync(entry => entry.Action == AuditAction.Viewed)));
        var picture = await own.GetAsync($"/api/privacy/held/{held.Id}/frames/0/original");
        Assert.Equal(("image/png", "no-store"), (picture.Content.Headers.ContentType!.MediaType, picture.Headers.CacheControl!.ToString()));
        var view = await scene.Server.WithDatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(entry => entry.Action == AuditAction.Viewed));
        Assert.Contains("heldOriginal", view.Detail);
        Assert.DoesNotContain("PLANTED", await (await own.GetAsync($"/api/privacy/held/{held.Id}")).Content.ReadAsStringAsync());
        var reader = await scene.Server.SignInAsync(Role.Reader, scene.Site.Id);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync("/api/privacy/held")).StatusCode);
        Assert.Equal("badBoxes", await own.PostAsJsonAsync($"/api/privacy/held/{held.Id}/look", new { boxes = new[] { new { frame = 0, x = 60, y = 0, width = 10, height = 1, why = "person" } } }).CodeAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_rule_proposes_its_boxes_for_the_next_image_of_the_same_device()
    {
        await using var scene = await HeldScene.OpenAsync();
        await scene.ReceiveAsync(HeldScene.File(1));
        var officer = await scene.OfficerAsync();
        var rule = await officer.PostAsJsonAsync($"/api/privacy/held/{(await scene.HeldAsync())[0].Id}/rule", new { boxes = new[] { Bar } }).JsonAsync();
        Assert.DoesNotContain("PLANTED", rule.GetRawText());
        Assert.Equal("ACME", rule.GetProperty("manufacturer").GetString());
        await scene.ReceiveAsync(HeldScene.File(2));
        await scene.ReceiveAsync(HeldScene.File(3, more: set => set.Set(Tags.Manufacturer, Vr.LO, "OTHER")));
        var held = await scene.HeldAsync();
        Assert.DoesNotContain("rule", held[0].BoxesJson);
        Assert.Contains("""{"frame":-1,"x":8,"y":4,"width":32,"height":8,"why":"rule"}""", held[1].BoxesJson);
        Assert.DoesNotContain("rule", held[2].BoxesJson);
        await officer.PostAsync($"/api/privacy/device-rules/{rule.GetProperty("id").GetString()}/end", null).JsonAsync(HttpStatusCode.NoContent);
        await scene.ReceiveAsync(HeldScene.File(4));
        Assert.DoesNotContain("rule", (await scene.HeldAsync())[^1].BoxesJson);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_late_word_of_identity_withdraws_what_speaks_it(Store store)
    {
        await using var scene = await HeldScene.OpenAsync(store);
        static byte[] Slice(int number, string? referrer = null) => HeldScene.File(number, "1.2.840.10008.5.1.4.1.1.2", "CT", more: set =>
        {
            set.Set(new Tag(0x00080008), Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL").Set(new Tag(0x00081090), Vr.LO, "Planck Nine");
            if (referrer is not null) set.Set(Tags.ReferringPhysicianName, Vr.PN, referrer);
        });
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(Slice(1)));
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(Slice(2)));
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(Slice(3, "PLANCK^NINE")));
        await Reading.EventuallyAsync(async () => !await scene.Server.WithDatabaseAsync(db => db.Set<StudyStep>().AnyAsync(step => step.Kind == StepKind.Verify)));
        var held = await scene.HeldAsync();
        Assert.Equal(2, held.Count);
        Assert.All(held, row => Assert.Contains("IDENTITY-LEFT", row.Reasons));
        Assert.Equal(1, await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().CountAsync()));
        Assert.Equal(1, (await scene.Server.WithDatabaseAsync(db => db.Set<Study>().SingleAsync())).InstanceCount);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Receipts_are_chained_and_a_change_of_any_is_found(Store store)
    {
        await using var scene = await HeldScene.OpenAsync(store);
        foreach (var number in new[] { 1, 2, 3 })
            Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(HeldScene.File(number, "1.2.840.10008.5.1.4.1.1.2", "CT", more: set => set.Set(new Tag(0x00080008), Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL"))));
        var receipts = scene.Server.Services.GetRequiredService<Receipts>();
        Task<ReceiptVerdict> VerifyAsync() => scene.Server.WithDatabaseAsync(db => receipts.VerifyAsync(db, default));
        Assert.Equal((3, true), await VerifyAsync() is var whole ? (whole.Checked, whole.Intact) : default);

        // The database itself refuses; whoever may lay triggers aside is found by the chain.
        await Assert.ThrowsAnyAsync<Exception>(() => scene.Server.WithDatabaseAsync(db => db.Set<InstanceReceiptRow>().Where(row => row.Seq == 3).ExecuteDeleteAsync()));
        await scene.Server.WithDatabaseAsync(db => db.Set<ReceiptRow>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Links, 2)));
        Assert.Equal("cut", (await VerifyAsync()).Why);
        await scene.Server.WithDatabaseAsync(db => db.Set<ReceiptRow>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Links, 3)));
        await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().Where(row => row.Number == 2).ExecuteUpdateAsync(row => row.SetProperty(one => one.Sha256, new string('0', 64))));
        Assert.Equal("otherBytes", (await VerifyAsync()).Why);
        await scene.Server.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(db is SqliteDatabase ? "DROP TRIGGER instance_receipts_no_update" : "ALTER TABLE instance_receipts DISABLE TRIGGER ALL"));
        await scene.Server.WithDatabaseAsync(db => db.Set<InstanceReceiptRow>().Where(row => row.Seq == 2).ExecuteUpdateAsync(row => row.SetProperty(one => one.Body, one => one.Body.Replace("unchanged", "blanked"))));
        Assert.Equal("changed", (await VerifyAsync()).Why);
    }
}
