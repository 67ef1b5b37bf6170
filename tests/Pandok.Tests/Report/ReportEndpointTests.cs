using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Report;

public sealed class ReportEndpointTests
{
    [Fact]
    public async Task A_stale_draft_is_refused_with_the_other_text()
    {
        await using var server = await RunningServer.StartAsync();
        var (reader, _) = await ClaimedAsync(server);

        Assert.Equal(1, (await reader.DraftAsync(0, "first").JsonAsync()).GetProperty("version").GetInt32());
        Assert.Equal(2, (await reader.DraftAsync(1, "second").JsonAsync()).GetProperty("version").GetInt32());
        var refusal = await reader.DraftAsync(1, "third").JsonAsync(HttpStatusCode.PreconditionFailed);
        Assert.Equal("staleDraft", refusal.GetProperty("code").GetString());
        Assert.Equal("second", refusal.GetProperty("draft").GetProperty("sections").GetProperty("impression").GetString());
        Assert.Equal("staleDraft", await reader.SignAsync(1).CodeAsync(HttpStatusCode.PreconditionFailed));
        Assert.Equal("ifMatchRequired", await reader.PutAsJsonAsync($"/api/studies/{Reading.Uid}/report/draft", new { sections = new { impression = "x" } }).CodeAsync((HttpStatusCode)428));
        Assert.Equal("second", (await reader.GetAsync($"/api/studies/{Reading.Uid}/report").JsonAsync()).GetProperty("draft").GetProperty("sections").GetProperty("impression").GetString());
    }

    [Fact]
    public async Task A_saved_draft_and_a_longer_lease_send_no_page_to_open_the_study_again()
    {
        await using var server = await RunningServer.StartAsync();
        var (reader, _) = await ClaimedAsync(server);
        var said = new List<LiveEvent>();
        server.Services.GetRequiredService<LiveHub>().Published += said.Add;

        await reader.DraftAsync(0, "first").JsonAsync();
        await reader.ClaimAsync().JsonAsync();
        Assert.DoesNotContain(said, live => live.Kind == "study");
        await reader.SignAsync(1).JsonAsync();
        Assert.Contains(said, live => live.Kind == "study" && live.Study == Reading.Uid);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Many_tabs_that_save_at_once_overwrite_nothing_unseen(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (reader, _) = await ClaimedAsync(server);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(tab => reader.DraftAsync(0, $"tab {tab}")));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_sentence_stays_bound_to_its_measurement_through_signature_and_addendum(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (reader, _) = await ClaimedAsync(server);
        var measurement = Guid.NewGuid();
        async Task<HttpResponseMessage> SaveAsync(int version, params object[] links)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"/api/studies/{Reading.Uid}/report/draft")
            {
                Content = JsonContent.Create(new { sections = new { findings = "Clear. Length 12.4 mm.", impression = "결절" }, links }),
            };
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
            return await reader.SendAsync(request);
        }
        object Link(int start, string section = "findings", int length = 15) => new { measurement, section, start, length, sentence = "Length 12.4 mm." };

