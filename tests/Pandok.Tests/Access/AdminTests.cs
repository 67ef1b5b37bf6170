using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Devices;

namespace Pandok.Tests.Access;

public sealed class AdminTests
{
    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task An_administrator_sets_up_a_site_a_device_and_an_account(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var admin = await server.SignInAsync(Role.Admin);
        var site = await PostAsync(admin, "/api/admin/sites", new { name = "바다 의료원", code = "sea" });
        Assert.Equal("SEA", site.GetProperty("code").GetString());
        var siteId = site.GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsJsonAsync("/api/admin/sites", new { name = "Other", code = "SEA" })).StatusCode);

        var key = (await PostAsync(admin, "/api/admin/devices", new { site = siteId, name = "CT 1", aeTitle = "SEA_CT1", host = "10.0.0.7" })).GetProperty("apiKey").GetString()!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsJsonAsync("/api/admin/devices", new { site = siteId, name = "CT 2", aeTitle = "SEVENTEEN_LETTERS" })).StatusCode);
        var listed = await admin.GetStringAsync("/api/admin/devices");
        Assert.Contains("SEA_CT1", listed);
        Assert.DoesNotContain(key, listed);

        var added = await PostAsync(admin, "/api/admin/users", new { userName = "reader.one", displayName = "Demo Reader", role = "reader", sites = new[] { siteId }, specialties = new[] { "chest" }, language = "en" });
        var reader = await server.SignInAsync(new RunningServer.Login(added.GetProperty("id").GetGuid(), "reader.one", added.GetProperty("password").GetString()!));
        Assert.Equal("en", (await reader.GetFromJsonAsync<JsonElement>("/api/me")).GetProperty("language").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsJsonAsync("/api/admin/users", new { userName = "reader.two", displayName = "x", role = "reader", sites = Array.Empty<Guid>(), language = "ko" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync("/api/admin/users", new { userName = "reader.two", displayName = "x", role = "king" })).StatusCode);
        Assert.Contains("reader.one", await admin.GetStringAsync("/api/admin/users"));
    }

    [Theory, InlineData(Store.Sqlite), InlineData(Store.Postgres)]
    public async Task A_device_is_known_by_its_title_and_its_key_and_a_disabled_one_is_a_stranger(Store store)
    {
        await using var server = await RunningServer.StartAsync(store);
        var site = await server.AddSiteAsync("SEA");
        await using var scope = server.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<DeviceRegistry>().RegisterAsync(new NewDevice(site.Id, "CT", "SEA_CT1"), Actor.Platform, default);
        var (device, key) = Assert.IsType<RegisterOutcome.Registered>(outcome);
        var directory = server.Services.GetRequiredService<DeviceDirectory>();

        Assert.Equal(device.Id, (await server.WithDatabaseAsync(db => directory.FindByAeTitleAsync(db, "SEA_CT1 ", default)))?.Id);
        Assert.Null(await server.WithDatabaseAsync(db => directory.FindByAeTitleAsync(db, "sea_ct1", default)));
        Assert.Equal(device.Id, (await server.WithDatabaseAsync(db => directory.FindByApiKeyAsync(db, key, default)))?.Id);
        Assert.Null(await server.WithDatabaseAsync(db => directory.FindByApiKeyAsync(db, key[..^1], default)));

        await server.WithDatabaseAsync(async db =>
        {
            await directory.SeenAsync(db, device, default);
            return true;
        });
        Assert.NotNull(await server.WithDatabaseAsync(db => db.Set<Device>().Select(row => row.LastSeenAt).SingleAsync()));

        await server.WithDatabaseAsync(db => db.Set<Device>().ExecuteUpdateAsync(row => row.SetProperty(one => one.Disabled, true)));
        Assert.Null(await server.WithDatabaseAsync(db => directory.FindByAeTitleAsync(db, "SEA_CT1", default)));
        Assert.Null(await server.WithDatabaseAsync(db => directory.FindByApiKeyAsync(db, key, default)));
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
