using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Deidentify;

/// <summary>The sites' keys as a privacy officer sees them, by name only, and their destruction, which nobody can undo.</summary>
internal static class VaultSiteEndpoints
{
    /// <param name="KeyId">Null: nothing was ever sealed for the site.</param>
    /// <param name="Undelivered">Studies whose report the site does not have yet; erased, it comes without a name.</param>
    internal sealed record SiteItem(Guid Id, string Code, string Name, string? KeyId, DateTimeOffset? Since, int Generations, DateTimeOffset? ErasedAt, int Studies, int Patients, int Undelivered, int Held, DocumentPolicy Documents);

    internal sealed record SitePage(IReadOnlyList<SiteItem> Items);

    /// <param name="Code">The site's code, typed once more.</param>
    internal sealed record EraseWish(string? Code, EraseReason? Reason);

    internal sealed record DocumentsWish(DocumentPolicy? Documents);

    public static void MapVaultSites(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/privacy/sites", ListAsync).Requires(Permission.KeepVault).WithName("ListVaultSites");
        routes.MapPut("/api/privacy/sites/{id:guid}/documents", SetDocumentsAsync).Requires(Permission.KeepVault).WithName("SetSiteDocuments").Produces(204);
        routes.MapPost("/api/privacy/sites/{id:guid}/erase", EraseAsync).Requires(Permission.KeepVault).WithName("EraseSite").Produces(204);
    }

    private static async Task<SitePage> ListAsync(CurrentUser user, Database db, VaultKeys keys, CancellationToken stop)
    {
        var lines = (await keys.ListAsync(stop)).ToLookup(line => line.Site);
        var sites = (await db.Set<Site>().AsNoTracking().OrderBy(site => site.Code).ToListAsync(stop)).Where(site => Permissions.MayReview(user, site.Id));
        var studies = (await db.Set<Study>().AsNoTracking().ReviewableBy(user).Select(study => new { study.SiteId, study.Pseudonym, Delivered = study.State == StudyState.Delivered }).ToListAsync(stop)).ToLookup(study => study.SiteId);
        var held = (await db.Set<HeldInstance>().AsNoTracking().ReviewableBy(user).Where(row => row.State == HeldState.Held).GroupBy(row => row.SiteId).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(stop)).ToDictionary(one => one.Key, one => one.Count);
        return new([.. sites.Select(site =>
        {
            var (present, own) = (lines[site.Id].FirstOrDefault(line => line.RetiredAt is null), studies[site.Id].ToList());
            return new SiteItem(
                site.Id, site.Code, site.Name, present?.KeyId, present?.CreatedAt, lines[site.Id].Count(), present?.ErasedAt, own.Count,
                own.Select(study => study.Pseudonym).Distinct().Count(), own.Count(study => !study.Delivered), held.GetValueOrDefault(site.Id), site.Documents);
        })]);
    }

    private static async Task<IResult> SetDocumentsAsync(Guid id, DocumentsWish wish, CurrentUser user, Sites sites, SitePolicies policies, CancellationToken stop)
    {
        if (!Permissions.MayReview(user, id)) return Problems.NotFound();
        if (wish.Documents is not { } documents || !Enum.IsDefined(documents)) return Problems.Problem(400, "badDocuments", "Documents are held or dropped.");
        if (!await sites.SetDocumentsAsync(id, documents, user.Actor, stop)) return Problems.NotFound();
        policies.Forget(id);
        return Results.NoContent();
    }

    private static async Task<IResult> EraseAsync(Guid id, EraseWish wish, CurrentUser user, Database db, Vault vault, VaultKeys keys, SiteErasure erasure, CancellationToken stop)
    {
        if (await db.Set<Site>().AsNoTracking().SingleOrDefaultAsync(site => site.Id == id, stop) is not { } site || !Permissions.MayReview(user, id)) return Problems.NotFound();
        if (wish is not { Code: { } code, Reason: { } reason } || code.Trim() != site.Code || !Enum.IsDefined(reason)) return Problems.Problem(400, "eraseNotConfirmed", "The site's code, typed once more, and a reason are needed. Nothing was erased.");
        if ((await keys.ListAsync(stop)).All(line => line.Site != id)) return Problems.Problem(409, "nothingSealed", "Nothing was ever sealed for this site.");
        // An erasure that was killed in the middle is finished.
        if (await vault.IsErasedAsync(id, stop) && !await db.Set<HeldInstance>().AnyAsync(held => held.SiteId == id && held.State == HeldState.Held, stop)) return Problems.Problem(409, "alreadyErased", "The keys of this site were destroyed before.");
        await erasure.RunAsync(id, user.Actor, stop, reason);
        return Results.NoContent();
    }
}
