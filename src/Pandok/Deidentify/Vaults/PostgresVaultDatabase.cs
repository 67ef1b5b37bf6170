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

    // The table of wrapped keys is tiny; rewriting it drops the dead tuple that still held the key.
    public override Task ScrubAsync(CancellationToken stop) => Database.ExecuteSqlRawAsync("VACUUM FULL vault_sites", stop);
}
