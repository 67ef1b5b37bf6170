using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Dicom.Data;
using Pandok.Ingest;
using Pandok.Studies;

namespace Pandok.Tests.Ingest;

/// <summary>Pixels are looked at between door and archive: what has text loses it, what is in doubt is held, what needs neither stays byte by byte what it was.</summary>
public sealed class PixelsAtTheDoorTests
{
    private static readonly Tag BurnedIn = new(0x00280301), CodeValue = new(0x00080100);

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Ultrasound_sent_by_storescu_is_archived_without_its_text(Store store)
    {
        await using var scene = await DoorScene.OpenAsync(store);
        var file = DoorScene.Planted("us-cine");
        Assert.Contains("(Success)", await scene.StorescuAsync(file, "-xe"));
        var (written, receipt) = await scene.ArchivedAsync();
        await IsBlankedAsync("us-cine", file, written, receipt, "blanked");
        Assert.Contains(receipt.GetProperty("boxes").EnumerateArray(), box => box.GetProperty("why").GetString() == "region");
    }

    [Theory, InlineData("sc-j2k"), InlineData("sc-jpegls"), InlineData("us-rle"), InlineData("xa-cine")]
    public async Task Captures_sent_by_STOW_are_archived_without_their_text(string name)
    {
        await using var scene = await DoorScene.OpenAsync();
        var file = DoorScene.Planted(name);
        var (status, body, _) = await scene.StowAsync(file);
        Assert.True(status == HttpStatusCode.OK, body);
        var (written, receipt) = await scene.ArchivedAsync();
        await IsBlankedAsync(name, file, written, receipt, "reencoded");
        Assert.Equal((await DoorScene.HeaderAsync(file)).Syntax, (await DoorScene.HeaderAsync(written)).Syntax);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Pixels_of_a_slice_that_nobody_has_to_look_at_pass_by(Store store)
    {
        await using var scene = await DoorScene.OpenAsync(store);
        var file = await UnsampledAsync("ct-explicit");
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(file));
        var (written, receipt) = await scene.ArchivedAsync();
        Assert.Equal(await DoorScene.PixelsAsync(file), await DoorScene.PixelsAsync(written));
        Assert.Equal(("unchanged", "header", JsonValueKind.Null), (receipt.GetProperty("pixels").GetString(), receipt.GetProperty("verify").GetProperty("read").GetString(), receipt.GetProperty("look").ValueKind));
        Assert.DoesNotContain("113101", await CodesAsync(written));
        Assert.Null((await DoorScene.HeaderAsync(written)).DataSet.GetString(BurnedIn));
    }

