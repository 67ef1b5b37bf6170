using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Audit;
using Pandok.Dicom.Data;
using Pandok.Dicom.Objects;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read.Drawings;

/// <summary>Measurements and key images of a study: read by whoever may read it, written by readers, and given as DICOM objects on request.</summary>
internal static class DrawingEndpoints
{
    private const string Dicom = "application/dicom";

    public static void MapDrawings(this IEndpointRouteBuilder routes)
    {
        var study = routes.MapGroup("/api/studies/{study}");
        study.MapGet("/measurements", (string study, DrawingDesk desk, CancellationToken stop) => desk.MeasurementsAsync(study, stop)).Requires(Permission.ReadStudy).WithName("ListMeasurements");
        study.MapPut("/measurements/{measurement:guid}", KeepMeasurementAsync).Requires(Permission.WriteReport).WithName("KeepMeasurement").Produces<MeasurementView>();
        study.MapDelete("/measurements/{measurement:guid}", DeleteMeasurementAsync).Requires(Permission.WriteReport).WithName("DeleteMeasurement").Produces(204);
        study.MapGet("/measurements.dcm", MeasurementReportAsync).Requires(Permission.ReadStudy).WithName("ExportMeasurements").Produces(200, contentType: Dicom);
        study.MapGet("/key-images", (string study, DrawingDesk desk, CancellationToken stop) => desk.KeyImagesAsync(study, stop)).Requires(Permission.ReadStudy).WithName("ListKeyImages");
        study.MapPut("/key-images/{keyImage:guid}", KeepKeyImageAsync).Requires(Permission.WriteReport).WithName("KeepKeyImage").Produces<KeyImageView>();
        study.MapDelete("/key-images/{keyImage:guid}", DeleteKeyImageAsync).Requires(Permission.WriteReport).WithName("DeleteKeyImage").Produces(204);
        study.MapGet("/key-images.dcm", KeyObjectAsync).Requires(Permission.ReadStudy).WithName("ExportKeyImages").Produces(200, contentType: Dicom);
    }

    private static async Task<IResult> KeepMeasurementAsync(string study, Guid measurement, MeasurementWish wish, CurrentUser user, DrawingDesk desk, CancellationToken stop)
    {
        if (wish.Fault() is { } fault) return Problems.Problem(400, "badMeasurement", fault);
        var kept = await desk.KeepAsync(user, study, measurement, wish, stop);
        return kept is { Row: { } row } ? Results.Ok(MeasurementView.Of(row, signedAt: null)) : Refusal(kept?.Outcome);
    }

    private static async Task<IResult> KeepKeyImageAsync(string study, Guid keyImage, KeyImageWish wish, CurrentUser user, DrawingDesk desk, CancellationToken stop)
    {
        if (wish.Fault() is { } fault) return Problems.Problem(400, "badKeyImage", fault);
        var kept = await desk.KeepAsync(user, study, keyImage, wish, stop);
        return kept is { Row: { } row } ? Results.Ok(KeyImageView.Of(row, signedAt: null)) : Refusal(kept?.Outcome);
    }

    private static async Task<IResult> DeleteMeasurementAsync(string study, Guid measurement, CurrentUser user, DrawingDesk desk, CancellationToken stop) =>
        Refusal(await desk.DeleteAsync<Measurement>(user, study, measurement, AuditAction.Measured, stop));

    private static async Task<IResult> DeleteKeyImageAsync(string study, Guid keyImage, CurrentUser user, DrawingDesk desk, CancellationToken stop) =>
        Refusal(await desk.DeleteAsync<KeyImage>(user, study, keyImage, AuditAction.KeyImage, stop));

    private static IResult Refusal(KeepOutcome? outcome) => outcome switch
    {
        KeepOutcome.Kept => Results.NoContent(),
        KeepOutcome.ClaimedByOther => Problems.Problem(409, "claimedByOther", "Somebody else reads this study."),
        KeepOutcome.Signed => Problems.Problem(409, "signed", "It is part of a signed report and stays as it is."),
        KeepOutcome.NoImage => Problems.Problem(422, "noImage", "The study has no such image."),
        KeepOutcome.TooMany => Problems.Problem(422, "tooMany", $"A study keeps at most {Keeping.Most} of them."),
        _ => Problems.NotFound(),
    };

    private static async Task<IResult> MeasurementReportAsync(string study, CurrentUser user, Database db, StudyAccess access, DrawingDesk desk, InstanceFiles files, ViewLog views, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return Problems.NotFound();
        var rows = await desk.RowsAsync<Measurement>(study, stop);
        if (rows.Count == 0) return Problems.Problem(404, "noMeasurements", "Nothing was measured on this study.");
        await views.SeesAsync(db, user, found, "measurementsDicom", stop);
        var images = await ImagesAsync(db, study, rows, stop);
        var header = await HeaderAsync(files, images, rows[0], stop);
        return await FileAsync(MeasurementDocument.Build(header, rows, images, user.Language, await desk.SignedAtAsync(study, stop)), "measurements.dcm", stop);
    }

    private static async Task<IResult> KeyObjectAsync(string study, CurrentUser user, Database db, StudyAccess access, DrawingDesk desk, InstanceFiles files, ViewLog views, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return Problems.NotFound();
        var rows = await desk.RowsAsync<KeyImage>(study, stop);
        if (rows.Count == 0) return Problems.Problem(404, "noKeyImages", "This study has no key images.");
        await views.SeesAsync(db, user, found, "keyImagesDicom", stop);
        var images = await ImagesAsync(db, study, rows, stop);
        var header = await HeaderAsync(files, images, rows[0], stop);
        return await FileAsync(KeyObjectDocument.Build(header, rows, images), "key-images.dcm", stop);
    }

    private static async Task<IReadOnlyDictionary<string, Instance>> ImagesAsync(Database db, string study, IReadOnlyList<IKept> rows, CancellationToken stop)
    {
        var wanted = rows.Select(row => row.InstanceUid).Distinct().ToArray();
        return await db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study && wanted.Contains(row.Uid)).ToDictionaryAsync(row => row.Uid, stop);
    }

    // An image may have been withdrawn since (a late finding of the review): what was left on it is not exported.
    private static async Task<DataSet?> HeaderAsync(InstanceFiles files, IReadOnlyDictionary<string, Instance> images, IKept first, CancellationToken stop) =>
        (images.GetValueOrDefault(first.InstanceUid) ?? images.Values.FirstOrDefault()) is { } image ? (await files.HeaderAsync(image, stop)).DataSet : null;

    private static async Task<IResult> FileAsync(DicomObject? built, string name, CancellationToken stop)
    {
        if (built is null) return Problems.Problem(404, "noImages", "The images these belong to are no longer in the study.");
        using var file = new MemoryStream();
        await built.WriteFileAsync(file, stop);
        return Results.File(file.ToArray(), Dicom, name);
    }
}
