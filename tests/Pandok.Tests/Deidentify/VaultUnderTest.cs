using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Platform;
using Pandok.Studies;

namespace Pandok.Tests.Deidentify;

/// <summary>A running server's vault, with the identities of an invented patient.</summary>
internal sealed class VaultUnderTest : IAsyncDisposable
{
    public static readonly Actor Someone = new(Guid.NewGuid(), "Demo Technologist", "technologist");
    public static readonly StudyIdentity Gildong = new("Hong^Gildong=洪^吉洞=홍^길동", "PLANTED-0001", "19640518", "M", "ACC-PLANTED-7", "1.2.3.4.5", "20260309", "131545", null);
    public const string Pseudonym = "DEMO-7K2M9PQ4XW1A3";

    private readonly RunningServer server;

    private VaultUnderTest(RunningServer server) => this.server = server;

    public static async Task<VaultUnderTest> StartAsync(Store store) => new(await RunningServer.StartAsync(store));

    public Guid Site { get; } = Guid.NewGuid();
    public string Folder => server.Options.Data;
    public T Service<T>() where T : notnull => server.Services.GetRequiredService<T>();
    public Vault Vault => server.Services.GetRequiredService<Vault>();
    public VaultFactory Databases => server.Services.GetRequiredService<VaultFactory>();

    /// <summary>Another node on the same databases: nothing remembered, its own budget, perhaps another master key.</summary>
    public Vault OtherNode(int perMinute = 600, MasterKey? master = null, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        return new Vault(Databases, new VaultKeyring(Databases, master ?? server.Services.GetRequiredService<MasterKey>(), clock), server.Services.GetRequiredService<VaultAudit>(), new ResolveBudget(clock, perMinute), clock);
    }

    public Task<SealOutcome> SealAsync(string study, StudyIdentity? identity = null, string pseudonym = Pseudonym) => Vault.SealAsync(Site, pseudonym, identity ?? Gildong, study, default);

    public Study Study(string uid, string pseudonym = Pseudonym) => new() { Uid = uid, SiteId = Site, Pseudonym = pseudonym };

    public async Task<StudyIdentity> IdentityOfAsync(string uid, Vault? vault = null) =>
        Assert.IsType<ResolveOutcome.Resolved>(await (vault ?? Vault).ResolveAsync(Study(uid), "test", Someone, default)).Identity;

    public Task<List<AuditEntry>> ResolvesAsync() => server.WithDatabaseAsync(db => db.Set<AuditEntry>().Where(row => row.Action == AuditAction.IdentityResolved).OrderBy(row => row.Seq).ToListAsync());

    public async Task<T> WithRowsAsync<T>(Func<VaultDatabase, Task<T>> work)
    {
        await using var db = Databases.Create();
        return await work(db);
    }

    /// <summary>Every byte under the data folder; of PostgreSQL also the files of the vault's tables.</summary>
    public async Task<byte[]> BytesAtRestAsync()
    {
        using var all = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await stream.CopyToAsync(all);
            }
            catch (FileNotFoundException)
            {
                // SQLite took its log away while we looked.
            }
        }
        await using var db = Databases.Create();
        if (db is PostgresVaultDatabase)
        {
            await db.Database.ExecuteSqlRawAsync("CHECKPOINT");
            foreach (var table in new[] { "vault_sites", "vault_former_roots", "vault_rows" })
                all.Write(await db.Database.SqlQuery<byte[]>($"SELECT pg_read_binary_file(pg_relation_filepath({table})) AS \"Value\"").SingleAsync());
        }
        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }
}
