using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Read.Settings;

/// <summary>A reader's own settings of the reading room, and the hanging protocols that the administrator gives a site.</summary>
internal static class SettingsEndpoints
{
    internal sealed record ProtocolList(IReadOnlyList<JsonElement>? Items);

    internal sealed record SiteProtocols(Guid Site, string Name, IReadOnlyList<JsonElement> Protocols);

    internal sealed record SiteProtocolList(IReadOnlyList<SiteProtocols> Items);

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/me/reading", (CurrentUser user, SettingsDesk desk, CancellationToken stop) => desk.OfReaderAsync(user.Id, stop)).Requires(Permission.UseOwnAccount).WithName("ReadReadingSettings");
        routes.MapPut("/api/me/reading", KeepOwnAsync).Requires(Permission.UseOwnAccount).WithName("KeepReadingSettings").Produces(204);
        routes.MapGet("/api/me/site-protocols", OfOwnSitesAsync).Requires(Permission.ReadStudy).WithName("ListOwnSiteProtocols");
        routes.MapGet("/api/admin/sites/{id:guid}/protocols", OfSiteAsync).Requires(Permission.Administer).WithName("ListSiteProtocols").Produces<ProtocolList>();
        routes.MapPut("/api/admin/sites/{id:guid}/protocols", KeepOfSiteAsync).Requires(Permission.Administer).WithName("KeepSiteProtocols").Produces(204);
    }

    private static async Task<IResult> KeepOwnAsync(ReadingSettings settings, CurrentUser user, SettingsDesk desk, CancellationToken stop) =>
        settings.Fault() is { } fault ? Bad(fault) : await desk.KeepAsync(user.Id, settings, stop) ? Results.NoContent() : Bad($"Settings have at most {ReadingSettings.Longest} characters.");

    /// <summary>What hangs the studies of the sites that the reader may see.</summary>
    private static async Task<SiteProtocolList> OfOwnSitesAsync(CurrentUser user, Database db, SettingsDesk desk, CancellationToken stop)
    {
        var (all, mine) = (user.AllSites, user.Sites.ToArray());
        var sites = await db.Set<Site>().AsNoTracking().Where(site => all || mine.Contains(site.Id)).OrderBy(site => site.Name).Select(site => new { site.Id, site.Name }).ToListAsync(stop);
        var kept = await desk.OfSitesAsync([.. sites.Select(site => site.Id)], stop);
        return new([.. sites.Select(site => new SiteProtocols(site.Id, site.Name, kept.GetValueOrDefault(site.Id, [])))]);
    }

    private static async Task<IResult> OfSiteAsync(Guid id, Database db, SettingsDesk desk, CancellationToken stop) =>
        await IsSiteAsync(db, id, stop) ? Results.Ok(new ProtocolList(await desk.OfSiteAsync(id, stop))) : Problems.NotFound();

    private static async Task<IResult> KeepOfSiteAsync(Guid id, ProtocolList protocols, Database db, SettingsDesk desk, CancellationToken stop) =>
        ReadingSettings.FaultOf(protocols.Items) is { } fault ? Bad(fault)
        : !await IsSiteAsync(db, id, stop) ? Problems.NotFound()
        : await desk.KeepAsync(id, protocols.Items, stop) ? Results.NoContent() : Bad($"Protocols have at most {ReadingSettings.Longest} characters.");

    private static Task<bool> IsSiteAsync(Database db, Guid id, CancellationToken stop) => db.Set<Site>().AnyAsync(site => site.Id == id, stop);

    private static IResult Bad(string why) => Problems.Problem(400, "badSettings", why);
}
