using Microsoft.EntityFrameworkCore;

namespace Pandok.Deidentify.Vaults;

/// <summary>The embedded vault: one SQLite file. BEGIN IMMEDIATE (the provider's default) makes each transaction the only writer.</summary>
internal sealed class SqliteVaultDatabase(DbContextOptions<SqliteVaultDatabase> options) : VaultDatabase(options)
{
    public override Task LockSiteAsync(Guid site, CancellationToken stop) => Task.CompletedTask;

    // secure_delete has zeroed the pages; the log may still hold their former selves.
    public override Task ScrubAsync(CancellationToken stop) => Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", stop);
}
