using Microsoft.EntityFrameworkCore;
using Pandok.Access;

namespace Pandok.Deidentify.Vaults;

/// <summary>One person under two IDs, joined by the privacy officer's word and no other way. A merge can be undone; both are written down.</summary>
internal sealed class VaultMerges(VaultFactory vaults, VaultAudit audit, TimeProvider time)
{
    /// <returns>Null if the site has no study under one of the two, if they are the same, or if they are joined already.</returns>
    public async Task<VaultMerge?> MergeAsync(Guid site, string pseudonym, string other, string reason, Actor actor, CancellationToken stop)
    {
        await using var db = vaults.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.LockSiteAsync(site, stop);
        var known = await db.Rows.Where(row => row.SiteId == site && (row.Pseudonym == pseudonym || row.Pseudonym == other)).Select(row => row.Pseudonym).Distinct().CountAsync(stop);
        if (pseudonym == other || known != 2 || (await PersonAsync(db, site, pseudonym, stop)).Contains(other)) return null;
        var merge = new VaultMerge { Id = Guid.NewGuid(), SiteId = site, Pseudonym = pseudonym, Other = other, Reason = reason, MergedAt = time.GetUtcNow(), MergedBy = actor.Name };
        await audit.AdministeredAsync(actor, site, new { deed = "patientsMerged", merge = merge.Id, pseudonym, other }, stop);
        db.Merges.Add(merge);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return merge;
    }

    /// <returns>False if there is no such merge, or it was undone.</returns>
    public async Task<bool> UndoAsync(Guid id, Func<Guid, bool> maySee, Actor actor, CancellationToken stop)
    {
        await using var db = vaults.Create();
        if (await db.Merges.SingleOrDefaultAsync(row => row.Id == id && row.UndoneAt == null, stop) is not { } merge || !maySee(merge.SiteId)) return false;
        await audit.AdministeredAsync(actor, merge.SiteId, new { deed = "mergeUndone", merge = id }, stop);
        (merge.UndoneAt, merge.UndoneBy) = (time.GetUtcNow(), actor.Name);
        await db.SaveChangesAsync(stop);
        return true;
    }

    public async Task<IReadOnlyList<VaultMerge>> ListAsync(CancellationToken stop)
    {
        await using var db = vaults.Create();
        return await db.Merges.AsNoTracking().OrderByDescending(row => row.MergedAt).Take(500).ToListAsync(stop);
    }

    /// <summary>Every pseudonym of the person, the asked one first.</summary>
    public async Task<IReadOnlyList<string>> PersonAsync(Guid site, string pseudonym, CancellationToken stop)
    {
        await using var db = vaults.Create();
        return await PersonAsync(db, site, pseudonym, stop);
    }

    /// <summary>Every merge that was not undone.</summary>
    public async Task<IReadOnlyList<VaultMerge>> JoinedAsync(CancellationToken stop)
    {
        await using var db = vaults.Create();
        return await db.Merges.AsNoTracking().Where(row => row.UndoneAt == null).ToListAsync(stop);
    }

    /// <summary>Every pseudonym of the person, the asked one first; merges may form a chain.</summary>
    public static IReadOnlyList<string> PersonOf(Guid site, string pseudonym, IReadOnlyList<VaultMerge> joined)
    {
        var person = new List<string> { pseudonym };
        for (var i = 0; i < person.Count; i++)
        {
            foreach (var merge in joined.Where(merge => merge.SiteId == site && (merge.Pseudonym == person[i] || merge.Other == person[i])))
            {
                var next = merge.Pseudonym == person[i] ? merge.Other : merge.Pseudonym;
                if (!person.Contains(next)) person.Add(next);
            }
        }
        return person;
    }

    // Merges are few, and all of a site's are needed to follow a chain.
    private static async Task<IReadOnlyList<string>> PersonAsync(VaultDatabase db, Guid site, string pseudonym, CancellationToken stop) =>
        PersonOf(site, pseudonym, await db.Merges.AsNoTracking().Where(row => row.SiteId == site && row.UndoneAt == null).ToListAsync(stop));
}
