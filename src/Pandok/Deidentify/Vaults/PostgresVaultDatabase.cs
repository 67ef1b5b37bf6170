using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;

namespace Pandok.Deidentify.Vaults;

/// <summary>A vault shared by several nodes.</summary>
internal sealed class PostgresVaultDatabase(DbContextOptions<PostgresVaultDatabase> options) : VaultDatabase(options)
{
    public override Task LockSiteAsync(Guid site, CancellationToken stop)
    {
        var key = BinaryPrimitives.ReadInt64LittleEndian(site.ToByteArray());
        return Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({key})", stop);
    }

    // A change of type writes the table anew from what can be seen now. VACUUM FULL would leave dead tuples, with keys and sealed rows in them, as long as anybody has an older snapshot.
    public override async Task ScrubAsync(CancellationToken stop)
    {
        foreach (var table in new[] { "vault_sites", "vault_former_roots", "vault_rows", "vault_boxes", "vault_merges" })
        {
#pragma warning disable EF1002 // names of this program only
            await Database.ExecuteSqlRawAsync($"ALTER TABLE {table} ALTER COLUMN \"SiteId\" TYPE uuid USING \"SiteId\"::text::uuid", stop);
#pragma warning restore EF1002
        }
        await Database.ExecuteSqlRawAsync("CHECKPOINT", stop);
    }
}
