using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Dicom.Codecs;
using Pandok.Platform.Database;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Read;

/// <summary>Everything the reading room needs to open a study, in one round trip; the view is written down before it is answered.</summary>
internal static class Opening
{
    public static async Task<IResult> GetAsync(string study, CurrentUser user, Database db, StudyAccess access, AuditTrail audit, WorklistItems items, ReportDesk reports, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return Problems.NotFound();
        await db.InTransactionAsync(async token =>
        {
            await audit.AppendAsync(db, user.Actor, AuditAction.Viewed, found.Uid, found.SiteId, null, token);
            await db.SaveChangesAsync(token);
        }, stop);
        var item = await items.OfAsync(found, user, stop);
        var series = await db.Set<Series>().AsNoTracking().Where(row => row.StudyUid == study).OrderBy(row => row.Number).ThenBy(row => row.Uid).ToListAsync(stop);
        var instances = await db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study)
            .Select(row => new { row.SeriesUid, row.Frames, row.TransferSyntax }).ToListAsync(stop);
        return Results.Json(new
        {
            study = item,
            order = found.Question is null ? null : new { question = found.Question, referrer = (string?)null },
            series = series.Select(row =>
            {
                var own = instances.Where(instance => instance.SeriesUid == row.Uid).ToList();
                var frames = own.Sum(instance => instance.Frames);
                var reason = frames == 0 ? "noPixels" : own.Exists(instance => instance.Frames > 0 && FrameDecoder.Supports(instance.TransferSyntax)) ? null : "unsupportedSyntax";
                return new { series = row.Uid, row.Modality, row.Number, row.Description, row.BodyPart, instances = row.InstanceCount, frames, viewable = reason is null, reason, thumbnailFrame = frames / 2 };
            }),
            claim = item.Claim,
            analysis = new { state = found.Analysis, text = (string?)null },
            report = await reports.ViewAsync(study, stop),
        });
    }
}
