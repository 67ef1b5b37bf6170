using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Archive.Renditions;
using Pandok.Audit;
using Pandok.Dicom.Codecs;
using Pandok.Platform.Database;
using Pandok.Read.Settings;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Read;

/// <summary>Everything the reading room needs to open a study, in one round trip; the view is written down before it is answered.</summary>
internal sealed class Opening(Database db, StudyAccess access, AuditTrail audit, WorklistItems items, ReportDesk reports, SeriesImages images, Priors priors, SettingsDesk settings)
{
    /// <summary>A request with this header, "1", is the page's own: the next case is fetched ahead, and nobody has looked at it yet. The trail says so.</summary>
    public const string Ahead = "X-Pandok-Ahead";

    public async Task<IResult> GetAsync(string study, CurrentUser user, bool isAhead, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return Problems.NotFound();
        await db.InTransactionAsync(async token =>
        {
            await audit.AppendAsync(db, user.Actor, AuditAction.Viewed, found.Uid, found.SiteId, isAhead ? new { page = "ahead" } : null, token);
            await db.SaveChangesAsync(token);
        }, stop);
        var item = await items.OfAsync(found, user, stop);
        var series = await SeriesAsync(study, stop);
        var main = MainSeries.Choose(found.Modality, series);
        var image = main is null ? null : await images.OfAsync(db, main.Series, stop);
        if (image is not null) await ManifestEndpoint.AskAsync(db, found, image, stop);
        return Results.Json(new OpeningView(
            item, await OrderAsync(found, stop), series, image?.Manifest.Series, image?.Manifest, await priors.OfAsync(found, stop), item.Claim, new(found.Analysis, null), await reports.ViewAsync(study, stop),
            await settings.OfReaderAsync(user.Id, stop), await settings.OfSiteAsync(found.SiteId, stop),
            await db.Set<Site>().Where(site => site.Id == found.SiteId).Select(site => site.Phones).SingleAsync(stop)));
    }

    private async Task<IReadOnlyList<SeriesView>> SeriesAsync(string study, CancellationToken stop)
    {
        var rows = await db.Set<Series>().AsNoTracking().Where(row => row.StudyUid == study).OrderBy(row => row.Number).ThenBy(row => row.Uid).ToListAsync(stop);
        var shown = await db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study && row.Frames > 0 && !FrameRendition.NotImages.Contains(row.SopClass))
            .GroupBy(row => new { row.SeriesUid, row.TransferSyntax }).Select(group => new { group.Key.SeriesUid, group.Key.TransferSyntax, Frames = group.Sum(row => row.Frames) }).ToListAsync(stop);
        var views = new List<SeriesView>(rows.Count);
        foreach (var row in rows)
        {
            var own = shown.Where(image => image.SeriesUid == row.Uid).ToList();
            var frames = own.Sum(image => image.Frames);
            var reason = frames == 0 ? "noPixels" : own.Exists(image => FrameDecoder.Supports(image.TransferSyntax)) ? null : "unsupportedSyntax";
            var look = frames == 0 ? null : await images.LookAsync(db, row.Uid, stop);
            views.Add(new SeriesView(row.Uid, row.Modality, row.Number, row.Description, row.BodyPart, row.InstanceCount, frames, reason is null, reason, Math.Max(0, frames - 1) / 2, row.Version, row.PackVersion == row.Version, look));
        }
        return views;
    }

    // Words of an order are sealed with the patient's identity: readers see what the study itself says, and what names nobody.
    private async Task<OpeningOrder?> OrderAsync(Study study, CancellationToken stop)
    {
        var order = await db.Set<Order>().AsNoTracking().Where(row => row.LinkedStudy == study.Uid).OrderBy(row => row.LinkedAt).FirstOrDefaultAsync(stop);
        return order is null && study.Question is null ? null : new OpeningOrder(study.Question, null, order?.Priority, order?.ScheduledAt);
    }
}
