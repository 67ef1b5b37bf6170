using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;
using Pandok.Dicom.Web;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>QIDO-RS (PS3.18 section 10.6), what our viewer and a plain client need: studies, series and instances, with the common keys, limit and offset.</summary>
internal static class QidoEndpoints
{
    private const int MaximumAnswers = 500;
    private const string MediaType = "application/dicom+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dicom-web/studies", StudiesAsync).Requires(Permission.ReadStudy).WithName("SearchStudies").Produces(200, contentType: MediaType);
        routes.MapGet("/dicom-web/studies/{study}/series", SeriesAsync).Requires(Permission.ReadStudy).WithName("SearchSeries").Produces(200, contentType: MediaType);
        routes.MapGet("/dicom-web/studies/{study}/instances", InstancesAsync).Requires(Permission.ReadStudy).WithName("SearchInstancesOfStudy").Produces(200, contentType: MediaType);
        routes.MapGet("/dicom-web/studies/{study}/series/{series}/instances", InstancesAsync).Requires(Permission.ReadStudy).WithName("SearchInstances").Produces(200, contentType: MediaType);
    }

    private static async Task<IResult> StudiesAsync(HttpContext context, CurrentUser user, Database db, CancellationToken stop)
    {
        var query = context.Request.Query;
        string? Key(Tag tag, string keyword) => (query[keyword].FirstOrDefault() ?? query[tag.ToHex()].FirstOrDefault()) is { Length: > 0 } value ? value : null;
        var studies = db.Set<Study>().AsNoTracking().VisibleTo(user);
        if (Key(Tags.StudyInstanceUID, "StudyInstanceUID") is { } uids)
        {
            var wanted = uids.Split([',', '\\']);
            studies = studies.Where(study => wanted.Contains(study.Uid));
        }
        if (Key(Tags.PatientID, "PatientID") is { } patient) studies = studies.Where(study => study.Pseudonym == patient);
        if (Key(Tags.AccessionNumber, "AccessionNumber") is { } accession) studies = studies.Where(study => study.Accession == accession);
        if (Key(Tags.ModalitiesInStudy, "ModalitiesInStudy") is { } modality) studies = studies.Where(study => study.Modality == modality);
        if (Key(Tags.StudyDate, "StudyDate") is { } dates)
        {
            var range = dates.Split('-');
            var (from, to) = (range[0], range[^1]);
#pragma warning disable CA1309 // translated to SQL
            if (from.Length > 0) studies = studies.Where(study => string.Compare(study.StudyDate, from) >= 0);
            if (to.Length > 0) studies = studies.Where(study => string.Compare(study.StudyDate, to) <= 0);
#pragma warning restore CA1309
        }
        var rows = await studies.OrderByDescending(study => study.ReceivedAt).ThenBy(study => study.Uid).Skip(Number(context, "offset", 0)).Take(Math.Min(Number(context, "limit", 100), MaximumAnswers)).ToListAsync(stop);
        return Answer(rows.Select(study => StudyAnswer(context, study)));
    }

    private static async Task<IResult> SeriesAsync(string study, HttpContext context, CurrentUser user, Database db, StudyAccess access, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is null) return Problems.NotFound();
        var rows = await db.Set<Series>().AsNoTracking().Where(series => series.StudyUid == study).OrderBy(series => series.Number).ThenBy(series => series.Uid).ToListAsync(stop);
        return Answer(rows.Select(series => Utf8().Set(Tags.Modality, Vr.CS, series.Modality)
            .With(Tags.SeriesDescription, Vr.LO, series.Description).With(Tags.BodyPartExamined, Vr.CS, series.BodyPart)
            .Set(Tags.RetrieveURL, Vr.UR, $"{Root(context)}/studies/{study}/series/{series.Uid}")
            .Set(Tags.StudyInstanceUID, Vr.UI, study).Set(Tags.SeriesInstanceUID, Vr.UI, series.Uid)
            .With(Tags.SeriesNumber, Vr.IS, series.Number?.ToString(CultureInfo.InvariantCulture)).SetIntegers(Tags.NumberOfSeriesRelatedInstances, Vr.IS, series.InstanceCount)));
    }

    private static async Task<IResult> InstancesAsync(string study, HttpContext context, CurrentUser user, Database db, StudyAccess access, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is null) return Problems.NotFound();
        var instances = db.Set<Instance>().AsNoTracking().Where(instance => instance.StudyUid == study);
        if (context.Request.RouteValues["series"] is string wanted) instances = instances.Where(instance => instance.SeriesUid == wanted);
        var rows = await instances.OrderBy(instance => instance.SeriesUid).ThenBy(instance => instance.Number).ThenBy(instance => instance.Uid)
            .Skip(Number(context, "offset", 0)).Take(Number(context, "limit", 10_000)).ToListAsync(stop);
        return Answer(rows.Select(instance =>
        {
            var set = Utf8().Set(Tags.SOPClassUID, Vr.UI, instance.SopClass).Set(Tags.SOPInstanceUID, Vr.UI, instance.Uid)
                .Set(Tags.RetrieveURL, Vr.UR, $"{Root(context)}/studies/{study}/series/{instance.SeriesUid}/instances/{instance.Uid}")
                .Set(Tags.StudyInstanceUID, Vr.UI, study).Set(Tags.SeriesInstanceUID, Vr.UI, instance.SeriesUid)
                .With(Tags.InstanceNumber, Vr.IS, instance.Number?.ToString(CultureInfo.InvariantCulture));
            if (instance.Frames > 0) set.SetIntegers(Tags.NumberOfFrames, Vr.IS, instance.Frames);
            if (instance is { Rows: { } height, Columns: { } width }) set.SetIntegers(Tags.Rows, Vr.US, height).SetIntegers(Tags.Columns, Vr.US, width);
            return set;
        }));
    }

    private static DataSet StudyAnswer(HttpContext context, Study study) => Utf8()
        .With(Tags.StudyDate, Vr.DA, study.StudyDate).With(Tags.StudyTime, Vr.TM, study.StudyTime).With(Tags.AccessionNumber, Vr.SH, study.Accession)
        .Set(Tags.InstanceAvailability, Vr.CS, "ONLINE").Set(Tags.ModalitiesInStudy, Vr.CS, study.Modality).With(Tags.StudyDescription, Vr.LO, study.Description)
        .Set(Tags.RetrieveURL, Vr.UR, $"{Root(context)}/studies/{study.Uid}").With(Tags.PatientID, Vr.LO, study.Pseudonym).With(Tags.PatientSex, Vr.CS, study.Sex)
        .Set(Tags.StudyInstanceUID, Vr.UI, study.Uid).With(Tags.StudyID, Vr.SH, study.StudyId)
        .SetIntegers(Tags.NumberOfStudyRelatedSeries, Vr.IS, study.SeriesCount).SetIntegers(Tags.NumberOfStudyRelatedInstances, Vr.IS, study.InstanceCount);

    private static DataSet Utf8() => new DataSet().Set(Tags.SpecificCharacterSet, Vr.CS, "ISO_IR 192");

    private static DataSet With(this DataSet set, Tag tag, Vr vr, string? value) => value is null ? set.Set(tag, vr) : set.Set(tag, vr, value);

    private static string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/dicom-web";

    private static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static IResult Answer(IEnumerable<DataSet> answers)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var answer in answers) DicomJson.Write(json, answer);
            json.WriteEndArray();
        }
        return Results.Bytes(bytes.ToArray(), MediaType);
    }
}
