using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Devices;
using Pandok.Ingest.Commitment;
using Pandok.Tests.Orders;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Devices;

/// <summary>Storage commitment asked for, and its answer taken, by a foreign peer (dimse_peer.py over pydicom).</summary>
public sealed class StorageCommitmentTests
{
    private const string Transaction = "1.2.826.0.1.3680043.8.498.77";

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task On_the_same_association_what_is_safe_and_what_is_not_is_told_apart(Store store)
    {
        await using var archive = await ArchiveScene.OpenAsync(store);
        var known = (await archive.OriginalsAsync()).Select(one => one.Instance).ToArray();
        var all = await AskAsync(archive, "ROOM1", 60, [.. known.Select(uid => (ArchiveScene.Slice, uid))]);
        Assert.Equal("0000", all.GetProperty("status").GetString());
        var report = all.GetProperty("report");
        Assert.Equal((1, Transaction), (report.GetProperty("event").GetInt32(), report.GetProperty("transaction").GetString()));
        Assert.Equal(known, report.GetProperty("safe").EnumerateArray().Select(one => one.GetProperty("sopInstance").GetString()));
        Assert.Empty(report.GetProperty("failed").EnumerateArray());

        var file = Directory.EnumerateFiles(Path.Combine(archive.Scene.Server.Options.Data, "objects"), "*.dcm", SearchOption.AllDirectories).First();
        await File.WriteAllBytesAsync(file, File.ReadAllBytes(file)[..^100]); // one that lost its end
        var mixed = (await AskAsync(archive, "ROOM1", 60, [.. known.Select(uid => (ArchiveScene.Slice, uid)), (ArchiveScene.Slice, "1.2.3.4"), ("1.2.840.10008.5.1.4.1.1.4", known[0])])).GetProperty("report");
        Assert.Equal(2, mixed.GetProperty("event").GetInt32());
        Assert.Equal(2, mixed.GetProperty("safe").GetArrayLength());
        Assert.Equal(["0110", "0112", "0119"], mixed.GetProperty("failed").EnumerateArray().Select(one => one.GetProperty("reason").GetString()!).Order());
        await Reading.EventuallyAsync(async () => await archive.Scene.Server.WithDatabaseAsync(db => db.Set<CommitmentRequest>().CountAsync()) == 0);
        Assert.Equal([], archive.Scene.FilesWith([.. known, Transaction]));
    }

    [Fact]
    public async Task Another_sites_instances_are_not_safe_here()
    {
        await using var archive = await ArchiveScene.OpenAsync();
        var other = await archive.Scene.Server.AddSiteAsync("BBB");
        await OrderScene.AddDeviceAsync(archive.Scene.Server, new NewDevice(other.Id, "Room 9", "ROOM9"));
        var report = (await AskAsync(archive, "ROOM9", 60, (ArchiveScene.Slice, (await archive.OriginalsAsync())[0].Instance))).GetProperty("report");
        Assert.Equal("0112", Assert.Single(report.GetProperty("failed").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task When_the_asker_has_gone_the_answer_comes_to_its_address_as_soon_as_it_listens()
    {
        await using var archive = await ArchiveScene.OpenAsync();
        var port = Peer.FreePort();
        await archive.ChangeAsync(new DeviceChange(null, "127.0.0.1", port, false, null));
        var known = (await archive.OriginalsAsync())[0].Instance;
        Assert.Equal("0000", (await AskAsync(archive, "ROOM1", 0, (ArchiveScene.Slice, known))).GetProperty("status").GetString());
        // Nobody listens yet: the request waits, with the reason.
        await Reading.EventuallyAsync(async () => await archive.Scene.Server.WithDatabaseAsync(db => db.Set<CommitmentRequest>().AnyAsync(row => row.LastError != null)));
        var told = await Peer.AnswerOf(Peer.StartDimse("listen", $"{port}", "ROOM1", "60"));
        Assert.True(told.GetProperty("named").GetBoolean());
        Assert.Equal([0, 1], told.GetProperty("roles").EnumerateArray().Select(role => role.GetInt32())); // we are SCP only
        Assert.Equal(known, Assert.Single(told.GetProperty("report").GetProperty("safe").EnumerateArray()).GetProperty("sopInstance").GetString());
        await Reading.EventuallyAsync(async () => await archive.Scene.Server.WithDatabaseAsync(db => db.Set<CommitmentRequest>().CountAsync()) == 0);
    }

    [Fact]
    public void Pauses_grow_from_seconds_to_hours_and_stay_there()
    {
        Assert.Equal(TimeSpan.FromSeconds(4), StorageCommitment.Pause(1));
        Assert.Equal(TimeSpan.FromSeconds(64), StorageCommitment.Pause(5));
        Assert.Equal(TimeSpan.FromHours(2), StorageCommitment.Pause(13));
        Assert.Equal(TimeSpan.FromHours(2), StorageCommitment.Pause(40));
    }

    private static async Task<JsonElement> AskAsync(ArchiveScene archive, string ae, int wait, params (string Class, string Instance)[] items)
    {
        var path = await Peer.JsonFileAsync(archive.Folder["items.json"], items.Select(item => new { ReferencedSOPClassUID = item.Class, ReferencedSOPInstanceUID = item.Instance }));
        return await Peer.DimseAsync("commit", "127.0.0.1", $"{archive.Port}", ae, Transaction, path, $"{wait}");
    }
}
