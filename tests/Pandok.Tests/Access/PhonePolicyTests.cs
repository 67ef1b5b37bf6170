using System.Net;
using System.Net.Http.Json;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Access;

/// <summary>A site says whether its studies may be read on a phone; each report says on what it was signed.</summary>
public sealed class PhonePolicyTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Reading_on_a_phone_is_marked_until_the_site_allows_it(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (here, there) = (await server.AddSiteAsync("HERE"), await server.AddSiteAsync("THERE"));
        await server.AddAsync(here.Id);
        await server.AddAsync(there.Id, "2.25.1001");
        var admin = await server.SignInAsync(await server.AddUserAsync(Role.Admin));
        var reader = await server.SignInAsync(await server.AddUserAsync(Role.Reader, here.Id, there.Id));
        async Task<string?> SaysAsync(string study) => (await reader.GetAsync($"/api/studies/{study}/opening").JsonAsync()).GetProperty("phones").GetString();
        Task<HttpResponseMessage> SetAsync(HttpClient who, Guid site, object phones) => who.PutAsJsonAsync($"/api/admin/sites/{site}/phones", new { phones });

        Assert.Equal("marked", await SaysAsync(Reading.Uid));
        await SetAsync(admin, here.Id, "primary").JsonAsync(HttpStatusCode.NoContent);
        await SetAsync(admin, here.Id, "primary").JsonAsync(HttpStatusCode.NoContent);
        Assert.Equal("primary", await SaysAsync(Reading.Uid));
        Assert.Equal("marked", await SaysAsync("2.25.1001"));
        Assert.Contains(
            (await admin.GetAsync("/api/admin/sites").JsonAsync()).GetProperty("items").EnumerateArray(), site => site.GetProperty("code").GetString() == "HERE" && site.GetProperty("phones").GetString() == "primary");
        // Said once, though asked for twice.
        Assert.Single(await server.WithDatabaseAsync(db => Task.FromResult(db.Set<AuditEntry>().AsEnumerable().Where(row => row.Site == here.Id && row.Detail?.Contains("phonesPrimary", StringComparison.Ordinal) == true).ToList())));

        Assert.Equal("notFound", await SetAsync(admin, Guid.NewGuid(), "marked").CodeAsync(HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.BadRequest, (await SetAsync(admin, here.Id, "sometimes")).StatusCode);
        Assert.Equal("badPhones", await admin.PutAsJsonAsync($"/api/admin/sites/{here.Id}/phones", new { }).CodeAsync(HttpStatusCode.BadRequest));
        Assert.Equal("notAllowed", await SetAsync(reader, here.Id, "marked").CodeAsync(HttpStatusCode.Forbidden));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_report_says_on_what_it_was_signed(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("HERE");
        await server.AddAsync(site.Id);
        var reader = await server.SignInAsync(await server.AddUserAsync(Role.Reader, site.Id));
        await reader.ClaimAsync().JsonAsync();
        await reader.DraftAsync(0, "no change").JsonAsync();
        await reader.PostAsJsonAsync($"/api/studies/{Reading.Uid}/report/sign", new { draftVersion = 1, device = "phone" }).JsonAsync();
        await reader.PostAsJsonAsync($"/api/studies/{Reading.Uid}/report/addendum", new { text = "More.", device = "desktop" }).JsonAsync();
        await reader.PostAsJsonAsync($"/api/studies/{Reading.Uid}/report/addendum", new { text = "By a program." }).JsonAsync();
        Assert.Equal(["phone", "desktop", null], (await reader.GetAsync($"/api/studies/{Reading.Uid}/report").JsonAsync()).GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("device").GetString()));
    }
}
