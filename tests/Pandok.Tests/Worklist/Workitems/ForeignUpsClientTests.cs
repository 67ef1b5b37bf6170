using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Tests.Access;
using Pandok.Tests.Devices;
using Pandok.Worklist.Workitems;

namespace Pandok.Tests.Worklist.Workitems;

/// <summary>A client that knows PS3.18 and pydicom, and nothing of ours (ups_client.py): creates, subscribes, searches, claims, updates, completes, is told of all over the WebSocket.</summary>
public sealed class ForeignUpsClientTests(ITestOutputHelper output)
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_foreign_client_does_a_workitem_from_beginning_to_end(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var token = await (await server.SignInAsync(Role.Reader, site.Id)).AddTokenAsync();
        var (code, said) = await Peer.RunAsync("/usr/bin/python3", Repository.At("tests/Pandok.Tests/Worklist/Workitems/ups_client.py"), $"http://{server.Address.Authority}/dicom-web", token, Reading.Uid);
        if (said.Contains("No module named", StringComparison.Ordinal)) Assert.Skip("NOT TESTED: python3-pydicom, python3-requests or python3-websocket is not installed.");
        Assert.True(code == 0, said);
        output.WriteLine(said);
        var saw = JsonElement.Parse(said);
        Assert.Equal([1, 5, 3, 1, 1, 5, 2, 1], saw.GetProperty("events").EnumerateArray().Select(one => one.GetInt32()));
        Assert.Equal(("IN PROGRESS", "40", "COMPLETED", "COMPLETED"), (Text("began"), Text("progress"), Text("ended"), Text("final")));
        Assert.Equal(("UPS_PEER", "Peer thinks again", Reading.Uid), (Text("requester"), Text("reason"), Text("study")));

        // The name stays with the row and on the trail; another account cannot use it.
        Assert.All(await server.WithDatabaseAsync(db => db.Set<Workitem>().Where(item => item.Kind == WorkitemKind.Other).Select(item => item.PerformerAe).ToListAsync()), ae => Assert.Equal("UPS_PEER", ae));
        var named = await server.WithDatabaseAsync(db => db.Set<AuditEntry>().Where(entry => entry.Action == AuditAction.Workitem && entry.Detail!.Contains("\"requester\":\"UPS_PEER\"")).CountAsync());
        Assert.Equal(5, named);
        var other = await server.SignInAsync(Role.Reader, site.Id);
        Assert.Equal("subscriberTaken", await other.SendAsync(HttpMethod.Put, $"/{Text("first")}/state/UPS_PEER", "{}").CodeAsync(System.Net.HttpStatusCode.Conflict));
        Assert.Equal("badSubscriber", await other.SendAsync(HttpMethod.Post, $"/{Text("first")}/cancelrequest/A-NAME-THAT-IS-LONG").CodeAsync(System.Net.HttpStatusCode.BadRequest));

        string? Text(string name) => saw.GetProperty(name).GetString();
    }
}
