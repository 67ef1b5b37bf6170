using Microsoft.EntityFrameworkCore;
using Pandok.Platform;

namespace Pandok.Deidentify.Vaults;

/// <summary>Opens the vault's database; the caller disposes it.</summary>
internal sealed class VaultFactory
{
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
            var built = new DbContextOptionsBuilder<SqliteVaultDatabase>().UseSqlite($"Data Source={Path.Combine(options.Data, "vault.db")}").AddInterceptors(new SqliteVaultPragmas()).Options;
            create = () => new SqliteVaultDatabase(built);
        }
    }

    public VaultDatabase Create() => create();

    public async Task MigrateAsync(CancellationToken stop)
    {
        await using var db = Create();
        await db.Database.MigrateAsync(stop);
    }
}
