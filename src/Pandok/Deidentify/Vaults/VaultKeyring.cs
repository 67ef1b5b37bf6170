using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Pandok.Platform;

namespace Pandok.Deidentify.Vaults;

/// <summary>Finds, or makes on first use, the secrets of a site. They stay in memory for ten minutes, then the row is asked again (it may have been erased by another node).</summary>
internal sealed class VaultKeyring(VaultFactory vaults, MasterKey master, TimeProvider time) : IDisposable
{
    public const string Purpose = "vault";
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly MemoryCache cache = new(new MemoryCacheOptions());

    /// <summary>The site's present secrets.</summary>
    /// <exception cref="ErasedSiteException">The site's keys were destroyed.</exception>
    /// <exception cref="BrokenSealException">The wrapped key was changed, or the master key is another one.</exception>
    public async Task<SiteSecrets> OfAsync(Guid site, CancellationToken stop) => (await RingOfAsync(site, stop)).Current;

    /// <summary>The same with all former generations.</summary>
    public async Task<SiteRing> RingOfAsync(Guid site, CancellationToken stop)
    {
        if (cache.TryGetValue(site, out SiteRing? known)) return known!;
        var row = await FindOrCreateAsync(site, stop);
        if (row.WrappedRoot is null) throw new ErasedSiteException(site);
        await using var db = vaults.Create();
        var former = await db.FormerRoots.AsNoTracking().Where(root => root.SiteId == site).OrderByDescending(root => root.RetiredAt).ToListAsync(stop);
        var ring = new SiteRing(Secrets(site, row.KeyId, row.MasterId, row.WrappedRoot), [.. former.Select(root => Secrets(site, root.KeyId, root.MasterId, root.WrappedRoot))]);
        return cache.Set(site, ring, Remembered);
    }

    /// <summary>The ring for opening a row: asked anew where the one in memory does not know the row's key.</summary>
    public async Task<SiteSecrets> ForRowAsync(Guid site, string keyId, CancellationToken stop)
    {
        try
        {
            return (await RingOfAsync(site, stop)).Of(keyId);
        }
        catch (BrokenSealException) when (cache.TryGetValue(site, out _))
        {
            Forget(site);
            return (await RingOfAsync(site, stop)).Of(keyId);
        }
    }

    public void Forget(Guid site) => cache.Remove(site);

    public void Dispose() => cache.Dispose();

    /// <summary>A fresh root of a site, wrapped.</summary>
    public (string KeyId, string MasterId, byte[] Wrapped) Generate(Guid site)
    {
        var root = RandomNumberGenerator.GetBytes(SiteSecrets.RootSize);
        try
        {
            var keyId = SiteSecrets.KeyIdOf(root);
            var (masterId, key) = master.Wrapping(Purpose);
            return (keyId, masterId, SealedBox.Seal(key, root, PlaceOf(site, keyId)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(root);
        }
    }

    /// <summary>The same root under the present master key.</summary>
    /// <exception cref="BrokenSealException">No master key that is there opens it.</exception>
    public (string MasterId, byte[] Wrapped) Rewrap(Guid site, string keyId, string masterId, byte[] wrapped)
    {
        var root = Unwrap(site, keyId, masterId, wrapped);
        try
        {
            var (id, key) = master.Wrapping(Purpose);
            return (id, SealedBox.Seal(key, root, PlaceOf(site, keyId)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(root);
        }
    }

    private async Task<VaultSite> FindOrCreateAsync(Guid site, CancellationToken stop)
    {
        await using var db = vaults.Create();
        if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(row => row.SiteId == site, stop) is { } found) return found;
        var (keyId, masterId, wrapped) = Generate(site);
        var fresh = new VaultSite { SiteId = site, KeyId = keyId, MasterId = masterId, WrappedRoot = wrapped, CreatedAt = time.GetUtcNow() };
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

    private SiteSecrets Secrets(Guid site, string keyId, string masterId, byte[] wrapped)
    {
        var root = Unwrap(site, keyId, masterId, wrapped);
        var secrets = SiteSecrets.Derive(root);
        CryptographicOperations.ZeroMemory(root);
        return secrets;
    }

    private byte[] Unwrap(Guid site, string keyId, string masterId, byte[] wrapped)
    {
        BrokenSealException? broken = null;
        foreach (var key in master.Unwrapping(Purpose, masterId))
        {
            try
            {
                return SealedBox.Open(key, wrapped, PlaceOf(site, keyId));
            }
            catch (BrokenSealException fault)
            {
                broken = fault;
            }
        }
        throw broken ?? new BrokenSealException();
    }

    private static byte[] PlaceOf(Guid site, string keyId) => Encoding.UTF8.GetBytes($"pandok vault_sites\n{site:D}\n{keyId}");
}
