using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pandok.Devices;
using Pandok.Ingest;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Tests.Devices;
using Pandok.Tests.Orders;

namespace Pandok.Tests.Ingest;

/// <summary>The disk below the database is full, the one of the objects is not: a sender hears "out of resources" over DICOM and HTTP, and nothing that is not in the database is acknowledged.</summary>
public sealed class FullDatabaseTests
{
    [Fact]
    public async Task A_full_database_is_told_to_every_sender_and_the_same_objects_get_in_when_there_is_room()
    {
        using var small = new TemporaryFolder();
        using var roomy = new TemporaryFolder();
        var (mounted, why) = await Peer.RunAsync("/bin/mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small.Path);
        if (mounted != 0) Assert.Skip($"NOT TESTED: a small disk cannot be mounted here ({why.Trim()}).");
        try
        {
            Directory.CreateSymbolicLink(small["objects"], roomy.Path);
            await using var server = await RunningServer.StartOnAsync(null, null, folder: small.Path);
            var site = await server.AddSiteAsync("AAA");
            var (_, key) = await OrderScene.AddDeviceAsync(server, new NewDevice(site.Id, "Room 1", "ROOM1"));
            await Peer.MakeStudyAsync(roomy["study"], 3, new { });
            var port = server.Services.GetRequiredService<DicomDoor>().Port;
            var open = await FillAsync(server, small["ballast"]);

            var (_, said) = await StoreAsync();
            Assert.Equal(3, said.Split("OutOfResources", StringSplitOptions.None).Length - 1 + said.Split("Out of Resources", StringSplitOptions.None).Length - 1);
            Assert.DoesNotContain("(Success)", said, StringComparison.Ordinal);
            using var client = server.NewClient(cookies: false);
            using var stow = await client.SendAsync(Stow(key, await File.ReadAllBytesAsync(Directory.GetFiles(roomy["study"])[0])));
            Assert.Equal(HttpStatusCode.InsufficientStorage, stow.StatusCode);
            Assert.Contains("42752", await stow.Content.ReadAsStringAsync(), StringComparison.Ordinal); // A700H
            // Other writing requests say so too: a sign-in that cannot be put on the trail is none.
            using var session = await client.PostAsJsonAsync("/api/session", new { userName = "nobody", password = "wrong" });
            Assert.Equal(HttpStatusCode.InsufficientStorage, session.StatusCode);
            Assert.Contains("outOfResources", await session.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await server.WithDatabaseAsync(db => db.Set<Instance>().CountAsync()));

            File.Delete(small["ballast"]);
            foreach (var db in open) await db.DisposeAsync();
            var (code, again) = await StoreAsync();
            Assert.True(code == 0, again);
            Assert.Equal(3, await server.WithDatabaseAsync(db => db.Set<Instance>().CountAsync()));

            Task<(int Code, string Output)> StoreAsync() => Peer.RunAsync("storescu", "-v", "-aet", "ROOM1", "-aec", "PANDOK", "--no-halt", "+sd", "127.0.0.1", $"{port}", roomy["study"]);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            await Peer.RunAsync("/bin/umount", "-l", small.Path);
        }
    }

    [Theory]
    [InlineData("53100", true), InlineData("53200", true), InlineData("53300", true), InlineData("23505", false), InlineData("40001", false)]
    public void What_PostgreSQL_lacks_is_our_fault_also_inside_what_EF_throws(string state, bool isOurs)
    {
        var fault = new PostgresException("could not extend file", "ERROR", "ERROR", state);
        Assert.Equal(isOurs, DiskFault.IsOurs(fault));
        Assert.Equal(isOurs, DiskFault.IsOurs(new DbUpdateException("saving failed", fault)));
    }

    [Fact]
    public void A_line_that_breaks_is_not_our_disk()
    {
        Assert.False(DiskFault.IsOurs(new IOException("gone", new System.Net.Sockets.SocketException(104))));
        Assert.False(DiskFault.IsOurs(new NpgsqlException("gone", new IOException("gone"))));
        Assert.False(DiskFault.IsOurs(new SqliteException("busy", 5)));
        Assert.True(DiskFault.IsOurs(new SqliteException("full", 13)));
    }

    private static async Task<List<SqliteConnection>> FillAsync(RunningServer server, string ballast)
    {
        // What SQLite keeps of its log between transactions would give it room.
        SqliteConnection.ClearAllPools();
        var open = new List<SqliteConnection>();
        foreach (var file in Directory.GetFiles(server.Options.Data, "*.db"))
        {
            // Open to the end, as those of a node under load are: the shared memory of the log stays.
            var db = new SqliteConnection($"Data Source={file};Pooling=false");
            await db.OpenAsync();
            open.Add(db);
            await using var command = db.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }
        await using var full = File.Create(ballast, 1);
        try
        {
            while (true) full.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Not a page is left.
        }
        return open;
    }

    private static HttpRequestMessage Stow(string key, byte[] file)
    {
        var content = new MultipartContent("related", "b") { new ByteArrayContent(file) { Headers = { ContentType = new("application/dicom") } } };
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=b");
        return new HttpRequestMessage(HttpMethod.Post, "/dicom-web/studies") { Content = content, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }
}
