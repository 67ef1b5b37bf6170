using System.Net;
using System.Net.Http.Json;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Ingest;
using Pandok.Studies;
using Pandok.Tests.Ingest;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Review;

/// <summary>What an officer decides about pixels goes the same way as everything: where the machine was unsure the officer's word counts, where it still finds text it does not.</summary>
public sealed class ReviewedPixelsTests
{
    private static readonly object Line = new { frame = -1, x = 0, y = 0, width = 320, height = 30, why = "person" };
    private static readonly object Birth = new { frame = -1, x = 190, y = 170, width = 130, height = 30, why = "person" };

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_rule_that_was_saved_is_applied_to_the_next_image_of_the_device(Store store)
    {
        await using var scene = await DoorScene.OpenAsync(store);
        Assert.Equal(["PIXEL-UNSURE"], Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(DoorScene.Planted("cr-overlay"))).Reasons);
        var held = Assert.Single(await scene.HeldAsync());
        var officer = await scene.Server.SignInAsync(Role.PrivacyOfficer, scene.Site.Id);
        // The officer begins with what the machine would blank.
        var proposed = (await officer.GetAsync($"/api/privacy/held/{held.Id}").JsonAsync()).GetProperty("boxes");
        Assert.Contains(proposed.EnumerateArray(), box => box.GetProperty("why").GetString() == "detector" && box.GetProperty("frame").GetInt32() == -1);
        await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/rule", new { boxes = new[] { Line, Birth } }).JsonAsync();

        var next = DoorScene.Planted("cr-overlay", seed: 78);
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(next));
        var (written, receipt) = await scene.ArchivedAsync();
        Assert.Equal(("blanked", "whole"), (receipt.GetProperty("pixels").GetString(), receipt.GetProperty("verify").GetProperty("read").GetString()));
        Assert.Equal(["rule", "rule"], receipt.GetProperty("boxes").EnumerateArray().Select(box => box.GetProperty("why").GetString()));
        var (before, after) = ((await DoorScene.FramesAsync(next))[0], (await DoorScene.FramesAsync(written))[0]);
        for (var i = 0; i < before.Samples.Length; i++)
        {
            var (x, y) = (i % 320, i / 320);
            Assert.Equal(y < 30 || x >= 190 && y is >= 170 and < 200 ? 0 : before.Samples[i], after.Samples[i]);
        }
        // Another device's image is not touched by it.
        var other = await DoorScene.ChangedAsync(DoorScene.Planted("cr-overlay", seed: 79), set => set.Set(Tags.Manufacturer, Vr.LO, "OTHER"));
        Assert.Equal(["PIXEL-UNSURE"], Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(other)).Reasons);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Where_the_machine_was_unsure_the_officer_s_look_counts(Store store)
    {
        await using var scene = await DoorScene.OpenAsync(store);
        var file = await DoorScene.ChangedAsync(DoorScene.Planted("ct-explicit"), set => set.Set(new Tag(0x00280301), Vr.CS, "YES"));
        Assert.Equal(["PIXEL-UNSURE"], Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(file)).Reasons);
        var held = Assert.Single(await scene.HeldAsync());
        var officer = await scene.Server.SignInAsync(Role.PrivacyOfficer, scene.Site.Id);
        var look = await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/look", new { boxes = Array.Empty<object>() }).JsonAsync();
        Assert.Equal((true, "clean"), (look.GetProperty("clean").GetBoolean(), look.GetProperty("pixels").GetString()));
        await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 0, boxes = Array.Empty<object>() }).JsonAsync();
        var (written, receipt) = await scene.ArchivedAsync();
        Assert.Equal(await DoorScene.PixelsAsync(file), await DoorScene.PixelsAsync(written));
        Assert.Equal(("unchanged", held.Sha256), (receipt.GetProperty("pixels").GetString(), receipt.GetProperty("sha256In").GetString()));
    }

    [Fact]
    public async Task Where_text_is_left_the_officer_is_told_where_and_it_stays_held()
    {
        await using var scene = await DoorScene.OpenAsync(options: before => before with { Profile = "strict" });
        var file = DoorScene.Planted("sc-jpegls");
        Assert.Equal(["PIXEL-TEXT-LEFT"], Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(file)).Reasons);
        var held = Assert.Single(await scene.HeldAsync());
        var officer = await scene.Server.SignInAsync(Role.PrivacyOfficer, scene.Site.Id);
        var look = await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/look", new { boxes = new[] { Birth } }).JsonAsync();
        Assert.Equal((false, "textLeft"), (look.GetProperty("clean").GetBoolean(), look.GetProperty("pixels").GetString()));
        Assert.Equal("PIXEL-TEXT-LEFT", look.GetProperty("reasons")[0].GetString());
        Assert.Equal("stillHeld", await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 0, boxes = new[] { Birth } }).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal(HeldState.Held, (await scene.HeldAsync())[0].State);
        // With what the look found, as often as it finds something, it is clean in the end.
        List<object> boxes = [Birth, .. look.GetProperty("boxes").EnumerateArray().Select(box => (object)box)];
        for (var again = 0; again < 5 && !look.GetProperty("clean").GetBoolean(); again++)
        {
            look = await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/look", new { boxes }).JsonAsync();
            boxes.AddRange(look.GetProperty("boxes").EnumerateArray().Select(box => (object)box));
        }
        await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = 0, boxes }).JsonAsync();
        var (written, receipt) = await scene.ArchivedAsync();
        Assert.All(DoorScene.Corpus.Truth.Burned.Where(text => text.Name == "sc-jpegls").ToList(), text => Assert.False(DoorScene.IsReadable(DoorScene.FramesAsync(written).GetAwaiter().GetResult(), text)));
        Assert.StartsWith("Demo privacyOfficer", receipt.GetProperty("releasedBy").GetString());
    }

    [Fact]
    public async Task A_box_on_one_frame_blanks_that_frame_alone()
    {
        await using var scene = await DoorScene.OpenAsync(options: before => before with { Profile = "public" });
        var file = await DoorScene.ChangedAsync(HeldScene.File(frames: 3), set => set.Set(Tags.SOPInstanceUID, Vr.UI, "1.2.3.4.77"));
        await scene.ReceiveAsync(file);
        var held = Assert.Single(await scene.HeldAsync());
        var officer = await scene.Server.SignInAsync(Role.PrivacyOfficer, scene.Site.Id);
        var box = new { frame = 1, x = 8, y = 4, width = 32, height = 8, why = "person" };
        await officer.PostAsJsonAsync($"/api/privacy/held/{held.Id}/release", new { version = held.Version, boxes = new[] { box } }).JsonAsync();
        var (written, _) = await scene.ArchivedAsync();
        var pixels = await DoorScene.PixelsAsync(written);
        var (size, at) = (HeldScene.Side * HeldScene.Side, 6 * HeldScene.Side + 10);
        Assert.Equal((255, 0, 255), ((int)pixels[at], (int)pixels[size + at], (int)pixels[2 * size + at]));
    }
}
