using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform;

namespace Pandok.Deidentify.Vaults;

/// <summary>What is done to the vault's keys as such: listed, wrapped anew under a new master key, a new generation of a site.</summary>
internal sealed class VaultKeys(VaultFactory vaults, VaultKeyring keyring, MasterKey master, VaultAudit audit, PandokOptions options, TimeProvider time)
{
    /// <summary>One root key, by its names only.</summary>
    internal sealed record KeyLine(Guid Site, string KeyId, string MasterId, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, DateTimeOffset? ErasedAt);

    public async Task<IReadOnlyList<KeyLine>> ListAsync(CancellationToken stop)
    {
        await using var db = vaults.Create();
        var present = await db.Sites.AsNoTracking().ToListAsync(stop);
        var former = await db.FormerRoots.AsNoTracking().ToListAsync(stop);
        return [.. present.Select(row => new KeyLine(row.SiteId, row.KeyId, row.MasterId, row.CreatedAt, null, row.ErasedAt))
            .Concat(former.Select(row => new KeyLine(row.SiteId, row.KeyId, row.MasterId, row.CreatedAt, row.RetiredAt, null))).OrderBy(line => line.Site).ThenBy(line => line.RetiredAt ?? DateTimeOffset.MaxValue)];
    }

    /// <summary>A new master key; every root is wrapped under it, then the old one is deleted. Interrupted, <see cref="FinishMasterAsync"/> goes on.</summary>
    /// <returns>The id of the new key and how many roots were wrapped anew.</returns>
    public async Task<(string Id, int Roots)> RotateMasterAsync(Actor actor, CancellationToken stop)
    {
        var (former, id) = (master.Id, MasterKeyChange.Begin(options.KeyFolder));
        master.Reload();
        await audit.AdministeredAsync(actor, null, new { deed = "masterKeyChanged", from = former, to = id }, stop);
        return (id, await FinishMasterAsync(stop));
    }

    /// <summary>Wraps what is still under a former master key, then deletes that key. Does nothing where nothing is left to do.</summary>
    public async Task<int> FinishMasterAsync(CancellationToken stop)
    {
        master.Reload();
        await using var db = vaults.Create();
        var roots = 0;
        foreach (var site in await db.Sites.AsNoTracking().Select(row => row.SiteId).ToListAsync(stop)) roots += await RewrapAsync(site, stop);
        foreach (var retired in master.Retired) MasterKeyChange.End(options.KeyFolder, retired);
        master.Reload();
        if (roots > 0) await db.ScrubAsync(stop);
        return roots;
    }

    /// <summary>A new root for a site. New studies get new pseudonyms, UIDs and shifts; what is there stays resolvable, and late instances join their studies.</summary>
    /// <returns>The new key's id.</returns>
    /// <exception cref="ErasedSiteException">The site's keys were destroyed.</exception>
    public async Task<string> RotateSiteAsync(Guid site, Actor actor, CancellationToken stop)
    {
        var before = await keyring.OfAsync(site, stop);
        await audit.AdministeredAsync(actor, site, new { deed = "siteKeyChanged", from = before.Keys.KeyId }, stop);
        await using var db = vaults.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockSiteAsync(site, stop);
        var row = await db.Sites.SingleAsync(row => row.SiteId == site, stop);
        if (row.WrappedRoot is null) throw new ErasedSiteException(site);
        var now = time.GetUtcNow();
        db.FormerRoots.Add(new VaultFormerRoot { SiteId = site, KeyId = row.KeyId, MasterId = row.MasterId, WrappedRoot = row.WrappedRoot, CreatedAt = row.CreatedAt, RetiredAt = now });
        // Rows that name no key belong to the eldest, which from now on is not the only one.
        var eldest = row.KeyId;
        await db.Rows.Where(old => old.SiteId == site && old.KeyId == "").ExecuteUpdateAsync(old => old.SetProperty(r => r.KeyId, eldest), stop);
        await db.Boxes.Where(old => old.SiteId == site && old.KeyId == "").ExecuteUpdateAsync(old => old.SetProperty(r => r.KeyId, eldest), stop);
        (row.KeyId, row.MasterId, row.WrappedRoot) = keyring.Generate(site);
        row.CreatedAt = now;
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        keyring.Forget(site);
        return row.KeyId;
    }

    private async Task<int> RewrapAsync(Guid site, CancellationToken stop)
    {
        await using var db = vaults.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockSiteAsync(site, stop);
        var roots = 0;
        foreach (var row in await db.Sites.Where(row => row.SiteId == site && row.WrappedRoot != null && row.MasterId != master.Id).ToListAsync(stop))
        {
            (row.MasterId, row.WrappedRoot) = keyring.Rewrap(site, row.KeyId, row.MasterId, row.WrappedRoot!);
            roots++;
        }
        foreach (var row in await db.FormerRoots.Where(row => row.SiteId == site && row.MasterId != master.Id).ToListAsync(stop))
        {
            (row.MasterId, row.WrappedRoot) = keyring.Rewrap(site, row.KeyId, row.MasterId, row.WrappedRoot);
            roots++;
        }
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        keyring.Forget(site);
        return roots;
    }
}
