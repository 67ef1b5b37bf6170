using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify.Vaults;

/// <summary>Writes down who asks the vault, before it answers. Own connection, own transaction: nothing the caller does later takes the row back.</summary>
internal sealed class VaultAudit(DatabaseFactory databases, AuditTrail trail)
{
    public Task ResolvingAsync(IReadOnlyList<Study> studies, string purpose, Actor actor, CancellationToken stop)
    {
        var site = studies.All(study => study.SiteId == studies[0].SiteId) ? studies[0].SiteId : (Guid?)null;
        return studies.Count == 1
            ? AppendAsync(actor, AuditAction.IdentityResolved, studies[0].Uid, site, new { purpose }, stop)
            : AppendAsync(actor, AuditAction.IdentityResolved, null, site, new { purpose, studies = studies.Select(study => study.Uid).ToArray() }, stop);
    }

    public Task ResolvingAsync(IReadOnlyList<Order> orders, string purpose, Actor actor, CancellationToken stop)
    {
        var site = orders.All(order => order.SiteId == orders[0].SiteId) ? orders[0].SiteId : (Guid?)null;
        return AppendAsync(actor, AuditAction.IdentityResolved, null, site, new { purpose, orders = orders.Select(order => order.Id).ToArray() }, stop);
    }

    public Task AdministeredAsync(Actor actor, Guid? site, object detail, CancellationToken stop) => AppendAsync(actor, AuditAction.Administered, null, site, detail, stop);

    public Task ErasingAsync(Guid site, Actor actor, EraseReason? reason, CancellationToken stop) => AppendAsync(actor, AuditAction.Administered, null, site, new { deed = "vaultErased", reason }, stop);

    private async Task AppendAsync(Actor actor, AuditAction action, string? study, Guid? site, object detail, CancellationToken stop)
    {
        await using var db = databases.Create();
        await db.InTransactionAsync(token => trail.AppendAsync(db, actor, action, study, site, detail, token), stop);
    }
}
