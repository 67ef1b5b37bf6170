using Pandok.Access;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>The identity of a study for its site, given out only if report and vault agree whose it is (<see cref="ThreeWay"/>).</summary>
internal sealed class ReidentifyCheck(Vault vault, SiteKeyring keyring)
{
    /// <summary>Call outside any transaction.</summary>
    public async Task<ReidentifyOutcome> OfAsync(Study study, string purpose, Actor actor, CancellationToken stop)
    {
        if (await vault.IsErasedAsync(study.SiteId, stop)) return new ReidentifyOutcome.Erased();
        if (!(await keyring.MappingsOfAsync([study], stop)).TryGetValue(study.Uid, out var mapping)) return new ReidentifyOutcome.NotSealed();
        // The vault gives a row out under its own pseudonym only, so this mismatch is found before anything is read.
        if (mapping.Pseudonym != study.Pseudonym) return new ReidentifyOutcome.Mismatch("pseudonym");
        return await vault.ResolveAsync(study, purpose, actor, stop) switch
        {
            ResolveOutcome.Resolved resolved => ThreeWay.Decide(study, mapping.Keys, mapping.Pseudonym, resolved.Identity) is { } why ? new ReidentifyOutcome.Mismatch(why) : new ReidentifyOutcome.Agreed(resolved.Identity),
            ResolveOutcome.TooMany => new ReidentifyOutcome.TooMany(),
            _ => new ReidentifyOutcome.NotSealed(),
        };
    }
}
