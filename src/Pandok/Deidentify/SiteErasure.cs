using Pandok.Access;
using Pandok.Deidentify.Vaults;

namespace Pandok.Deidentify;

/// <summary>Crypto-shredding of a site: its keys, sealed identities and held originals are gone; what is archived of it is anonymous from then on. Cannot be undone.</summary>
internal sealed class SiteErasure(Vault vault, Quarantine.Quarantine quarantine, SealedTerms terms)
{
    public async Task RunAsync(Guid site, Actor actor, CancellationToken stop, EraseReason? reason = null)
    {
        await vault.EraseAsync(site, actor, stop, reason);
        terms.Forget();
        await quarantine.EraseSiteAsync(site, stop);
    }
}
