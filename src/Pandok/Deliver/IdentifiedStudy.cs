using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>Opens one study for its site: found, written down as viewed, identity restored.</summary>
internal sealed class IdentifiedStudy(Database db, StudyAccess access, AuditTrail audit, Vault vault)
{
    /// <param name="answer">Gets null for the identity when the vault does not hold it.</param>
    public async Task<IResult> OfAsync(CurrentUser user, string uid, string purpose, Func<Study, StudyIdentity?, Task<IResult>> answer, CancellationToken stop)
    {
        var study = await db.InTransactionAsync(async token =>
        {
            var found = await access.FindAsync(db, user, uid, token);
            if (found is not null)
                await audit.AppendAsync(db, user.Actor, AuditAction.Viewed, found.Uid, found.SiteId, new { page = purpose }, token);
            return found;
        }, stop);
        if (study is null)
            return Problems.NotFound();
        return await vault.ResolveAsync(study, purpose, user.Actor, stop) switch
        {
            ResolveOutcome.Resolved resolved => await answer(study, resolved.Identity),
            ResolveOutcome.TooMany => SiteEndpoints.TooMany(),
            _ => await answer(study, null),
        };
    }
}
