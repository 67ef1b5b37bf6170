using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Live;
using Pandok.Studies;

namespace Pandok.Tests.Worklist;

public sealed class ClaimEndpointTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Of_twenty_wishes_of_two_readers_at_once_one_reader_wins(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        HttpClient[] readers = [await server.SignInAsync(Role.Reader, site.Id), await server.SignInAsync(Role.Reader, site.Id)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async wish =>
        {
            var answer = await readers[wish % 2].ClaimAsync();
            return (Reader: wish % 2, answer.StatusCode, Body: JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
        }));

        var winner = Assert.Single(answers.Where(answer => answer.StatusCode == HttpStatusCode.OK).Select(answer => answer.Reader).Distinct());
        Assert.All(answers.Where(answer => answer.Reader == winner), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.All(answers.Where(answer => answer.Reader != winner), answer =>
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Equal("claimedByOther", answer.Body.GetProperty("code").GetString());
            Assert.False(answer.Body.GetProperty("claim").GetProperty("mine").GetBoolean());
        });
        Assert.Equal([AuditAction.Claimed], await server.TrailAsync());
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_free_and_the_one_who_renews_keeps_it()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(configure: services => services.AddSingleton<TimeProvider>(time));
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var first = await server.SignInAsync(Role.Reader, site.Id);
        var second = await server.SignInAsync(Role.Reader, site.Id);

        await first.ClaimAsync().JsonAsync();
        time.Advance(TimeSpan.FromMinutes(9));
        await first.ClaimAsync().JsonAsync();
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("claimedByOther", await second.ClaimAsync().CodeAsync(HttpStatusCode.Conflict));
        time.Advance(TimeSpan.FromMinutes(2));

        var item = Assert.Single((await second.GetAsync("/api/worklist").JsonAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal("unread", item.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, item.GetProperty("claim").ValueKind);
        await second.ClaimAsync().JsonAsync();
        Assert.Equal("notClaimed", await first.DraftAsync(0, "late").CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal([AuditAction.Claimed, AuditAction.Released, AuditAction.Claimed], await server.TrailAsync());
    }

    [Fact]
    public async Task Only_the_holder_or_the_coordinator_gives_a_study_back()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var holder = await server.SignInAsync(Role.Reader, site.Id);
        var other = await server.SignInAsync(Role.Reader, site.Id);
        var coordinator = await server.SignInAsync(Role.Coordinator);
        var path = $"/api/studies/{Reading.Uid}/claim";

        await holder.ClaimAsync().JsonAsync();
        Assert.Equal("claimedByOther", await other.DeleteAsync(path).CodeAsync(HttpStatusCode.Conflict));
        await coordinator.DeleteAsync(path).JsonAsync(HttpStatusCode.NoContent);
        Assert.Equal(StudyState.Unread, (await server.StudyAsync()).State);
        await holder.DeleteAsync(path).JsonAsync(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.ClaimAsync()).StatusCode);
        Assert.Equal([AuditAction.Claimed, AuditAction.Released], await server.TrailAsync());
    }

    [Fact]
    public async Task Others_hear_of_a_claim_after_it_is_saved()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var reader = await server.SignInAsync(Role.Reader, site.Id);
        var heard = new List<LiveEvent>();
        var saved = new List<StudyState>();
        server.Services.GetRequiredService<LiveHub>().Published += live =>
        {
            lock (heard)
                heard.Add(live);
            saved.Add(server.StudyAsync().GetAwaiter().GetResult().State);
        };
        await reader.ClaimAsync().JsonAsync();
        Assert.Equal([new("worklist", null, site.Id), new("study", Reading.Uid, site.Id)], heard);
        Assert.All(saved, state => Assert.Equal(StudyState.Reading, state));
    }
}
