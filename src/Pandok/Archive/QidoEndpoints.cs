using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Dicom.Web;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>QIDO-RS (PS3.18 section 10.6): studies, series and instances, of everything the account may see or of one study or series.</summary>
internal static class QidoEndpoints
{
    // What the index does not hold is read from the objects; that many headers at once, no more.
    private const int MaximumHeaders = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dicom-web/studies", SearchStudiesAsync).Searches("SearchStudies");
        routes.MapGet("/dicom-web/series", SeriesAsync).Searches("SearchAllSeries");
        routes.MapGet("/dicom-web/instances", InstancesAsync).Searches("SearchAllInstances");
        routes.MapGet("/dicom-web/studies/{study}/series", SeriesAsync).Searches("SearchSeries");
        routes.MapGet("/dicom-web/studies/{study}/instances", InstancesAsync).Searches("SearchInstancesOfStudy");
        routes.MapGet("/dicom-web/studies/{study}/series/{series}/instances", InstancesAsync).Searches("SearchInstances");
    }

    private static void Searches(this RouteHandlerBuilder route, string name) =>
        route.Requires(Permission.ReadStudy).WithName(name).Produces(200, contentType: DicomWebAnswer.Json).Produces(204);

    private static async Task<IResult> SearchStudiesAsync(HttpContext context, CurrentUser user, Database db, CancellationToken stop)
    {
        if (Begin(context, QidoLevel.Study, out var query, out var mediaType) is { } refusal) return refusal;
        var rows = await new StudySearch(db).StudiesAsync(query, user, stop);
        var more = Cut(rows, query.Limit);
        var modalities = await ModalitiesAsync(db, [.. rows.Select(row => row.Uid)], stop);
        var root = DicomWebAnswer.Root(context);
        return Answer(context, query, mediaType, more, [.. rows.Select(row => QidoAnswers.New().Describe(row, modalities[row.Uid]).Set(Tags.RetrieveURL, Vr.UR, $"{root}/studies/{row.Uid}"))]);
    }

    private static async Task<IResult> SeriesAsync(HttpContext context, CurrentUser user, Database db, CancellationToken stop)
    {
        if (Begin(context, QidoLevel.Series, out var query, out var mediaType) is { } refusal) return refusal;
        var rows = await new StudySearch(db).SeriesAsync(query, user, Route(context, "study"), stop);
        var more = Cut(rows, query.Limit);
        var studies = Route(context, "study") is null ? await StudiesAsync(db, [.. rows.Select(row => row.StudyUid).Distinct()], stop) : null;
        var root = DicomWebAnswer.Root(context);
        return Answer(context, query, mediaType, more, [.. rows.Select(row => studies.Describe(QidoAnswers.New(), row.StudyUid).Describe(row).Set(Tags.RetrieveURL, Vr.UR, $"{root}/studies/{row.StudyUid}/series/{row.Uid}"))]);
    }

    private static async Task<IResult> InstancesAsync(HttpContext context, CurrentUser user, Database db, InstanceFiles files, CancellationToken stop)
    {
        if (Begin(context, QidoLevel.Instance, out var query, out var mediaType) is { } refusal) return refusal;
        var rows = await new StudySearch(db).InstancesAsync(query, user, Route(context, "study"), Route(context, "series"), stop);
        var more = Cut(rows, query.Limit);
        var studies = Route(context, "study") is null ? await StudiesAsync(db, [.. rows.Select(row => row.StudyUid).Distinct()], stop) : null;
        var series = Route(context, "series") is null ? await FindAsync<Series>(db, [.. rows.Select(row => row.SeriesUid).Distinct()], some => row => some.Contains(row.Uid), row => row.Uid, stop) : null;
        var root = DicomWebAnswer.Root(context);
        var answers = new List<DataSet>(rows.Count);
        foreach (var row in rows)
        {
            var set = studies.Describe(QidoAnswers.New(), row.StudyUid);
            if (series is not null) set.Describe(series[row.SeriesUid]);
            answers.Add(set.Describe(row).Set(Tags.RetrieveURL, Vr.UR, $"{root}/studies/{row.StudyUid}/series/{row.SeriesUid}/instances/{row.Uid}"));
            if (ReadsHeaders(query)) Include(set, (await files.HeaderAsync(row, stop)).DataSet, query);
        }
        return Answer(context, query, mediaType, more, answers);
    }

    private static IResult? Begin(HttpContext context, QidoLevel level, out QidoQuery query, out string mediaType)
    {
        query = null!;
        if (DicomWebAnswer.ChooseJson(context, out mediaType) is { } unacceptable) return unacceptable;
        var (parsed, refusal) = QidoQuery.Parse(context.Request.Query, level);
        if (parsed is null) return refusal;
        query = ReadsHeaders(parsed) ? parsed with { Limit = Math.Min(parsed.Limit, MaximumHeaders) } : parsed;
        return null;
    }

    private static IResult Answer(HttpContext context, QidoQuery query, string mediaType, bool more, List<DataSet> answers)
    {
        if (query.Fuzzy) Warn(context, "The fuzzymatching parameter is not supported. Only literal matching has been performed.");
        if (query.Level != QidoLevel.Instance && answers.Count > 0 && query.Include.Where(tag => !answers[0].Contains(tag)).ToList() is { Count: > 0 } missing)
            Warn(context, $"These attributes are not in the index at this level: {string.Join(", ", missing.Select(tag => tag.ToHex()))}");
        if (more) Warn(context, "There are more results than were returned. Ask for them with offset.");
        context.Response.Headers.CacheControl = "private, no-cache";
        if (answers.Count == 0) return Results.NoContent();
        return DicomWebAnswer.Whole(mediaType, null, async (to, stop) =>
        {
            await using var json = new Utf8JsonWriter(to);
            json.WriteStartArray();
            foreach (var answer in answers)
            {
                DicomJson.Write(json, answer);
                if (json.BytesPending > 32 << 10) await json.FlushAsync(stop);
            }
            json.WriteEndArray();
        });
    }

    private static bool ReadsHeaders(QidoQuery query) => query.Level == QidoLevel.Instance && (query.IncludeAll || query.Include.Any(tag => !QidoAttribute.All.ContainsKey(tag)));

    private static void Include(DataSet answer, DataSet header, QidoQuery query)
    {
        foreach (var element in header)
        {
            // Text that was decoded here would have to be encoded anew: what is archived is UTF-8, as the answer is.
            if ((query.IncludeAll || query.Include.Contains(element.Tag)) && !answer.Contains(element.Tag) && !BulkDataEndpoint.IsBulk(element)) answer.Set(element);
        }
    }

    private static async Task<ILookup<string, string>> ModalitiesAsync(Database db, string[] studies, CancellationToken stop)
    {
        var rows = new List<(string Study, string Modality)>();
        foreach (var some in studies.Chunk(500))
            rows.AddRange((await db.Set<StudyModality>().Where(row => some.Contains(row.StudyUid)).Select(row => new { row.StudyUid, row.Modality }).ToListAsync(stop)).Select(row => (row.StudyUid, row.Modality)));
        return rows.ToLookup(row => row.Study, row => row.Modality);
    }

    private sealed record Described(Dictionary<string, Study> Studies, ILookup<string, string> Modalities);

    private static async Task<Described> StudiesAsync(Database db, string[] studies, CancellationToken stop) =>
        new(await FindAsync<Study>(db, studies, some => row => some.Contains(row.Uid), row => row.Uid, stop), await ModalitiesAsync(db, studies, stop));

    private static DataSet Describe(this Described? described, DataSet set, string study) => described is null ? set : set.Describe(described.Studies[study], described.Modalities[study]);

    private static async Task<Dictionary<string, T>> FindAsync<T>(Database db, string[] uids, Func<string[], System.Linq.Expressions.Expression<Func<T, bool>>> among, Func<T, string> uidOf, CancellationToken stop) where T : class
    {
        var found = new Dictionary<string, T>(uids.Length);
        foreach (var some in uids.Chunk(500))
        {
            foreach (var row in await db.Set<T>().AsNoTracking().Where(among(some)).ToListAsync(stop)) found[uidOf(row)] = row;
        }
        return found;
    }

    private static bool Cut<T>(List<T> rows, int limit)
    {
        var more = rows.Count > limit;
        if (more) rows.RemoveRange(limit, rows.Count - limit);
        return more;
    }

    private static void Warn(HttpContext context, string words) => context.Response.Headers.Append("Warning", $"299 pandok \"{words}\"");

    private static string? Route(HttpContext context, string name) => context.Request.RouteValues[name] as string;
}
