using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Pandok.Platform;

namespace Pandok.Deidentify.Vaults;

/// <summary>Finds, or makes on first use, the secrets of a site. They stay in memory for ten minutes, then the row is asked again (it may have been erased by another node).</summary>
internal sealed class VaultKeyring(VaultFactory vaults, MasterKey master, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly byte[] wrappingKey = master.Derive("vault");
    private readonly MemoryCache cache = new(new MemoryCacheOptions());

    /// <exception cref="ErasedSiteException">The site's keys were destroyed.</exception>
    /// <exception cref="BrokenSealException">The wrapped key was changed, or the master key is another one.</exception>
    public async Task<SiteSecrets> OfAsync(Guid site, CancellationToken stop)
    {
        if (cache.TryGetValue(site, out SiteSecrets? known)) return known!;
        var secrets = Unwrap(await FindOrCreateAsync(site, stop));
        return cache.Set(site, secrets, Remembered);
    }

    public void Forget(Guid site) => cache.Remove(site);

    public void Dispose() => cache.Dispose();

    private async Task<VaultSite> FindOrCreateAsync(Guid site, CancellationToken stop)
    {
        await using var db = vaults.Create();
        if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(row => row.SiteId == site, stop) is { } found) return found;
        var fresh = Generate(site);
        db.Sites.Add(fresh);
        try
        {
            await db.SaveChangesAsync(stop);
            return fresh;
        }
        catch (DbUpdateException)
        {
            // Another caller was first: its key is the key.
            if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(row => row.SiteId == site, stop) is { } first) return first;
            throw;
        }
    }

    private VaultSite Generate(Guid site)
    {
        var root = RandomNumberGenerator.GetBytes(SiteSecrets.RootSize);
        var keyId = SiteSecrets.KeyIdOf(root);
        var row = new VaultSite { SiteId = site, KeyId = keyId, WrappedRoot = SealedBox.Seal(wrappingKey, root, PlaceOf(site, keyId)), CreatedAt = time.GetUtcNow() };
        CryptographicOperations.ZeroMemory(root);
        return row;
    }

    private SiteSecrets Unwrap(VaultSite row)
    {
        if (row.WrappedRoot is null) throw new ErasedSiteException(row.SiteId);
        var root = SealedBox.Open(wrappingKey, row.WrappedRoot, PlaceOf(row.SiteId, row.KeyId));
        var secrets = SiteSecrets.Derive(root);
        CryptographicOperations.ZeroMemory(root);
        return secrets;
    }

    private static byte[] PlaceOf(Guid site, string keyId) => Encoding.UTF8.GetBytes($"pandok vault_sites\n{site:D}\n{keyId}");
}
