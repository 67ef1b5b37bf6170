using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentification;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>The keys by which a site's identifiers are mapped: the vault's, with the site's code as prefix of its pseudonyms.</summary>
internal sealed class SiteKeyring(Vault vault, DatabaseFactory databases)
{
    private readonly ConcurrentDictionary<Guid, string> prefixes = new();

    public async ValueTask<Keys> OfAsync(Guid site, CancellationToken stop) => await WithPrefixAsync(site, await vault.KeysOfAsync(site, stop), stop);

    /// <summary>The keys for an instance: those that its study began with.</summary>
    public async ValueTask<Keys> ForStudyAsync(Guid site, string originalStudyUid, CancellationToken stop) => await WithPrefixAsync(site, await vault.KeysForStudyAsync(site, originalStudyUid, stop), stop);

    /// <summary>The keys that sealed studies were mapped with, and their pseudonyms; studies the vault does not hold are absent.</summary>
    public async ValueTask<IReadOnlyDictionary<string, (Keys Keys, string Pseudonym)>> MappingsOfAsync(IReadOnlyList<Study> studies, CancellationToken stop)
    {
        var (mappings, found) = (await vault.MappingsOfAsync(studies, stop), new Dictionary<string, (Keys, string)>(studies.Count));
        foreach (var study in studies)
        {
            if (mappings.TryGetValue(study.Uid, out var mapping)) found[study.Uid] = (await WithPrefixAsync(study.SiteId, mapping.Keys, stop), mapping.Pseudonym);
        }
        return found;
    }

    private async ValueTask<Keys> WithPrefixAsync(Guid site, SiteKeys keys, CancellationToken stop)
    {
        if (!prefixes.TryGetValue(site, out var prefix))
        {
            await using var db = databases.Create();
            prefixes[site] = prefix = await db.Set<Site>().Where(row => row.Id == site).Select(row => row.Code).SingleAsync(stop);
        }
        return new Keys(keys.Uid, keys.Date, keys.Patient, keys.Accession, keys.KeyId, prefix);
    }
}
