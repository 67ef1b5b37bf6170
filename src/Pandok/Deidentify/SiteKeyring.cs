using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentification;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;

namespace Pandok.Deidentify;

/// <summary>The keys by which a site's identifiers are mapped: the vault's, with the site's code as prefix of its pseudonyms.</summary>
internal sealed class SiteKeyring(Vault vault, DatabaseFactory databases)
{
    private readonly ConcurrentDictionary<Guid, string> prefixes = new();

    public async ValueTask<Keys> OfAsync(Guid site, CancellationToken stop)
    {
        var keys = await vault.KeysOfAsync(site, stop);
        if (!prefixes.TryGetValue(site, out var prefix))
        {
            await using var db = databases.Create();
            prefixes[site] = prefix = await db.Set<Site>().Where(row => row.Id == site).Select(row => row.Code).SingleAsync(stop);
        }
        return new Keys(keys.Uid, keys.Date, keys.Patient, keys.Accession, keys.KeyId, prefix);
    }
}
