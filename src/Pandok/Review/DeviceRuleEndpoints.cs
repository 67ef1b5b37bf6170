using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify.Quarantine;
using Pandok.Platform.Database;
using static Pandok.Review.HeldViews;

namespace Pandok.Review;

/// <summary>The rules that officers made of held instances; one that blanks too much or too little is ended, and stays as a record.</summary>
internal static class DeviceRuleEndpoints
{
    public static void MapDeviceRules(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/privacy/device-rules", async (CurrentUser user, Database db, CancellationToken stop) =>
            new RulePage([.. (await db.Set<SavedRule>().AsNoTracking().OrderByDescending(rule => rule.MadeAt).Take(500).ToListAsync(stop)).Where(rule => Permissions.MayReview(user, rule.SiteId)).Select(Of)]))
            .Requires(Permission.ReviewHeld).WithName("ListDeviceRules");
        routes.MapPost("/api/privacy/device-rules/{id:guid}/end", EndAsync).Requires(Permission.ReviewHeld).WithName("EndDeviceRule").Produces(204);
    }

    private static async Task<IResult> EndAsync(Guid id, CurrentUser user, Database db, SiteDeviceRules rules, AuditTrail trail, TimeProvider time, CancellationToken stop)
    {
        var site = await db.InTransactionAsync<Guid?>(async token =>
        {
            if (await db.Set<SavedRule>().SingleOrDefaultAsync(rule => rule.Id == id && rule.EndedAt == null, token) is not { } rule || !Permissions.MayReview(user, rule.SiteId)) return null;
            (rule.EndedAt, rule.EndedBy) = (time.GetUtcNow(), user.DisplayName);
            await db.SaveChangesAsync(token);
            await trail.AppendAsync(db, user.Actor, AuditAction.Administered, null, rule.SiteId, new { deed = "deviceRuleEnded", rule = id }, token);
            return rule.SiteId;
        }, stop);
        if (site is null) return Problems.NotFound();
        rules.Forget(site.Value);
        return Results.NoContent();
    }
}
