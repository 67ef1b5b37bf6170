using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Platform.Live;

namespace Pandok.Tests.Access;

public sealed class EventStreamTests
{
    [Fact]
    public async Task A_reader_hears_of_the_own_sites_only()
    {
        await using var server = await RunningServer.StartAsync();
        var (own, other) = (await server.AddSiteAsync("OWN"), await server.AddSiteAsync("OTHER"));
        using var stream = await OpenAsync(await server.SignInAsync(Role.Reader, own.Id));

        var hub = server.Services.GetRequiredService<LiveHub>();
        hub.Publish(new("study", "2.25.2", other.Id));
        hub.Publish(new("study", "2.25.3", null));
        hub.Publish(new("worklist", null, other.Id));
        hub.Publish(new("study", "2.25.1", own.Id));
        hub.Publish(new("worklist", null, own.Id));
        Assert.Equal(["event: study", """data: {"study":"2.25.1"}""", "event: worklist", "data: {}"], await LinesAsync(stream, 4));
    }

    [Fact]
    public async Task The_stream_of_a_disabled_account_ends()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("OWN");
        var login = await server.AddUserAsync(Role.Reader, site.Id);
        using var stream = await OpenAsync(await server.SignInAsync(login));
        var admin = await server.SignInAsync(Role.Admin);
        (await admin.PostAsync($"/api/admin/users/{login.Id}/disable", null)).EnsureSuccessStatusCode();

        await Task.Delay(TimeSpan.FromSeconds(1.1));
        server.Services.GetRequiredService<LiveHub>().Publish(new("study", "2.25.1", site.Id));
        Assert.Empty(await LinesAsync(stream, 1));
    }

    [Fact]
    public async Task An_event_of_one_node_reaches_the_pages_of_another()
    {
        var (database, vault) = (await PostgresCluster.NewDatabaseAsync(), await PostgresCluster.NewDatabaseAsync());
        await using var here = await RunningServer.StartOnAsync(database, vault);
        await using var there = await RunningServer.StartOnAsync(database, vault);
        var site = await here.AddSiteAsync("OWN");
        using var stream = await OpenAsync(await there.SignInAsync(await here.AddUserAsync(Role.Reader, site.Id)));
        using var mine = await OpenAsync(await here.SignInAsync(await here.AddUserAsync(Role.Coordinator)));

        // LISTEN may still be on its way when the server answers: say it until it is heard.
        using var heard = new CancellationTokenSource();
        var hub = here.Services.GetRequiredService<LiveHub>();
        hub.Publish(new("study", "2.25.7", site.Id));
        var saying = Task.Run(async () =>
        {
            while (!heard.IsCancellationRequested)
            {
                hub.Publish(new("study", "2.25.8", site.Id));
                await Task.Delay(100);
            }
        });
        var lines = await LinesAsync(stream, 2);
        heard.Cancel();
        await saying;
        hub.Publish(new("study", "2.25.9", site.Id)); // the first may have been heard before it was said again
        Assert.Equal("event: study", lines[0]);
        // The own node hears its own event once, not again from the database.
        Assert.Single(await LinesAsync(mine, 4), line => line.Contains("2.25.7"));
    }

    private static async Task<StreamReader> OpenAsync(HttpClient client)
    {
        var answer = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(":", await reader.ReadLineAsync());
        return reader;
    }

    private static async Task<List<string>> LinesAsync(StreamReader stream, int wanted)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var lines = new List<string>();
        while (lines.Count < wanted && await stream.ReadLineAsync(late.Token) is { } line)
        {
            if (line.Length > 0 && line != ":")
                lines.Add(line);
        }

        return lines;
    }
}
