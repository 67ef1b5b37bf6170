using System.Text;
using Microsoft.EntityFrameworkCore;

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
        db.Boxes.Add(new VaultBox { SiteId = site, Place = place, Sealed = SealedBox.Seal(secrets.RowKey, plain, PlaceOf(site, place)), CreatedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>The content by place; places the vault does not hold are absent.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> OpenAsync(Guid site, IReadOnlyCollection<string> places, CancellationToken stop)
    {
        await using var db = vaults.Create();
        var rows = await db.Boxes.AsNoTracking().Where(row => row.SiteId == site && places.Contains(row.Place)).ToListAsync(stop);
        if (rows.Count == 0) return new Dictionary<string, byte[]>();
        var secrets = await keyring.OfAsync(site, stop);
        return rows.ToDictionary(row => row.Place, row => SealedBox.Open(secrets.RowKey, row.Sealed, PlaceOf(site, row.Place)));
    }

    public async Task RemoveAsync(Guid site, string place, CancellationToken stop)
    {
        await using var db = vaults.Create();
        await db.Boxes.Where(row => row.SiteId == site && row.Place == place).ExecuteDeleteAsync(stop);
    }

    private static byte[] PlaceOf(Guid site, string place) => Encoding.UTF8.GetBytes($"pandok vault_boxes\n{site:D}\n{place}");
}
