using System.Net.Http.Json;
using System.Text.Json;
using Pandok.Access;

namespace Pandok.Tests.Audit;

public sealed class AuditPageTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task The_privacy_officer_reads_the_trail_page_by_page(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        await server.AddSiteAsync("AAA");
        var officer = await server.SignInAsync(Role.PrivacyOfficer);
        var page = await officer.GetFromJsonAsync<JsonElement>("/api/privacy/audit?limit=2");
        var items = page.GetProperty("items");
        Assert.Equal([3L, 2L], items.EnumerateArray().Select(item => item.GetProperty("seq").GetInt64()));
        Assert.Equal("signedIn", items[0].GetProperty("action").GetString());
        Assert.Equal("privacyOfficer", items[0].GetProperty("role").GetString());
        Assert.Equal("userAdded", items[1].GetProperty("detail").GetProperty("what").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", items[0].GetProperty("at").GetString()!);
        Assert.Equal("""{"checked":3,"intact":true,"brokenAt":null}""", page.GetProperty("chain").GetRawText());

        var rest = await officer.GetFromJsonAsync<JsonElement>("/api/privacy/audit?before=2");
        var added = Assert.Single(rest.GetProperty("items").EnumerateArray());
        Assert.Equal("siteAdded", added.GetProperty("detail").GetProperty("what").GetString());
        Assert.Equal("Site AAA", added.GetProperty("site").GetString());
    }
}
