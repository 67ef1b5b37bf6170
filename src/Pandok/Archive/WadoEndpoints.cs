using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Web;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>WADO-RS (PS3.18 section 10.4): instances, metadata and frames, for who may see the study.</summary>
internal static class WadoEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string study = "/dicom-web/studies/{study}", series = study + "/series/{series}", instance = series + "/instances/{instance}";
        foreach (var (level, name) in new[] { (study, "Study"), (series, "Series"), (instance, "Instance") })
        {
            routes.MapGet(level, RetrieveAsync).Requires(Permission.ReadStudy).WithName($"Retrieve{name}").Produces(200, contentType: "multipart/related");
            routes.MapGet(level + "/metadata", MetadataAsync).Requires(Permission.ReadStudy).WithName($"Retrieve{name}Metadata").Produces(200, contentType: "application/dicom+json");
        }
        routes.MapGet(instance + "/frames/{frame:int}", FrameAsync).Requires(Permission.ReadStudy).WithName("RetrieveFrame").Produces(200, contentType: "application/octet-stream");
    }

    private static async Task<IResult> RetrieveAsync(HttpContext context, CurrentUser user, Database db, StudyAccess access, ViewLog views, InstanceFiles files, CancellationToken stop)
    {
        var found = await FindAsync(context, user, db, access, views, stop);
        if (found.Count == 0) return Problems.NotFound();
        return Results.Stream(to => MultipartRelated.WriteAsync(to, found.Select(instance =>
            new MultipartRelated.Part($"application/dicom; transfer-syntax={instance.TransferSyntax}", async (body, token) =>
            {
                await using var file = files.Open(instance);
                await file.CopyToAsync(body, token);
            })), stop), MultipartRelated.ContentType("application/dicom"));
    }

    private static async Task<IResult> MetadataAsync(HttpContext context, CurrentUser user, Database db, StudyAccess access, ViewLog views, InstanceFiles files, CancellationToken stop)
    {
        var found = await FindAsync(context, user, db, access, views, stop);
        if (found.Count == 0) return Problems.NotFound();
        return Results.Stream(async to =>
        {
            await using var json = new Utf8JsonWriter(to);
            json.WriteStartArray();
            foreach (var instance in found)
            {
                var header = await files.HeaderAsync(instance, stop);
                var bulk = new Dictionary<Tag, (Vr, string)>();
                if (header.Pixels is { } pixels) bulk[pixels.Tag] = (pixels.Vr, $"{context.Request.Scheme}://{context.Request.Host}/dicom-web/studies/{instance.StudyUid}/series/{instance.SeriesUid}/instances/{instance.Uid}/frames/1");
                DicomJson.Write(json, header.DataSet, bulk);
                await json.FlushAsync(stop);
            }
            json.WriteEndArray();
        }, "application/dicom+json");
    }

    private static async Task<IResult> FrameAsync(int frame, HttpContext context, CurrentUser user, Database db, StudyAccess access, ViewLog views, InstanceFiles files, CancellationToken stop)
    {
        if (await FindAsync(context, user, db, access, views, stop) is not [var instance]) return Problems.NotFound();
        if (frame < 1 || frame > instance.Frames) return Problems.Problem(404, "noFrame", $"The instance has {instance.Frames} frames.");
        var wanted = FrameAccept.Decide(context.Request.Headers.Accept.ToString(), instance.TransferSyntax);
        if (wanted is null) return Problems.Problem(406, "notAcceptable", "Frames go out as application/octet-stream, uncompressed or as stored.");
        var tag = new EntityTagHeaderValue($"\"{instance.Sha256[..24]}-{frame}-{(wanted.Decode ? "raw" : "stored")}\"");
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.Headers.Vary = "Accept";
        try
        {
            ReadOnlyMemory<byte> bytes = wanted.Decode ? await files.DecodedFrameAsync(instance, frame, stop) : await files.CodedFrameAsync(instance, frame, stop);
            if (!wanted.Multipart) return Results.Bytes(bytes, wanted.MediaType, entityTag: tag, enableRangeProcessing: true);
            context.Response.Headers.ETag = tag.ToString();
            return Results.Stream(to => MultipartRelated.WriteAsync(to,
                [new MultipartRelated.Part($"{wanted.MediaType}; transfer-syntax={(wanted.Decode ? TransferSyntax.ExplicitLittleEndian.Uid : instance.TransferSyntax)}", async (body, token) => await body.WriteAsync(bytes, token))], stop),
                MultipartRelated.ContentType(wanted.MediaType));
        }
        catch (CodecException fault)
        {
            context.Response.Headers.CacheControl = "no-store";
            return Problems.Problem(422, "cannotDecode", "This image cannot be decoded.", new { reason = fault.Message });
        }
        catch (DicomException fault)
        {
            context.Response.Headers.CacheControl = "no-store";
            return Problems.Problem(422, "cannotRead", "This image cannot be read.", new { reason = fault.Message });
        }
    }

    private static async Task<List<Instance>> FindAsync(HttpContext context, CurrentUser user, Database db, StudyAccess access, ViewLog views, CancellationToken stop)
    {
        string? Route(string name) => Convert.ToString(context.Request.RouteValues[name], CultureInfo.InvariantCulture);
        if (await access.FindAsync(db, user, Route("study")!, stop) is not { } study) return [];
        var instances = db.Set<Instance>().AsNoTracking().Where(instance => instance.StudyUid == study.Uid);
        if (Route("series") is { Length: > 0 } series) instances = instances.Where(instance => instance.SeriesUid == series);
        if (Route("instance") is { Length: > 0 } uid) instances = instances.Where(instance => instance.Uid == uid);
        var found = await instances.OrderBy(instance => instance.SeriesUid).ThenBy(instance => instance.Number).ToListAsync(stop);
        if (found.Count > 0) await views.SeesAsync(db, user, study, "dicomWeb", stop);
        return found;
    }
}
