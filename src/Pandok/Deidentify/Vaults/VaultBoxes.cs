using System.Text;
using Microsoft.EntityFrameworkCore;
using Pandok.Platform;

namespace Pandok.Deidentify.Vaults;

/// <summary>
/// Sealed boxes of a site, each written once. The caller seals first and commits the row that points to the box after; a box that no row points to is harmless.
/// Whoever opens boxes that name a patient writes it down first (see <see cref="SealedOrders"/>).
/// </summary>
internal sealed class VaultBoxes(VaultFactory vaults, VaultKeyring keyring, TimeProvider time)
{
    /// <exception cref="ErasedSiteException">The site's keys were destroyed.</exception>
    public async Task PutAsync(Guid site, string place, byte[] plain, CancellationToken stop)
    {
        var secrets = await keyring.OfAsync(site, stop);
        await using var db = vaults.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockSiteAsync(site, stop);
        // The keys in memory may be older than an erasure by another node.
        if (await db.Sites.AnyAsync(row => row.SiteId == site && row.ErasedAt != null, stop)) throw new ErasedSiteException(site);
        db.Boxes.Add(new VaultBox { SiteId = site, Place = place, Sealed = SealedBox.Seal(secrets.RowKey, plain, PlaceOf(site, place)), KeyId = secrets.Keys.KeyId, CreatedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>The content by place; places the vault does not hold are absent.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> OpenAsync(Guid site, IReadOnlyCollection<string> places, CancellationToken stop)
    {
        await using var db = vaults.Create();
        var rows = await db.Boxes.AsNoTracking().Where(row => row.SiteId == site && places.Contains(row.Place)).ToListAsync(stop);
        if (rows.Count == 0) return new Dictionary<string, byte[]>();
        var opened = new Dictionary<string, byte[]>(rows.Count);
        foreach (var row in rows) opened[row.Place] = SealedBox.Open((await keyring.ForRowAsync(site, row.KeyId, stop)).RowKey, row.Sealed, PlaceOf(site, row.Place));
        return opened;
    }

    /// <summary>Changes the content of a place, which need not exist. <paramref name="change"/> gets what is there, or null, and answers null to leave it.</summary>
    /// <returns>Whether it was changed.</returns>
    /// <exception cref="ErasedSiteException">The site's keys were destroyed.</exception>
    public async Task<bool> ChangeAsync(Guid site, string place, Func<byte[]?, byte[]?> change, CancellationToken stop)
    {
        var secrets = await keyring.OfAsync(site, stop);
        await using var db = vaults.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockSiteAsync(site, stop);
        if (await db.Sites.AnyAsync(row => row.SiteId == site && row.ErasedAt != null, stop)) throw new ErasedSiteException(site);
        var row = await db.Boxes.SingleOrDefaultAsync(row => row.SiteId == site && row.Place == place, stop);
        var known = row is null ? null : SealedBox.Open((await keyring.ForRowAsync(site, row.KeyId, stop)).RowKey, row.Sealed, PlaceOf(site, place));
        if (change(known) is not { } plain) return false;
        var box = SealedBox.Seal(secrets.RowKey, plain, PlaceOf(site, place));
        if (row is null) db.Boxes.Add(new VaultBox { SiteId = site, Place = place, Sealed = box, KeyId = secrets.Keys.KeyId, CreatedAt = time.GetUtcNow() });
        else (row.Sealed, row.KeyId) = (box, secrets.Keys.KeyId);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }

    public async Task RemoveAsync(Guid site, string place, CancellationToken stop)
    {
        await using var db = vaults.Create();
        await db.Boxes.Where(row => row.SiteId == site && row.Place == place).ExecuteDeleteAsync(stop);
    }

    private static byte[] PlaceOf(Guid site, string place) => Encoding.UTF8.GetBytes($"pandok vault_boxes\n{site:D}\n{place}");
}
