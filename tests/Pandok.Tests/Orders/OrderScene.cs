using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Devices;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Tests.Orders;

/// <summary>A server with site AAA, its device ROOM1 and a technologist; what the tests of orders share.</summary>
internal sealed class OrderScene(RunningServer server, Site site, Device device, string apiKey, HttpClient technologist) : IAsyncDisposable
{
    private static readonly Actor Fixture = new(Guid.Empty, "test", "shell");

    public RunningServer Server => server;
    public Site Site => site;
    public Device Device => device;
    public string ApiKey => apiKey;
    public HttpClient Technologist => technologist;

    public static async Task<OrderScene> OpenAsync(Store store = Store.Sqlite, TimeSpan? settleAfter = null, Pandok.Platform.TlsDoor? tls = null)
    {
        var server = await RunningServer.StartAsync(store, settleAfter: settleAfter, tls: tls);
        var site = await server.AddSiteAsync("AAA");
        var (device, key) = await AddDeviceAsync(server, new NewDevice(site.Id, "Room 1", "ROOM1"));
        return new OrderScene(server, site, device, key, await server.SignInAsync(Role.Technologist, site.Id));
    }

    public static async Task<(Device Device, string ApiKey)> AddDeviceAsync(RunningServer server, NewDevice device)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var added = Assert.IsType<RegisterOutcome.Registered>(await scope.ServiceProvider.GetRequiredService<DeviceRegistry>().RegisterAsync(device, Fixture, default));
        return (added.Device, added.ApiKey);
    }

    /// <summary>What a page sends, for a demonstration patient.</summary>
    public static Dictionary<string, object?> Wish(params (string Name, object? Value)[] changes)
    {
        var wish = new Dictionary<string, object?>
        {
            ["patientName"] = "홍^길동", ["patientId"] = "DEMO-1", ["birthDate"] = "1970-01-31", ["sex"] = "M", ["accession"] = "ACC-77", ["procedure"] = "흉부 CT", ["question"] = "기침",
            ["referrer"] = "DEMO^REFERRER", ["modality"] = "CT", ["station"] = "ROOM1", ["scheduledAt"] = At(), ["priority"] = "urgent",
        };
        foreach (var (name, value) in changes) wish[name] = value;
        return wish;
    }

    public static DateTimeOffset At()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(2);
    }

    public async Task<Guid> PlaceAsync(params (string Name, object? Value)[] changes)
    {
        var answer = await technologist.PostAsJsonAsync("/api/site/orders", Wish(changes));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("order").GetGuid();
    }

    public async Task<IReadOnlyList<System.Text.Json.JsonElement>> ListAsync() =>
        [.. (await technologist.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/site/orders")).GetProperty("items").EnumerateArray()];

    public Task<Order> RowAsync(Guid id) => server.WithDatabaseAsync(db => Task.FromResult(db.Set<Order>().Single(order => order.Id == id)));

    public Task<List<Pandok.Audit.AuditAction>> TrailAsync() =>
        server.WithDatabaseAsync(db => Task.FromResult(db.Set<Pandok.Audit.AuditEntry>().OrderBy(entry => entry.Seq).Select(entry => entry.Action).ToList()));

    /// <summary>Every byte below the data folder, for looking whether a word is there in the open.</summary>
    public IEnumerable<string> FilesWith(params string[] words)
    {
        foreach (var file in Directory.EnumerateFiles(server.Options.Data, "*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var all = new MemoryStream();
            stream.CopyTo(all);
            var bytes = all.ToArray();
            foreach (var word in words)
            {
                if (bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(word)) >= 0) yield return $"{word} in {Path.GetFileName(file)}";
            }
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
