using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Tests.Worklist;

namespace Pandok.Tests.Access;

public sealed class AccessTokenTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_token_reads_over_DICOMweb_with_the_rights_of_its_account_until_it_is_revoked(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var (own, other) = (await server.AddSiteAsync("AAA"), await server.AddSiteAsync("BBB"));
        await server.AddStudyAsync(own.Id, "2.25.1001");
        await server.AddStudyAsync(other.Id, "2.25.2002");
        var reader = await server.SignInAsync(Role.Reader, own.Id);
        var token = await reader.AddTokenAsync();

        var found = JsonElement.Parse(await (await AskAsync(server, "/dicom-web/studies", token)).Content.ReadAsStringAsync());
        Assert.Equal("2.25.1001", Assert.Single(found.EnumerateArray()).GetProperty("0020000D").GetProperty("Value")[0].GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(server, "/dicom-web/studies/2.25.2002/metadata", token)).StatusCode);
        // DICOMweb only: no page, and no way to another token.
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(server, "/api/me", token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(server, "/api/me/tokens", token)).StatusCode);

        var row = await server.WithDatabaseAsync(db => db.Set<AccessToken>().SingleAsync());
        Assert.DoesNotContain(token[AccessTokens.Prefix.Length..], JsonSerializer.Serialize(row), StringComparison.Ordinal);
        var trail = await server.WithDatabaseAsync(db => db.Set<AuditEntry>().OrderBy(entry => entry.Seq).ToListAsync());
        Assert.Single(trail, entry => entry.Detail?.Contains("tokenAdded", StringComparison.Ordinal) == true);
        Assert.Single(trail, entry => entry.Action == AuditAction.SignedIn && entry.Detail?.Contains(row.Id.ToString(), StringComparison.Ordinal) == true);
        var listed = Assert.Single((await reader.GetFromJsonAsync<JsonElement>("/api/me/tokens")).GetProperty("items").EnumerateArray());
        Assert.Equal(("OHIF", $"{row.UsedOn:yyyy-MM-dd}", false), (listed.GetProperty("name").GetString(), listed.GetProperty("usedOn").GetString(), listed.TryGetProperty("sha256", out _)));

        var stranger = await server.SignInAsync(Role.Reader, own.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/api/me/tokens/{row.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, "/dicom-web/studies", token)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await reader.DeleteAsync($"/api/me/tokens/{row.Id}")).StatusCode);
        await RefusedAsync(server, token);
        Assert.Empty((await reader.GetFromJsonAsync<JsonElement>("/api/me/tokens")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_wrong_old_or_orphaned_token_is_nobodys_whatever_cookie_came_along()
    {
        await using var server = await RunningServer.StartAsync();
        var site = await server.AddSiteAsync("AAA");
        var login = await server.AddUserAsync(Role.Reader, site.Id);
        var reader = await server.SignInAsync(login);
        var token = await reader.AddTokenAsync();
        foreach (var wrong in new[] { token[..^1] + (token[^1] == '0' ? '1' : '0'), AccessTokens.Prefix, "nonsense", "pdk_" + token[4..] }) await RefusedAsync(server, wrong);
        using (var both = new HttpRequestMessage(HttpMethod.Get, "/dicom-web/studies") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "pdt_wrong") } })
            Assert.Equal(HttpStatusCode.Unauthorized, (await reader.SendAsync(both)).StatusCode);
        Assert.True((await reader.GetAsync("/dicom-web/studies")).IsSuccessStatusCode);

        var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var ends = await server.WithDatabaseAsync(db => db.Set<AccessToken>().Select(row => row.ExpiresAt).SingleAsync());
        await server.WithDatabaseAsync(db => db.Set<AccessToken>().ExecuteUpdateAsync(row => row.SetProperty(one => one.ExpiresAt, past)));
        await RefusedAsync(server, token);
        await server.WithDatabaseAsync(db => db.Set<AccessToken>().ExecuteUpdateAsync(row => row.SetProperty(one => one.ExpiresAt, ends)));
        Assert.True((await AskAsync(server, "/dicom-web/studies", token)).IsSuccessStatusCode);
        await using var scope = server.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<Accounts>().DisableAsync(login.Id, new Actor(Guid.Empty, "test", "shell"), default));
        await RefusedAsync(server, token);
    }

    [Fact]
    public async Task A_token_has_a_name_and_an_end_and_an_account_has_not_too_many()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInAsync(Role.Admin);
        foreach (var (name, days, code) in new[] { ("", 30, "nameMissing"), (new string('x', 61), 30, "nameMissing"), ("x", 0, "badDays"), ("x", 367, "badDays") })
            Assert.Equal(code, await admin.PostAsJsonAsync("/api/me/tokens", new { name, days }).CodeAsync(HttpStatusCode.UnprocessableEntity));
        for (var i = 0; i < 20; i++) await admin.AddTokenAsync();
        Assert.Equal("tooManyTokens", await admin.PostAsJsonAsync("/api/me/tokens", new { name = "x", days = 1 }).CodeAsync(HttpStatusCode.UnprocessableEntity));
        // A role that may not read does not read by token either.
        var token = await (await server.SignInAsync(Role.PrivacyOfficer)).AddTokenAsync();
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(server, "/dicom-web/studies", token)).StatusCode);
    }

    private static async Task RefusedAsync(RunningServer server, string token)
    {
        using var answer = await AskAsync(server, "/dicom-web/studies", token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Contains("badToken", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AskAsync(RunningServer server, string path, string token) =>
        server.NewClient(cookies: false).SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } });
}

/// <summary>Makes a token as the page does.</summary>
internal static class Tokens
{
    public static async Task<string> AddTokenAsync(this HttpClient account)
    {
        using var made = await account.PostAsJsonAsync("/api/me/tokens", new { name = "OHIF", days = 30 });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
