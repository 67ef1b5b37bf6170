using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pandok.Access;
using Pandok.Platform;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Tests;

/// <summary>The real application on a free loopback port over a temporary data folder.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private static readonly Actor Fixture = new(Guid.Empty, "test", "shell");
    private readonly TemporaryFolder data = new();
    private readonly List<HttpClient> clients = [];
    private readonly WebApplication app;
    private int users;

    private RunningServer(string? database, string? vault, string? webRoot, Action<IServiceCollection>? configure, TimeSpan? settleAfter, TlsDoor? tls, string? folder, Func<PandokOptions, PandokOptions>? options)
    {
        var usual = new PandokOptions
        {
            Data = folder ?? data.Path,
            Http = "http://127.0.0.1:0",
            DimsePort = 0,
            Database = database,
            VaultDatabase = vault,
            SettleAfter = settleAfter ?? TimeSpan.FromSeconds(20),
            Hl7Port = 0,
            DimseTls = tls,
        };
        Options = options?.Invoke(usual) ?? usual;
        app = Server.Build(Options, webRoot, configure);
    }

    public PandokOptions Options { get; }

    public IServiceProvider Services => app.Services;

    public Uri Address => Server.AddressOf(app);

    public static async Task<RunningServer> StartAsync(Store store = Store.Sqlite, string? webRoot = null, Action<IServiceCollection>? configure = null, TimeSpan? settleAfter = null, TlsDoor? tls = null, Func<PandokOptions, PandokOptions>? options = null)
    {
        var postgres = store == Store.Postgres;
        return await StartOnAsync(postgres ? await PostgresCluster.NewDatabaseAsync() : null, postgres ? await PostgresCluster.NewDatabaseAsync() : null, webRoot, configure, settleAfter, tls, options: options);
    }

    /// <summary>A node on a given database; null for SQLite of its own.</summary>
    public static async Task<RunningServer> StartOnAsync(string? database, string? vault, string? webRoot = null, Action<IServiceCollection>? configure = null, TimeSpan? settleAfter = null, TlsDoor? tls = null, string? folder = null, Func<PandokOptions, PandokOptions>? options = null)
    {
        var server = new RunningServer(database, vault, webRoot, configure, settleAfter, tls, folder, options);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>A client with its own cookies and the anti-forgery header, not signed in.</summary>
    public HttpClient NewClient(bool cookies = true)
    {
        var client = new HttpClient(new HttpClientHandler { UseCookies = cookies, AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Pandok", "1");
        clients.Add(client);
        return client;
    }

    public async Task<HttpClient> SignInAsync(Login login)
    {
        var client = NewClient();
        var answer = await client.PostAsJsonAsync("/api/session", new { userName = login.UserName, password = login.Password });
        answer.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>Adds an account of this role and signs it in.</summary>
    public async Task<HttpClient> SignInAsync(Role role, params Guid[] sites) => await SignInAsync(await AddUserAsync(role, sites));

    public async Task<Site> AddSiteAsync(string code, string? name = null)
    {
        await using var scope = Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Sites>().AddAsync(new(name ?? $"Site {code}", code), Fixture, default);
        return Assert.IsType<AddSiteOutcome.Added>(outcome).Site;
    }

    public async Task<Login> AddUserAsync(Role role, params Guid[] sites)
    {
        await using var scope = Services.CreateAsyncScope();
        var name = $"{Words.Camel(role)}{Interlocked.Increment(ref users)}";
        var outcome = await scope.ServiceProvider.GetRequiredService<Accounts>().AddAsync(new(name, $"Demo {name}", role, sites, role == Role.Reader ? ["chest"] : []), Fixture, default);
        var added = Assert.IsType<AddAccountOutcome.Added>(outcome);
        return new Login(added.Account.Id, name, added.Password);
    }

    /// <summary>An unread CT study of one series, without instances in the archive.</summary>
    public Task<Study> AddStudyAsync(Guid site, string uid) => WithDatabaseAsync(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var study = new Study
        {
            Uid = uid,
            SiteId = site,
            Pseudonym = $"P-{uid}",
            State = StudyState.Unread,
            Modality = "CT",
            BodyPart = "CHEST",
            Specialty = "chest",
            SeriesCount = 1,
            InstanceCount = 1,
            ReceivedAt = now,
            LastInstanceAt = now,
            SettlesAt = now,
            SettledAt = now,
        };
        db.Add(study);
        db.Add(new Series { Uid = $"{uid}.1", StudyUid = uid, Modality = "CT", Number = 1, InstanceCount = 1 });
        await db.SaveChangesAsync();
        return study;
    });

    public async Task<T> WithDatabaseAsync<T>(Func<Database, Task<T>> work)
    {
        await using var db = Services.GetRequiredService<DatabaseFactory>().Create();
        return await work(db);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
            client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Dispose();
    }

    internal sealed record Login(Guid Id, string UserName, string Password);
}
