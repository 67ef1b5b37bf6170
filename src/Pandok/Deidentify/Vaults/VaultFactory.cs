using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Pandok.Platform;

namespace Pandok.Deidentify.Vaults;

/// <summary>Opens the vault's database; the caller disposes it.</summary>
internal sealed class VaultFactory
{
    private const long MigrationLock = 0x70616e646f6b0003;
    private readonly Func<VaultDatabase> create;

    public VaultFactory(PandokOptions options)
    {
        if (options.VaultDatabase is { } postgres)
        {
            var built = new DbContextOptionsBuilder<PostgresVaultDatabase>().UseNpgsql(postgres).Options;
            create = () => new PostgresVaultDatabase(built);
        }
        else
        {
            // Two nodes with a vault each would give one patient two pseudonyms.
            if (options.Database is not null) throw new InvalidOperationException("The database is PostgreSQL, which several nodes may share, but the vault is a file of this node. Name a PostgreSQL database for the vault too.");
            var built = new DbContextOptionsBuilder<SqliteVaultDatabase>().UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.Data, "vault.db") }.ToString()).AddInterceptors(new SqliteVaultPragmas()).Options;
            create = () => new SqliteVaultDatabase(built);
        }
    }

    public VaultDatabase Create() => create();

    /// <summary>Brings the schema up to date. Of several nodes that start at once one works and the others wait.</summary>
    public async Task MigrateAsync(CancellationToken stop)
    {
        await using var db = Create();
        await using var keeper = Create();
        // The provider's own lock ends with each migration, and a node that waited there does not look again at what is already applied.
        var alone = db is PostgresVaultDatabase && await keeper.Database.CanConnectAsync(stop);
        if (alone)
        {
            await keeper.Database.OpenConnectionAsync(stop);
            await keeper.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", stop);
        }

        try
        {
            await db.Database.MigrateAsync(stop);
        }
        finally
        {
            if (alone) await keeper.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }
}
