using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Deidentify;
using Pandok.Deidentify.Vaults;
using Pandok.Platform.Database;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Deliver;

/// <summary>The page of the people who wait for the answer. Identity is read from the vault for each answer, and each time written down.</summary>
internal static class SiteEndpoints
{
    internal sealed record Page(IReadOnlyList<SiteStudy> Items);

    public static void MapSite(this IEndpointRouteBuilder routes)
    {
        var site = routes.MapGroup("/api/site/studies").AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(context);
        });
        site.MapGet("", ListAsync).Requires(Permission.SeeSitePage).WithName("ListSiteStudies").Produces<Page>();
        site.MapGet("/{study}", OneAsync).Requires(Permission.SeeSitePage).WithName("ReadSiteStudy").Produces<SiteStudyDetail>();
        site.MapGet("/{study}/report.pdf", PdfAsync).Requires(Permission.SeeSitePage).WithName("PrintSiteReport").Produces(200, contentType: "application/pdf");
        site.MapPost("/{study}/acknowledge", AcknowledgeAsync).Requires(Permission.AcknowledgeReport).WithName("AcknowledgeReport").Produces(204);
    }

    private static async Task<IResult> ListAsync(CurrentUser user, SiteStudies studies, CancellationToken stop) =>
        await studies.NewestAsync(user, stop) is (Studies: { } items, _) ? Results.Ok(new Page(items)) : TooMany();

    private static async Task<IResult> OneAsync(string study, CurrentUser user, IdentifiedStudy identified, SiteStudies studies, ReportDesk desk, CancellationToken stop) =>
        await identified.OfAsync(user, study, "siteStudy", async (found, identity, state) =>
        {
            var delivered = await studies.DeliveredAsync(study, stop);
            var versions = (await desk.VersionsAsync(study, stop)).Where(version => version.Number <= delivered).Select(VersionView.Of).ToList();
            return Results.Ok(new SiteStudyDetail(await studies.OneAsync(found, identity, state, stop), versions.Count == 0 ? null : new(versions)));
        }, stop);

    private static async Task<IResult> PdfAsync(string study, CurrentUser user, IdentifiedStudy identified, SiteStudies studies, ReportSheets sheets, CancellationToken stop) =>
        await identified.OfAsync(user, study, "reportPdf", async (found, identity, state) =>
            state == IdentityState.Mismatch ? Problems.Problem(409, "identityMismatch", "Report and vault do not agree whose study this is. The delivery is held; the coordinator knows.") : await sheets.PdfAsync(found, identity, user, await studies.DeliveredAsync(study, stop), stop) is { } pdf
                ? Results.File(pdf, "application/pdf", "report.pdf")
                : Problems.Problem(404, "noReport", "There is no report yet."), stop);

    private static async Task<IResult> AcknowledgeAsync(string study, CurrentUser user, Database db, SiteStudies studies, StudyChanges changes, CancellationToken stop)
    {
        var outcome = await changes.ByAsync(db, user, study, async (change, token) =>
        {
            var signed = await db.Set<ReportVersion>().Where(version => version.StudyUid == study).MaxAsync(version => (int?)version.Number, token) ?? 0;
            var decision = Acknowledge.Decide(change.Study, signed, await studies.DeliveredAsync(study, token));
            if (decision is AcknowledgeOutcome.Acknowledged done)
            {
                (change.Study.State, change.Study.AcknowledgedAt, change.Study.AcknowledgedBy) = (done.State, change.Now, user.Id);
                await change.SaveAsync(user.Actor, AuditAction.Acknowledged, new { version = signed }, token);
            }
            return decision;
        }, stop);
        return outcome switch
        {
            null => Problems.NotFound(),
            AcknowledgeOutcome.NotDelivered => Problems.Problem(409, "notDelivered", "The report is not here yet."),
            _ => Results.NoContent(),
        };
    }

    internal static IResult TooMany() => Problems.Problem(429, "tooManyIdentities", "Too many studies were opened in a short time. Wait a minute.");
}
