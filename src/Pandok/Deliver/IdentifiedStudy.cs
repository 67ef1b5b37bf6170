using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deliver;

/// <summary>Opens one study for its site: found, written down as viewed, identity restored if report and vault agree whose it is.</summary>
internal sealed class IdentifiedStudy(Database db, StudyAccess access, AuditTrail audit, ReidentifyCheck check)
{
    /// <param name="answer">Gets null for the identity when it may not be given out, and why.</param>
    public async Task<IResult> OfAsync(CurrentUser user, string uid, string purpose, Func<Study, StudyIdentity?, IdentityState, Task<IResult>> answer, CancellationToken stop)
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
        return await check.OfAsync(study, purpose, user.Actor, stop) switch
        {
            ReidentifyOutcome.Agreed agreed => await answer(study, agreed.Identity, IdentityState.Known),
            ReidentifyOutcome.TooMany => SiteEndpoints.TooMany(),
            ReidentifyOutcome.Mismatch => await answer(study, null, IdentityState.Mismatch),
            ReidentifyOutcome.Erased => await answer(study, null, IdentityState.Erased),
            _ => await answer(study, null, IdentityState.Unknown),
        };
    }
}