        foreach (var bad in new[] { Link(8), Link(-1), Link(0, "nowhere"), Link(0, "impression"), Link(7, length: 0), Link(int.MaxValue) })
            Assert.Equal("badLinks", await SaveAsync(0, bad).CodeAsync(HttpStatusCode.BadRequest));
        var draft = await SaveAsync(0, Link(7)).JsonAsync();
        Assert.Equal(measurement, draft.GetProperty("links")[0].GetProperty("measurement").GetGuid());
        Assert.Empty((await SaveAsync(1).JsonAsync()).GetProperty("links").EnumerateArray());
        await SaveAsync(2, Link(7)).JsonAsync();
        await reader.SignAsync(3).JsonAsync();
        await reader.PostAsJsonAsync($"/api/studies/{Reading.Uid}/report/addendum", new { text = "more" }).JsonAsync();
        var versions = (await reader.GetAsync($"/api/studies/{Reading.Uid}/report").JsonAsync()).GetProperty("versions");
        var link = Assert.Single(versions[0].GetProperty("links").EnumerateArray());
        Assert.Equal((measurement, "findings", 7, "Length 12.4 mm."), (link.GetProperty("measurement").GetGuid(), link.GetProperty("section").GetString(), link.GetProperty("start").GetInt32(), link.GetProperty("sentence").GetString()));
        Assert.Empty(versions[1].GetProperty("links").EnumerateArray());
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Of_ten_signatures_at_once_one_counts(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (reader, _) = await ClaimedAsync(server);
        Assert.Equal("emptyImpression", await reader.SignAsync(0).CodeAsync(HttpStatusCode.UnprocessableEntity));
        await reader.DraftAsync(0, "no change").JsonAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => reader.SignAsync(1)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer => Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode));

        Assert.Equal("alreadySigned", await reader.SignAsync(1).CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("alreadySigned", await reader.DraftAsync(0, "more").CodeAsync(HttpStatusCode.Conflict));
        Assert.Equal("alreadySigned", await reader.ClaimAsync().CodeAsync(HttpStatusCode.Conflict));
        var study = await server.StudyAsync();
        Assert.Equal((StudyState.Reported, (Guid?)null), (study.State, study.ClaimedBy));
        Assert.Single(await server.TrailAsync(), action => action == AuditAction.Reported);
    }

    [Fact]
    public async Task An_addendum_stands_beside_the_final_report_and_goes_out_too()
    {
        await using var server = await RunningServer.StartAsync();
        var (reader, login) = await ClaimedAsync(server);
        var path = $"/api/studies/{Reading.Uid}/report/addendum";
        Assert.Equal("notFinal", await reader.PostAsJsonAsync(path, new { text = "more" }).CodeAsync(HttpStatusCode.Conflict));
        await reader.DraftAsync(0, "결론: 변화 없음").JsonAsync();
        await reader.SignAsync(1).JsonAsync();
        Assert.Equal("emptyText", await reader.PostAsJsonAsync(path, new { text = " " }).CodeAsync(HttpStatusCode.UnprocessableEntity));
        var view = await reader.PostAsJsonAsync(path, new { text = "more" }).JsonAsync();

        Assert.Equal(JsonValueKind.Null, view.GetProperty("draft").ValueKind);
        var versions = view.GetProperty("versions").EnumerateArray().ToList();
        Assert.Equal(["final", "addendum"], versions.Select(version => version.GetProperty("kind").GetString()));
        Assert.Equal("결론: 변화 없음", versions[0].GetProperty("sections").GetProperty("impression").GetString());
        Assert.Equal("more", versions[1].GetProperty("text").GetString());
        Assert.Equal($"Demo {login.UserName}", versions[1].GetProperty("signedBy").GetProperty("displayName").GetString());
        await Reading.EventuallyAsync(async () => (await server.TrailAsync()).Count(action => action == AuditAction.Delivered) == 2);
        Assert.Equal("amended", (await reader.GetAsync("/api/worklist?list=done").JsonAsync()).GetProperty("items")[0].GetProperty("reportState").GetString());

        var pdf = await reader.GetByteArrayAsync($"/api/studies/{Reading.Uid}/report.pdf");
        Assert.Equal("%PDF"u8.ToArray(), pdf[..4]);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_database_refuses_to_change_what_is_signed(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (reader, _) = await ClaimedAsync(server);
        await reader.DraftAsync(0, "no change").JsonAsync();
        await reader.SignAsync(1).JsonAsync();

        string[] attacks =
        [
            "UPDATE report_versions SET \"Sections_Impression\" = 'other'",
            "DELETE FROM report_versions",
            store == Store.Postgres ? "TRUNCATE report_versions" : "INSERT OR REPLACE INTO report_versions SELECT * FROM report_versions",
        ];
        foreach (var attack in attacks)
        {
            var fault = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => server.WithDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(attack)));
            Assert.Contains(WrittenOnce.Refusal, fault.Message);
        }
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => server.WithDatabaseAsync(async db =>
        {
            db.Remove(await db.Set<ReportVersion>().SingleAsync());
            return await db.SaveChangesAsync();
        }));
        Assert.Equal("no change", (await server.WithDatabaseAsync(db => db.Set<ReportVersion>().SingleAsync())).Sections.Impression);
    }

    private static async Task<(HttpClient Reader, RunningServer.Login Login)> ClaimedAsync(RunningServer server)
    {
        var site = await server.AddSiteAsync("AAA");
        await server.AddAsync(site.Id);
        var login = await server.AddUserAsync(Role.Reader, site.Id);
        var reader = await server.SignInAsync(login);
        await reader.ClaimAsync().JsonAsync();
        return (reader, login);
    }
}
