using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;

namespace Pandok.Tests.Access;

public sealed class SignInTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_account_signs_in_sees_itself_and_signs_out(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("AAA", "바다 의료원");
        var login = await server.AddUserAsync(Role.Reader, site.Id);
        using var client = await server.SignInAsync(login);

        var me = await client.GetFromJsonAsync<JsonElement>("/api/me");
        Assert.Equal(login.UserName, me.GetProperty("userName").GetString());
        Assert.Equal("reader", me.GetProperty("role").GetString());
        Assert.Equal("chest", me.GetProperty("specialties")[0].GetString());
        Assert.Equal("바다 의료원", me.GetProperty("sites")[0].GetProperty("name").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await client.PutAsJsonAsync("/api/me/language", new { language = "en" })).StatusCode);
        Assert.Equal("en", (await client.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("language").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PutAsJsonAsync("/api/me/language", new { language = "xx" })).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/api/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var server = await RunningServer.StartAsync();
        var login = await server.AddUserAsync(Role.Admin);
        var answer = await server.NewClient().PostAsJsonAsync("/api/session", new { userName = login.UserName, password = login.Password });
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("pandok=", cookie);
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Five_failures_lock_an_account_even_for_the_right_password(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var login = await server.AddUserAsync(Role.Admin);
        var client = server.NewClient();
        for (var failure = 1; failure <= 4; failure++)
            await AssertProblemAsync(await TryAsync(client, login.UserName, "wrong"), 401, "badCredentials");
        await AssertProblemAsync(await TryAsync(client, login.UserName, "wrong"), 423, "lockedOut");
        await AssertProblemAsync(await TryAsync(client, login.UserName, login.Password), 423, "lockedOut");

        await server.WithDatabaseAsync(db => db.Set<Account>().Where(row => row.Id == login.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(account => account.LockoutEnd, TimeProvider.System.GetUtcNow().AddSeconds(-1))));
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(client, login.UserName, login.Password)).StatusCode);
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task Guesses_at_the_same_moment_are_all_counted(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var login = await server.AddUserAsync(Role.Admin);
        var client = server.NewClient();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TryAsync(client, login.UserName, "wrong")));
        Assert.Equal(4, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(2, answers.Count(answer => answer.StatusCode == HttpStatusCode.Locked));
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_look_the_same()
    {
        await using var server = await RunningServer.StartAsync();
        var login = await server.AddUserAsync(Role.Admin);
        var unknown = await TryAsync(server.NewClient(), "nobody", "wrong");
        var wrong = await TryAsync(server.NewClient(), login.UserName, "wrong");
        Assert.Equal(unknown.StatusCode, wrong.StatusCode);
        Assert.Equal(WithoutTrace(await unknown.Content.ReadFromJsonAsync<JsonElement>()), WithoutTrace(await wrong.Content.ReadFromJsonAsync<JsonElement>()));
    }

    [Fact]
    public async Task Every_attempt_is_in_the_trail_without_the_typed_name()
    {
        await using var server = await RunningServer.StartAsync();
        var login = await server.AddUserAsync(Role.Admin);
        await TryAsync(server.NewClient(), "typed-by-mistake", "wrong");
        await TryAsync(server.NewClient(), login.UserName, "wrong");
        await server.SignInAsync(login);

        var rows = await server.WithDatabaseAsync(db => db.Set<AuditEntry>().OrderBy(row => row.Seq).ToListAsync());
        Assert.Equal([AuditAction.SignInFailed, AuditAction.SignInFailed, AuditAction.SignedIn], rows.TakeLast(3).Select(row => row.Action));
        Assert.Equal([Guid.Empty, login.Id, login.Id], rows.TakeLast(3).Select(row => row.ActorId));
        Assert.DoesNotContain(rows, row => $"{row.ActorName}{row.Detail}".Contains("typed-by-mistake"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_disabled_account_is_cut_off_at_its_next_request(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var login = await server.AddUserAsync(Role.Coordinator);
        var victim = await server.SignInAsync(login);
        var admin = await server.SignInAsync(Role.Admin);
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("/api/me")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.PostAsync($"/api/admin/users/{login.Id}/disable", null)).StatusCode);
        await AssertProblemAsync(await victim.GetAsync("/api/me"), 401, "notSignedIn");
        await AssertProblemAsync(await TryAsync(server.NewClient(), login.UserName, login.Password), 401, "badCredentials");
    }

    [Fact]
    public async Task A_changed_role_and_a_lost_site_take_effect_at_once()
    {
        await using var server = await RunningServer.StartAsync();
        var login = await server.AddUserAsync(Role.Admin);
        var client = await server.SignInAsync(login);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/admin/users")).StatusCode);
        await server.WithDatabaseAsync(db => db.Set<Account>().Where(row => row.Id == login.Id).ExecuteUpdateAsync(row => row.SetProperty(account => account.Role, Role.PrivacyOfficer)));
        await AssertProblemAsync(await client.GetAsync("/api/admin/users"), 403, "notAllowed");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/privacy/audit")).StatusCode);
    }

    [Fact]
    public async Task An_unsafe_method_without_the_header_is_refused_and_does_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var login = await server.AddUserAsync(Role.Admin);
        var client = server.NewClient();
        client.DefaultRequestHeaders.Remove("X-Pandok");
        await AssertProblemAsync(await TryAsync(client, login.UserName, login.Password), 400, "missingHeader");
        await AssertProblemAsync(await client.GetAsync("/api/me"), 401, "notSignedIn");
    }

    private static Task<HttpResponseMessage> TryAsync(HttpClient client, string userName, string password) =>
        client.PostAsJsonAsync("/api/session", new { userName, password });

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private static string WithoutTrace(JsonElement problem) =>
        string.Join('|', problem.EnumerateObject().Where(member => member.Name != "traceId").Select(member => $"{member.Name}={member.Value}"));
}
