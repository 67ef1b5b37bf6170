using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Dicom.Data;
using Pandok.Dicom.Web;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist.Workitems;

/// <summary>UPS-RS (PS3.18 section 11): the worklist for programs of others, readers' workstations and analyzers alike.</summary>
internal static class WorkitemEndpoints
{
    public const string Json = "application/dicom+json";
    private const string All = "/dicom-web/workitems", One = All + "/{workitem}";
    private const long MostBytes = 1 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(All, SearchAsync).Requires(Permission.ReadWorklist).WithName("SearchWorkitems").Produces(200, contentType: Json);
        routes.MapPost(All, CreateAsync).Requires(Permission.PerformWorkitems).WithName("CreateWorkitem").Produces(201);
        routes.MapGet(One, RetrieveAsync).Requires(Permission.ReadWorklist).WithName("RetrieveWorkitem").Produces(200, contentType: Json);
        routes.MapPost(One, UpdateAsync).Requires(Permission.PerformWorkitems).WithName("UpdateWorkitem");
        routes.MapPut(One + "/state", ChangeStateAsync).Requires(Permission.PerformWorkitems).WithName("ChangeWorkitemState");
        routes.MapPut(One + "/state/{subscriber}", ChangeStateAsync).Requires(Permission.PerformWorkitems).WithName("ChangeWorkitemStateAs");
        routes.MapPost(One + "/cancelrequest", CancelAsync).Requires(Permission.PerformWorkitems).WithName("RequestWorkitemCancellation").Produces(202);
        routes.MapPost(One + "/cancelrequest/{subscriber}", CancelAsync).Requires(Permission.PerformWorkitems).WithName("RequestWorkitemCancellationAs").Produces(202);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, CurrentUser user, Database db, CancellationToken stop)
    {
        var (search, why) = WorkitemSearch.Parse(context.Request.Query);
        if (search is null) return Problems.Problem(400, "unknownKey", why!);
        var rows = await search.Of(db, user).Skip(search.Offset).Take(search.Limit + 1)
            .Join(db.Set<Study>(), item => item.StudyUid, study => study.Uid, (item, study) => new { item, study }).ToListAsync(stop);
        if (rows.Count > search.Limit)
            Warn(context, $"There are more results, from offset {search.Offset + search.Limit}.");
        var shown = rows.Take(search.Limit).Select(row => WorkitemDataSet.Of(row.item, row.study, Root(context))).ToList();
        return shown.Count == 0 ? Results.NoContent() : Answer(shown);
    }

    private static async Task<IResult> RetrieveAsync(string workitem, HttpContext context, CurrentUser user, Database db, StudyAccess access, ViewLog views, CancellationToken stop)
    {
        if (await db.Set<Workitem>().AsNoTracking().SingleOrDefaultAsync(item => item.Uid == workitem, stop) is not { } found
            || await access.FindAsync(db, user, found.StudyUid, stop) is not { } study)
            return Problems.NotFound();
        await views.SeesAsync(db, user, study, "dicomWeb", stop);
        return Answer([WorkitemDataSet.Of(found, study, Root(context))]);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CurrentUser user, WorkitemDesk desk, CancellationToken stop)
    {
        var read = await ReadAsync(context, stop);
        if (read.Set is not { } said) return Refused(read);
        // PS3.18 11.4: the UID stands bare in the query, .../workitems?2.25.1
        var uid = context.Request.QueryString.Value is { Length: > 1 } query ? query[1..].TrimEnd('=') : null;
        var outcome = await desk.CreateAsync(user, uid, said, stop);
        if (outcome is WorkitemOutcome.Created created) context.Response.Headers.Location = $"{Root(context)}/workitems/{created.Uid}";
        return Answer(context, outcome, 201);
    }

    private static async Task<IResult> UpdateAsync(string workitem, HttpContext context, CurrentUser user, WorkitemDesk desk, CancellationToken stop)
    {
        var read = await ReadAsync(context, stop);
        if (read.Set is not { } said) return Refused(read);
        var transaction = context.Request.QueryString.Value is { Length: > 1 } query ? query[1..].Replace("transaction-uid=", "", StringComparison.Ordinal).TrimEnd('=') : null;
        return Answer(context, await desk.UpdateAsync(user, workitem, transaction, said, stop), 200);
    }

    private static async Task<IResult> ChangeStateAsync(string workitem, HttpContext context, CurrentUser user, WorkitemDesk desk, Subscriptions subscriptions, CancellationToken stop)
    {
        var (requester, refusal) = await RequesterAsync(context, user, subscriptions, stop);
        if (refusal is not null) return refusal;
        var read = await ReadAsync(context, stop);
        return read.Set is { } said ? Answer(context, await desk.ChangeStateAsync(user, workitem, said, requester, stop), 200) : Refused(read);
    }

    // The AE title in the path is who asks (PS3.18 sections 11.7 and 11.8). It adds to the account, it never replaces it.
    private static async Task<(string? Requester, IResult? Refusal)> RequesterAsync(HttpContext context, CurrentUser user, Subscriptions subscriptions, CancellationToken stop)
    {
        if (context.Request.RouteValues["subscriber"] is not string name) return (null, null);
        if (!SubscriptionEndpoints.IsName(name)) return (null, Problems.Problem(400, "badSubscriber", "A requester is an AE title: 1 to 16 characters."));
        return await subscriptions.IsTakenAsync(user, name, stop) ? (null, Problems.Problem(409, "subscriberTaken", "This name belongs to another account.")) : (name, null);
    }

    private static async Task<IResult> CancelAsync(string workitem, HttpContext context, CurrentUser user, WorkitemDesk desk, Subscriptions subscriptions, CancellationToken stop)
    {
        var (requester, refusal) = await RequesterAsync(context, user, subscriptions, stop);
        if (refusal is not null) return refusal;
        DataSet? said = null;
        if (context.Request.ContentLength is not (null or 0))
        {
            var read = await ReadAsync(context, stop);
            if (read.Set is null) return Refused(read);
            said = read.Set;
        }
        return Answer(context, await desk.RequestCancelAsync(user, workitem, said, requester, stop), 202);
    }

    // The body is one data set, or an array of one (PS3.18 F.2.1).
    private static async Task<(DataSet? Set, int Status, string Why)> ReadAsync(HttpContext context, CancellationToken stop)
    {
        var type = context.Request.ContentType ?? "";
        if (!type.StartsWith(Json, StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            return (null, 415, $"The body is {Json}.");
        if (context.Request.ContentLength is not { } length) return (null, 411, "The body's length is missing.");
        if (length > MostBytes) return (null, 413, "A workitem of more than 1 MiB is not taken.");
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: stop);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Array) root = root.GetArrayLength() == 1 ? root[0] : throw new JsonException("One data set is expected.");
            return (DicomJson.Read(root), 200, "");
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or OverflowException or InvalidOperationException)
        {
            return (null, 400, $"The body is not a data set in DICOM JSON: {fault.Message}");
        }
    }

    private static IResult Refused((DataSet? Set, int Status, string Why) read) =>
        Problems.Problem(read.Status, read.Status switch { 411 => "lengthRequired", 413 => "tooLarge", 415 => "unsupportedMediaType", _ => "badRequest" }, read.Why);

    private static IResult Answer(HttpContext context, WorkitemOutcome? outcome, int done)
    {
        switch (outcome)
        {
            case null: return Problems.NotFound();
            case WorkitemOutcome.Malformed malformed: return Problems.Problem(400, "badWorkitem", malformed.Why);
            case WorkitemOutcome.Conflict conflict:
                Warn(context, conflict.Why);
                return Problems.Problem(409, "workitemConflict", conflict.Why);
            case WorkitemOutcome.Already already:
                Warn(context, $"The UPS is already in the requested state of {already.State.Term()}.");
                return Results.StatusCode(done);
            default: return Results.StatusCode(done);
        }
    }

    private static IResult Answer(IReadOnlyList<DataSet> sets)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var set in sets) DicomJson.Write(json, set);
            json.WriteEndArray();
        }
        return Results.Bytes(bytes.ToArray(), Json);
    }

    private static void Warn(HttpContext context, string words) => context.Response.Headers.Warning = $"299 pandok \"{words}\"";

    private static string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/dicom-web";
}