    [Fact]
    public async Task A_sampled_slice_is_looked_at_and_stays_what_it_was()
    {
        await using var scene = await DoorScene.OpenAsync();
        var file = await DoorScene.ChangedAsync(DoorScene.Planted("ct-explicit"), set => set.Set(Tags.InstanceNumber, Vr.IS, "1"));
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(file));
        var (written, receipt) = await scene.ArchivedAsync();
        Assert.Equal(await DoorScene.PixelsAsync(file), await DoorScene.PixelsAsync(written));
        Assert.Equal(("unchanged", "whole"), (receipt.GetProperty("pixels").GetString(), receipt.GetProperty("verify").GetProperty("read").GetString()));
        var look = receipt.GetProperty("look");
        Assert.Equal(("low", 1, false), (look.GetProperty("risk").GetString(), look.GetProperty("looked").GetInt32(), look.GetProperty("clean").GetBoolean()));
        Assert.DoesNotContain("113101", await CodesAsync(written));
    }

    [Fact]
    public async Task Bits_outside_the_stored_values_are_zeroed_while_the_pixels_pass_by()
    {
        await using var scene = await DoorScene.OpenAsync();
        var file = await DoorScene.ChangedAsync(await UnsampledAsync("ct-explicit"), set => set.SetIntegers(Tags.BitsStored, Vr.US, 12).SetIntegers(Tags.HighBit, Vr.US, 11).SetIntegers(Tags.PixelRepresentation, Vr.US, 0));
        var at = file.Length - 2;
        var before = BitConverter.ToUInt16(file, at);
        BitConverter.TryWriteBytes(file.AsSpan(at), (ushort)(before | 0x8000));
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(file));
        var (written, receipt) = await scene.ArchivedAsync();
        Assert.Equal(before & 0x0FFF, BitConverter.ToUInt16(written, written.Length - 2));
        Assert.Equal("stripped", receipt.GetProperty("pixels").GetString());
        Assert.Contains(receipt.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("code").GetString() == "PIXELS-STRIPPED");
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Documents_and_videos_are_held(Store store)
    {
        await using var scene = await DoorScene.OpenAsync(store);
        var pdf = DoorScene.Corpus.Objects.Single(one => one.Name.Contains("pdf", StringComparison.Ordinal)).File.ToArray();
        Assert.Equal(["DOCUMENT"], Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(pdf)).Reasons);
        var video = await DoorScene.ChangedAsync(DoorScene.Planted("xa-cine"), set => set.Set(Tags.SOPClassUID, Vr.UI, "1.2.840.10008.5.1.4.1.1.77.1.1.1").Set(Tags.Modality, Vr.CS, "ES"));
        Assert.Contains("VIDEO", Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(video)).Reasons);
        Assert.Equal(2, scene.FilesIn("quarantine").Count);
        Assert.Empty(scene.FilesIn("objects"));
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_held_as_it_came()
    {
        await using var scene = await DoorScene.OpenAsync();
        var file = DoorScene.Planted("sc-j2k");
        var code = file.AsSpan().IndexOf([(byte)0xFF, (byte)0x4F, (byte)0xFF, (byte)0x51]);
        file.AsSpan(code + 20, 40).Fill(0xEE);
        Assert.Equal(["PIXEL-DECODE"], Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(file)).Reasons);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)), (await scene.HeldAsync())[0].Sha256);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task What_its_study_learned_meanwhile_does_not_make_a_sender_s_second_try_a_conflict(Store store)
    {
        await using var scene = await DoorScene.OpenAsync(store);
        async Task<byte[]> SliceAsync(int number, string? referrer = null) => await DoorScene.ChangedAsync(await UnsampledAsync("ct-explicit"), set =>
        {
            set.Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.4.{number}").Set(Tags.StudyDescription, Vr.LO, "CHEST CONTRAST");
            if (referrer is not null) set.Set(Tags.ReferringPhysicianName, Vr.PN, referrer);
        });
        var first = await SliceAsync(1);
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(first));
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(await SliceAsync(2, "CONTRAST^DEMO")));
        Assert.IsNotType<ReceiveOutcome.Refused>(await scene.ReceiveAsync(first));
        var third = await scene.ReceiveAsync(await SliceAsync(3));
        var uid = Assert.IsType<ReceiveOutcome.Archived>(third).Instance;
        var key = await scene.Server.WithDatabaseAsync(db => db.Set<Instance>().Where(row => row.Uid == uid).Select(row => row.ObjectKey).SingleAsync());
        var written = await DoorScene.HeaderAsync(await File.ReadAllBytesAsync(Path.Combine(scene.Data, "objects", key)));
        Assert.DoesNotContain("CONTRAST", written.DataSet.GetString(Tags.StudyDescription) ?? "", StringComparison.OrdinalIgnoreCase);
    }

    // Number 1 and two of a hundred are looked at.
    private static async Task<byte[]> UnsampledAsync(string name)
    {
        var uid = 1;
        while (System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"1.2.3.4.5.{uid}"))[0] < 16) uid++;
        return await DoorScene.ChangedAsync(DoorScene.Planted(name), set => set.Set(Tags.InstanceNumber, Vr.IS, "7").Set(Tags.SOPInstanceUID, Vr.UI, $"1.2.3.4.5.{uid}"));
    }

    private static async Task IsBlankedAsync(string name, byte[] file, byte[] written, JsonElement receipt, string pixels)
    {
        var (before, after) = (await DoorScene.FramesAsync(file), await DoorScene.FramesAsync(written));
        var burned = DoorScene.Corpus.Truth.Burned.Where(text => text.Name == name).ToList();
        Assert.All(burned, text => Assert.True(DoorScene.IsReadable(before, text)));
        Assert.All(burned, text => Assert.False(DoorScene.IsReadable(after, text), $"frame {text.Frame}"));
        var boxes = receipt.GetProperty("boxes").EnumerateArray().Select(box => (X: box.GetProperty("x").GetInt32(), Y: box.GetProperty("y").GetInt32(), W: box.GetProperty("width").GetInt32(), H: box.GetProperty("height").GetInt32())).ToList();
        var (kept, all) = (0, before[0].Layout.Rows * before[0].Layout.Columns);
        for (var frame = 0; frame < before.Count; frame++)
        {
            var (layout, size) = (before[frame].Layout, (int)(before[frame].Layout.FrameLength / before[frame].Layout.PixelCount));
            for (var i = 0; i < all; i++)
            {
                var (x, y) = (i % layout.Columns, i / layout.Columns);
                if (boxes.Exists(box => x >= box.X && x < box.X + box.W && y >= box.Y && y < box.Y + box.H)) continue;
                kept++;
                if (!before[frame].Samples.AsSpan(i * size, size).SequenceEqual(after[frame].Samples.AsSpan(i * size, size))) Assert.Fail($"frame {frame}, {x}, {y} changed outside every box");
            }
        }
        Assert.True(kept > before.Count * all / 3, $"only {kept} of {before.Count * all} pixels were kept");
        Assert.Equal((pixels, "whole"), (receipt.GetProperty("pixels").GetString(), receipt.GetProperty("verify").GetProperty("read").GetString()));
        var look = receipt.GetProperty("look");
        Assert.Equal(("high", true), (look.GetProperty("risk").GetString(), look.GetProperty("clean").GetBoolean()));
        Assert.Equal("NO", (await DoorScene.HeaderAsync(written)).DataSet.GetString(BurnedIn));
        Assert.Contains("113101", await CodesAsync(written));
    }

    private static async Task<IReadOnlyList<string?>> CodesAsync(byte[] file) =>
        [.. (await DoorScene.HeaderAsync(file)).DataSet.GetItems(Tags.DeidentificationMethodCodeSequence).Select(item => item.GetString(CodeValue))];
}
