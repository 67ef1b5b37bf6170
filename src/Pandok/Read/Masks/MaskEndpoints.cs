using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Read.Masks;

/// <summary>Segmentations of a study, of any maker, in the form the browser draws: no browser parses a DICOM SEG.</summary>
internal static class MaskEndpoints
{
    // Part of the entity tag: another program may say the same mask in other words.
    private const int Format = 1;

    // Of a body, once it is inflated.
    private const int MostBytes = 64 << 20;

    public static void MapMasks(this IEndpointRouteBuilder routes)
    {
        var study = routes.MapGroup("/api/studies/{study}/segmentations");
        study.MapGet("", ListAsync).Requires(Permission.ReadStudy).WithName("ListSegmentations").Produces<SegmentationList>();
        study.MapGet("/{instance}", GetAsync).Requires(Permission.ReadStudy).WithName("ReadSegmentation").Produces<SegmentationMask>();
        study.MapPost("", SaveAsync).Requires(Permission.WriteReport).WithMetadata(new RequestSizeLimitAttribute(MostBytes), new CompressedBody()).WithName("SaveSegmentation").Produces<SegmentationItem>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(string study, CurrentUser user, Database db, StudyAccess access, MaskReader masks, ViewLog views, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return Problems.NotFound();
        var rows = await MaskReader.Rows(db, study).OrderBy(row => row.ReceivedAt).ThenBy(row => row.Uid).ToListAsync(stop);
        if (rows.Count > 0) await views.SeesAsync(db, user, found, "segmentations", stop);
        var versions = await VersionsAsync(db, study, stop);
        var items = new List<SegmentationItem>(rows.Count);
        foreach (var row in rows) items.Add((await masks.HeadAsync(db, row, stop)).With(versions));
        return Results.Json(new SegmentationList(items));
    }

    private static async Task<IResult> SaveAsync(string study, SegmentationWish wish, CurrentUser user, Database db, SegmentationDesk desk, MaskReader masks, CancellationToken stop)
    {
        switch (await desk.SaveAsync(user, study, wish, stop))
        {
            case null: return Problems.NotFound();
            case SaveOutcome.ClaimedByOther: return Problems.Problem(409, "claimedByOther", "Somebody else reads this study.");
            case SaveOutcome.Changed: return Problems.Problem(409, "changed", "The series has changed since it was opened.");
            case SaveOutcome.Replaced replaced: return Problems.Problem(409, "replaced", "A newer version of this segmentation was saved meanwhile.", new { replaced.Newer });
            case SaveOutcome.IdTaken: return Problems.Problem(409, "idTaken", "The id is that of another segmentation.");
            case SaveOutcome.NumberTaken: return Problems.Problem(409, "busy", "Others save segmentations of this study; send it again.");
            case SaveOutcome.Refused { Why: var why }: return Problems.Problem(422, "segmentationRefused", why.What, new { why.Reason });
            case SaveOutcome.Saved saved:
                db.ChangeTracker.Clear();
                if (await MaskReader.Rows(db, study).SingleOrDefaultAsync(row => row.Uid == saved.Instance, stop) is not { } row) return Problems.NotFound();
                return Results.Created($"/api/studies/{study}/segmentations/{row.Uid}", (await masks.HeadAsync(db, row, stop)).With(await VersionsAsync(db, study, stop)));
            case var other: throw new InvalidOperationException(other.GetType().Name);
        }
    }

    private static Task<List<SegmentationVersion>> VersionsAsync(Database db, string study, CancellationToken stop) => db.Set<SegmentationVersion>().AsNoTracking().Where(row => row.StudyUid == study).ToListAsync(stop);

    private static async Task<IResult> GetAsync(string study, string instance, HttpContext context, CurrentUser user, Database db, StudyAccess access, MaskReader masks, ViewLog views, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return Problems.NotFound();
        if (await MaskReader.Rows(db, study).SingleOrDefaultAsync(row => row.Uid == instance, stop) is not { } row) return Problems.NotFound();
        var (mask, refusal) = await masks.MaskAsync(db, row, stop);
        if (mask is null) return Problems.Problem(StatusCodes.Status422UnprocessableEntity, "maskRefused", refusal!.What, new { refusal.Reason });
        await views.SeesAsync(db, user, found, "segmentations", stop);
        context.Response.Headers.Vary = "Accept-Encoding";
        var isBrotli = context.Request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value == "br" && one.Quality is null or > 0);
        var tag = new EntityTagHeaderValue($"\"{instance}-{mask.Series}-{mask.Version}-{Format}{(isBrotli ? "-br" : "")}\"");
        if (DicomWebAnswer.NotModified(context, tag, immutable: false) is { } same) return same;
        if (isBrotli) context.Response.Headers.ContentEncoding = "br";
        return DicomWebAnswer.Whole("application/json; charset=utf-8", isBrotli ? mask.Brotli.Length : mask.Length, async (to, token) =>
        {
            if (isBrotli)
            {
                await to.WriteAsync(mask.Brotli, token);
                return;
            }
            await using var plain = new BrotliStream(new MemoryStream(mask.Brotli), CompressionMode.Decompress);
            await plain.CopyToAsync(to, token);
        });
    }
}
