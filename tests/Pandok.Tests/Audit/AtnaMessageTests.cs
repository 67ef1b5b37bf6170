using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Tests.Devices;

namespace Pandok.Tests.Audit;

/// <summary>The trail as audit messages, read by a program that is not ours (DICOM PS3.15 A.5.1).</summary>
public sealed class AtnaMessageTests
{
    [Fact]
    public async Task Every_kind_of_row_is_exported_as_a_message_that_an_outsider_reads()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("ATN", "Site <A> & \"B\"");
        var trail = server.Services.GetRequiredService<AuditTrail>();
        foreach (var action in Enum.GetValues<AuditAction>())
            await server.WithDatabaseAsync(db => db.InTransactionAsync(async token =>
            {
                await trail.AppendAsync(db, new Actor(Guid.NewGuid(), "Demo <Officer> & 홍길동", "privacyOfficer"), action, "2.25.1001", site.Id, new { reasons = new[] { "DOCUMENT" }, note = "\u0001 & <>" }, token);
                return 0;
            }, default));
        var rows = await server.WithDatabaseAsync(db => db.Set<AuditEntry>().AsNoTracking().OrderBy(row => row.Seq).ToListAsync());
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(folder["trail.xml"], rows.Select(row => AtnaMessage.Of(row, "PANDOK").ToString(System.Xml.Linq.SaveOptions.DisableFormatting)));
        var messages = await ReadAsync(folder["trail.xml"]);
        Assert.Equal(rows.Select(row => (row.Seq, row.Hash, row.Study)), messages.Select(one => (one.GetProperty("row").GetInt64(), one.GetProperty("hash").GetString()!, one.GetProperty("study").GetString())));
        var events = messages.Skip(rows.Count - Enum.GetValues<AuditAction>().Length).Select((one, i) => (((AuditAction)i).ToString(), one)).ToDictionary(pair => pair.Item1, pair => pair.one);
        Assert.Equal(("110114", "110122", "8"), (events["SignInFailed"].GetProperty("event").GetString(), events["SignInFailed"].GetProperty("type").GetString(), events["SignInFailed"].GetProperty("outcome").GetString()));
        Assert.Equal(("110104", "C"), (events["Received"].GetProperty("event").GetString(), events["Received"].GetProperty("action").GetString()));
        Assert.Equal(("110107", "4"), (events["Dropped"].GetProperty("event").GetString(), events["Dropped"].GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task The_command_writes_the_whole_trail_or_what_came_after_a_row()
    {
        using var data = new TemporaryFolder();
        foreach (var code in new[] { "AAA", "BBB", "CCC" }) Assert.Equal(0, (await PandokAsync(data.Path, "admin", "sites", "add", code, $"Site {code}")).Code);
        Assert.Equal(0, (await PandokAsync(data.Path, "admin", "audit", "export", "--out", data["all.xml"])).Code);
        Assert.Equal([1, 2, 3], (await ReadAsync(data["all.xml"])).Select(one => one.GetProperty("row").GetInt32()));
        Assert.Equal(0, (await PandokAsync(data.Path, "admin", "audit", "export", "--format", "atna", "--after", "2", "--out", data["rest.xml"])).Code);
        Assert.Equal([3], (await ReadAsync(data["rest.xml"])).Select(one => one.GetProperty("row").GetInt32()));
        // On the standard output too every message is one line.
        var (_, said) = await PandokAsync(data.Path, "admin", "audit", "export");
        await File.WriteAllTextAsync(data["said.xml"], said);
        Assert.Equal(3, (await ReadAsync(data["said.xml"])).Count);
        Assert.NotEqual(0, (await PandokAsync(data.Path, "admin", "audit", "export", "--format", "csv")).Code);
    }

    private static Task<(int Code, string Output)> PandokAsync(string data, params string[] arguments) =>
        Peer.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "pandok.dll"), .. arguments, "--data", data]);

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(string file)
    {
        var (code, said) = await Peer.RunAsync("/usr/bin/python3", [Path.Combine(Repository.Root, "tests/Pandok.Tests/Audit/atna_reader.py"), file]);
        Assert.True(code == 0, said);
        return [.. JsonElement.Parse(said).EnumerateArray()];
    }
}
