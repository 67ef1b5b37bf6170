using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Deidentify.Quarantine;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Ingest;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Tests.Review;

public sealed class QuarantineTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task What_is_not_proven_clean_is_taken_in_sealed_and_shown_to_nobody(Store store)
    {
        await using var scene = await HeldScene.OpenAsync(store);
        var held = Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(HeldScene.File()));
        Assert.Equal(["APPROVAL"], held.Reasons);
        Assert.Equal(["DOCUMENT"], Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(HeldScene.Document())).Reasons);
        var rows = await scene.HeldAsync();
        Assert.Equal([HeldState.Held, HeldState.Held], rows.Select(row => row.State));
        Assert.Equal(0, await scene.Server.WithDatabaseAsync(db => db.Set<Study>().CountAsync()));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(scene.Server.Options.Data, "quarantine"), "*.sealed").Length);

        // The search finds what is there: the mapped UID stands in the row.
        if (store == Store.Sqlite) Assert.NotEmpty(scene.Speaking(rows[0].InstanceUid));
        Assert.Empty(scene.Speaking("PLANTED", "1.2.3.4.1", "ACME"));

        await using var opened = Assert.IsType<OpenedStream>(await scene.Server.Services.GetRequiredService<Quarantine>().OpenAsync(rows[0], default));
        var bytes = new byte[opened.Length];
        await opened.ReadExactlyAsync(bytes);
        Assert.Equal(HeldScene.File(), bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(HeldScene.File())), rows[0].Sha256);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Sent_again_it_is_held_once_and_other_content_is_refused(Store store)
    {
        await using var scene = await HeldScene.OpenAsync(store);
        Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(HeldScene.File()));
        Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(HeldScene.File()));
        Assert.Equal("uidConflict", Assert.IsType<ReceiveOutcome.Refused>(await scene.ReceiveAsync(HeldScene.File(description: "OTHER"))).Code);
        Assert.Single(await scene.HeldAsync());
        Assert.Single(Directory.GetFiles(Path.Combine(scene.Server.Options.Data, "quarantine")));
    }

    [Fact]
    public async Task The_door_the_timeline_and_the_coordinator_say_so()
    {
        await using var scene = await HeldScene.OpenAsync();
        await scene.ReceiveAsync(HeldScene.File());
        var held = Assert.Single(await scene.HeldAsync());
        using var coordinator = await scene.Server.SignInAsync(Role.Coordinator);
        var problem = (await coordinator.GetFromJsonAsync<JsonElement>("/api/coordinator/problems")).GetProperty("items")[0];
        Assert.Equal(("held", "Held for privacy review: APPROVAL"), (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        var row = await scene.Server.WithDatabaseAsync(db => db.Set<AuditEntry>().SingleAsync(entry => entry.Action == AuditAction.Held));
        Assert.Equal((held.StudyUid, "ROOM1"), (row.Study, row.ActorName));
        Assert.Contains("APPROVAL", row.Detail);
    }

    [Fact]
    public async Task A_study_with_a_held_instance_says_so_in_the_list_of_the_reader()
    {
        await using var scene = await HeldScene.OpenAsync();
        Assert.IsType<ReceiveOutcome.Archived>(await scene.ReceiveAsync(HeldScene.File(1, "1.2.840.10008.5.1.4.1.1.2", "CT", more: set => set.Set(new Tag(0x00080008), Vr.CS, "ORIGINAL", "PRIMARY", "AXIAL"))));
        await scene.ReceiveAsync(HeldScene.File(2));
        await scene.ReceiveAsync(HeldScene.File(3));
        using var coordinator = await scene.Server.SignInAsync(Role.Coordinator);
        var item = (await coordinator.GetFromJsonAsync<JsonElement>("/api/coordinator/studies")).GetProperty("items")[0];
        Assert.Equal((2, 1), (item.GetProperty("held").GetInt32(), item.GetProperty("instances").GetInt32()));
        Assert.Equal(["received", "held", "held"], item.GetProperty("timeline").EnumerateArray().Select(moment => moment.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Over_the_web_door_it_is_taken_with_a_warning_and_no_address()
    {
        await using var scene = await HeldScene.OpenAsync();
        await using var scope = scene.Server.Services.CreateAsyncScope();
        var device = Assert.IsType<Pandok.Devices.RegisterOutcome.Registered>(await scope.ServiceProvider.GetRequiredService<Pandok.Devices.DeviceRegistry>().RegisterAsync(new(scene.Site.Id, "Room 2", "ROOM2"), new(Guid.Empty, "test", "shell"), default));
        using var client = scene.Server.NewClient();
        using var part = new ByteArrayContent(HeldScene.File());
        part.Headers.ContentType = new("application/dicom");
        using var body = new MultipartContent("related", "b") { part };
        body.Headers.ContentType!.Parameters.Add(new NameValueHeaderValue("type", "\"application/dicom\""));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dicom-web/studies") { Content = body };
        request.Headers.Authorization = new("Bearer", device.ApiKey);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("1 held for privacy review: APPROVAL", answer.Headers.GetValues("Warning").Single());
        var item = (await HeldScene.JsonAsync(answer)).GetProperty("00081199").GetProperty("Value")[0];
        Assert.False(item.TryGetProperty("00081190", out _));
        Assert.Equal((await scene.HeldAsync())[0].InstanceUid, item.GetProperty("00081155").GetProperty("Value")[0].GetString());
    }

    [Fact]
    public async Task A_full_quarantine_refuses_and_keeps_nothing()
    {
        await using var scene = await HeldScene.OpenAsync(options: before => before with { QuarantineBytes = 8000 });
        Assert.IsType<ReceiveOutcome.Held>(await scene.ReceiveAsync(HeldScene.File(1)));
        Assert.IsType<ReceiveOutcome.OutOfResources>(await scene.ReceiveAsync(HeldScene.File(2)));
        Assert.Single(await scene.HeldAsync());
        Assert.Single(Directory.GetFiles(Path.Combine(scene.Server.Options.Data, "quarantine")));
    }

    [Fact]
    public async Task An_object_that_ends_early_is_not_held()
    {
        await using var scene = await HeldScene.OpenAsync();
        var file = HeldScene.File();
        Assert.IsType<ReceiveOutcome.Unreadable>(await scene.ReceiveAsync(file[..^100]));
        Assert.Empty(await scene.HeldAsync());
        Assert.Empty(Directory.GetFiles(scene.Server.Options.Data, "*.sealed", SearchOption.AllDirectories));
    }

    [Theory, InlineData(0), InlineData(4), InlineData(21), InlineData(-1), InlineData(-20)]
    public async Task A_changed_or_cut_original_does_not_open(int at)
    {
        await using var scene = await HeldScene.OpenAsync();
        await scene.ReceiveAsync(HeldScene.File());
        var held = Assert.Single(await scene.HeldAsync());
        var quarantine = scene.Server.Services.GetRequiredService<Quarantine>();
        var path = Directory.GetFiles(Path.Combine(scene.Server.Options.Data, "quarantine")).Single();
        var whole = await File.ReadAllBytesAsync(path);
        var changed = whole.ToArray();
        changed[at < 0 ? changed.Length + at : at] ^= 1;
        await File.WriteAllBytesAsync(path, changed);
        await Assert.ThrowsAsync<BrokenSealException>(() => ReadAsync());
        await File.WriteAllBytesAsync(path, whole[..^Math.Max(1, Math.Abs(at))]);
        await Assert.ThrowsAsync<BrokenSealException>(() => ReadAsync());

        async Task ReadAsync()
        {
            await using var opened = (await quarantine.OpenAsync(held, default))!;
            await opened.CopyToAsync(Stream.Null);
        }
    }

    [Theory, InlineData(0), InlineData(1), InlineData(65535), InlineData(65536), InlineData(65537), InlineData(200_000)]
    public async Task Chunks_of_every_length_come_back_from_every_place(int length)
    {
        using var folder = new TemporaryFolder();
        var files = new SealedFiles(new PandokOptions { Data = folder.Path });
        var (id, key, content) = (Guid.NewGuid(), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(length));
        await files.WriteAsync(id, key, to => to.WriteAsync(content).AsTask());
        await using var opened = files.Open(id, key);
        Assert.Equal(length, opened.Length);
        foreach (var from in new[] { 0, length / 2, length - 1, 65536 }.Where(from => from >= 0 && from <= length))
        {
            opened.Position = from;
            using var rest = new MemoryStream();
            await opened.CopyToAsync(rest);
            Assert.Equal(content[from..], rest.ToArray());
        }
        Assert.Throws<BrokenSealException>(() => files.Open(id, RandomNumberGenerator.GetBytes(32)).Dispose());
    }

    [Fact]
    public async Task What_a_kill_left_without_a_row_is_swept_and_what_nobody_decided_expires()
    {
        await using var scene = await HeldScene.OpenAsync(options: before => before with { QuarantineFor = TimeSpan.Zero });
        await scene.ReceiveAsync(HeldScene.File());
        var files = scene.Server.Services.GetRequiredService<SealedFiles>();
        var stray = Guid.NewGuid();
        await files.WriteAsync(stray, new byte[32], to => to.WriteAsync(new byte[10]).AsTask());
        File.SetLastWriteTimeUtc(Path.Combine(scene.Server.Options.Data, "quarantine", $"{stray:N}.sealed"), DateTime.UnixEpoch);
        await using (var scope = scene.Server.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<QuarantineSweep>().RunAsync(default);
        Assert.Equal(HeldState.Expired, Assert.Single(await scene.HeldAsync()).State);
        Assert.Empty(files.Ids());
    }
}
