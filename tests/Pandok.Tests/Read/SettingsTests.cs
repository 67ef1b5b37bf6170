using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Studies;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Read;

/// <summary>How a reader likes the room, and what a site hangs: kept with account and site, told in the opening.</summary>
public sealed class SettingsTests
{
    private static readonly object Protocol = new { id = "mine", match = new { modality = new[] { "CT" } } };

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Settings_belong_to_their_reader_and_come_with_the_opening(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("SITEA");
        await server.AddAsync(site.Id);
        var (one, other) = (await server.SignInAsync(await server.AddUserAsync(Role.Reader, site.Id)), await server.SignInAsync(await server.AddUserAsync(Role.Reader, site.Id)));
        var usual = (await one.GetAsync("/api/me/reading").JsonAsync());
        Assert.True(usual.GetProperty("singleLetters").GetBoolean());

        var settings = new { singleLetters = false, keys = new Dictionary<string, string?> { ["length"] = "KeyJ", ["cine"] = null }, layouts = new Dictionary<string, string> { ["ct-chest"] = "hung" }, protocols = new[] { Protocol } };
        await one.PutAsJsonAsync("/api/me/reading", settings).JsonAsync(HttpStatusCode.NoContent);
        await one.PutAsJsonAsync("/api/me/reading", settings).JsonAsync(HttpStatusCode.NoContent);
        var told = (await one.GetAsync($"/api/studies/{Reading.Uid}/opening").JsonAsync()).GetProperty("settings");
        Assert.False(told.GetProperty("singleLetters").GetBoolean());
        Assert.Equal("KeyJ", told.GetProperty("keys").GetProperty("length").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, told.GetProperty("keys").GetProperty("cine").ValueKind);
        Assert.Equal("hung", told.GetProperty("layouts").GetProperty("ct-chest").GetString());
        Assert.Equal("mine", told.GetProperty("protocols")[0].GetProperty("id").GetString());
        Assert.True((await other.GetAsync("/api/me/reading").JsonAsync()).GetProperty("singleLetters").GetBoolean());
    }

    [Fact]
    public async Task Protocols_of_a_site_come_with_its_studies_and_no_others()
    {
        await using var server = await RunningServer.StartAsync();
        var (here, there) = (await server.AddSiteAsync("HERE"), await server.AddSiteAsync("THERE"));
        await server.AddAsync(here.Id);
        await server.AddAsync(there.Id, "2.25.1001");
        var admin = await server.SignInAsync(await server.AddUserAsync(Role.Admin));
        await admin.PutAsJsonAsync($"/api/admin/sites/{here.Id}/protocols", new { items = new[] { Protocol } }).JsonAsync(HttpStatusCode.NoContent);
        Assert.Equal("mine", (await admin.GetAsync($"/api/admin/sites/{here.Id}/protocols").JsonAsync()).GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal("notFound", await admin.PutAsJsonAsync($"/api/admin/sites/{Guid.NewGuid()}/protocols", new { items = new[] { Protocol } }).CodeAsync(HttpStatusCode.NotFound));

        var reader = await server.SignInAsync(await server.AddUserAsync(Role.Reader, here.Id, there.Id));
        Assert.Single((await reader.GetAsync($"/api/studies/{Reading.Uid}/opening").JsonAsync()).GetProperty("siteProtocols").EnumerateArray());
        Assert.Empty((await reader.GetAsync("/api/studies/2.25.1001/opening").JsonAsync()).GetProperty("siteProtocols").EnumerateArray());
        var told = (await reader.GetAsync("/api/me/site-protocols").JsonAsync()).GetProperty("items").EnumerateArray().ToDictionary(one => one.GetProperty("site").GetGuid(), one => one.GetProperty("protocols"));
        Assert.Equal(new[] { here.Id, there.Id }.Order(), told.Keys.Order());
        Assert.Equal("mine", Assert.Single(told[here.Id].EnumerateArray()).GetProperty("id").GetString());
        Assert.Empty(told[there.Id].EnumerateArray());
        var elsewhere = await server.SignInAsync(await server.AddUserAsync(Role.Reader, there.Id));
        Assert.Equal(there.Id, Assert.Single((await elsewhere.GetAsync("/api/me/site-protocols").JsonAsync()).GetProperty("items").EnumerateArray()).GetProperty("site").GetGuid());
        Assert.Equal("notAllowed", await admin.GetAsync("/api/me/site-protocols").CodeAsync(HttpStatusCode.Forbidden));
        Assert.Equal("notAllowed", await reader.PutAsJsonAsync($"/api/admin/sites/{here.Id}/protocols", new { items = new[] { Protocol } }).CodeAsync(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task What_is_no_settings_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("SITEA");
        var reader = await server.SignInAsync(await server.AddUserAsync(Role.Reader, site.Id));
        var none = new Dictionary<string, string>();
        foreach (var bad in new object[]
        {
            new { singleLetters = true },
            new { singleLetters = true, keys = none, layouts = none, protocols = new object[] { "text" } },
            new { singleLetters = true, keys = none, layouts = none, protocols = new object[] { new { id = "x" } } },
            new { singleLetters = true, keys = new Dictionary<string, string> { [new string('k', 61)] = "x" }, layouts = none, protocols = Array.Empty<object>() },
            new { singleLetters = true, keys = none, layouts = none, protocols = new object[] { new { id = "x", match = new { }, words = new string('x', ReadingSettingsLimit) } } },
        })
            Assert.Equal("badSettings", await reader.PutAsJsonAsync("/api/me/reading", bad).CodeAsync(HttpStatusCode.BadRequest));
    }

    private const int ReadingSettingsLimit = Pandok.Read.Settings.ReadingSettings.Longest;

    [Fact]
    public async Task Priors_in_an_opening_are_of_the_same_site_and_the_same_patient_only()
    {
        await using var server = await RunningServer.StartAsync();
        var (here, there) = (await server.AddSiteAsync("HERE"), await server.AddSiteAsync("THERE"));
        async Task AddAsync(Guid site, string uid, string patient, string date)
        {
            await server.AddAsync(site, uid, study => study.StudyDate = date);
            await server.WithDatabaseAsync(db => db.Set<Study>().Where(study => study.Uid == uid).ExecuteUpdateAsync(row => row.SetProperty(study => study.Pseudonym, patient)));
        }
        await AddAsync(here.Id, Reading.Uid, "P-1", "20260601");
        await AddAsync(here.Id, "2.25.1001", "P-1", "20260301");
        await AddAsync(there.Id, "2.25.1002", "P-1", "20260201");
        await AddAsync(here.Id, "2.25.1003", "P-2", "20260201");
        // The reader may see both sites: that makes nobody the same patient.
        var reader = await server.SignInAsync(await server.AddUserAsync(Role.Reader, here.Id, there.Id));
        var prior = Assert.Single((await reader.GetAsync($"/api/studies/{Reading.Uid}/opening").JsonAsync()).GetProperty("priors").EnumerateArray());
        Assert.Equal(("2.25.1001", 92), (prior.GetProperty("study").GetString(), prior.GetProperty("daysBefore").GetInt32()));
    }
}
