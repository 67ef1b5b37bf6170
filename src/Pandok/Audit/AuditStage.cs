using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Audit;

internal static class AuditStage
{
    private const int MostRows = 500;

    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<AuditChain>().AddSingleton<AuditTrail>().AddSingleton<ViewLog>();

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/privacy/audit", ReadAsync).Requires(Permission.ReadAudit).WithName("ReadAudit");
        return routes;
    }

    internal sealed record AuditItem(long Seq, DateTimeOffset At, string Actor, string Role, AuditAction Action, string? Study, string? Site, JsonElement? Detail);

    internal sealed record AuditPage(IReadOnlyList<AuditItem> Items, ChainVerdict Chain);

    private static async Task<AuditPage> ReadAsync(Database db, AuditTrail trail, CancellationToken stop, string? study = null, long? before = null, int limit = 100)
    {
        var wanted = db.Set<AuditEntry>().AsNoTracking();
        if (!string.IsNullOrEmpty(study))
            wanted = wanted.Where(entry => entry.Study == study);
        if (before is { } seq)
            wanted = wanted.Where(entry => entry.Seq < seq);
        var rows = await wanted.OrderByDescending(entry => entry.Seq).Take(Math.Clamp(limit, 1, MostRows)).ToListAsync(stop);
        var sites = await db.Set<Site>().AsNoTracking().ToDictionaryAsync(site => site.Id, site => site.Name, stop);
        return new AuditPage([.. rows.Select(entry => Shown(entry, sites))], await trail.VerifyAsync(db, stop));
    }

    private static AuditItem Shown(AuditEntry entry, Dictionary<Guid, string> sites) => new(
        entry.Seq, entry.At, entry.ActorName, entry.ActorRole, entry.Action, entry.Study, entry.Site is { } site ? sites.GetValueOrDefault(site, site.ToString()) : null,
        entry.Detail is null ? null : JsonElement.Parse(entry.Detail));
}
