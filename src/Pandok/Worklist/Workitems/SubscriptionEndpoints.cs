using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;

namespace Pandok.Worklist.Workitems;

/// <summary>Subscriptions of UPS-RS and the channel that carries their events (PS3.18 sections 11.10 to 11.12 and 8.10).</summary>
internal static class SubscriptionEndpoints
{
    private const string Of = "/dicom-web/workitems/{workitem}/subscribers/{subscriber}", Channel = "/dicom-web/subscribers/{subscriber}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Of, SubscribeAsync).Requires(Permission.PerformWorkitems).WithName("SubscribeWorkitem").Produces(201);
        routes.MapDelete(Of, UnsubscribeAsync).Requires(Permission.PerformWorkitems).WithName("UnsubscribeWorkitem");
        routes.MapPost(Of + "/suspend", SuspendAsync).Requires(Permission.PerformWorkitems).WithName("SuspendWorkitemSubscription");
        routes.MapGet(Channel, OpenAsync).Requires(Permission.PerformWorkitems).WithName("OpenWorkitemEvents").Produces(101);
    }

    private static async Task<IResult> SubscribeAsync(string workitem, string subscriber, HttpContext context, CurrentUser user, Database db, StudyAccess access, Subscriptions subscriptions, CancellationToken stop)
    {
        if (!IsName(subscriber)) return Problems.Problem(400, "badSubscriber", "A subscriber is an AE title: 1 to 16 characters.");
        var filter = "";
        if (workitem == WorkitemSubscription.FilteredGlobal)
        {
            filter = Filter(context.Request.Query["filter"].ToString());
            if (WorkitemSearch.Parse(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(filter)) is { Search: null, Why: var why }) return Problems.Problem(400, "unknownKey", why!);
        }
        else if (workitem != WorkitemSubscription.Global)
        {
            var study = await db.Set<Workitem>().AsNoTracking().Where(item => item.Uid == workitem).Select(item => item.StudyUid).SingleOrDefaultAsync(stop);
            if (study is null || await access.FindAsync(db, user, study, stop) is null) return Problems.NotFound();
        }
        if (!await subscriptions.AddAsync(user, subscriber, workitem, filter, context.Request.Query["deletionlock"] == "true", stop))
            return Problems.Problem(409, "subscriberTaken", "This subscriber belongs to another account, or has too many subscriptions.");
        var scheme = context.Request.Scheme == "https" ? "wss" : "ws";
        context.Response.Headers.ContentLocation = $"{scheme}://{context.Request.Host}/dicom-web/subscribers/{subscriber}";
        return Results.StatusCode(201);
    }

    private static async Task<IResult> UnsubscribeAsync(string workitem, string subscriber, CurrentUser user, Subscriptions subscriptions, CancellationToken stop) =>
        await subscriptions.RemoveAsync(user, subscriber, workitem, stop) ? Results.Ok() : Problems.NotFound();

    private static async Task<IResult> SuspendAsync(string workitem, string subscriber, CurrentUser user, Subscriptions subscriptions, CancellationToken stop) =>
        workitem is WorkitemSubscription.Global or WorkitemSubscription.FilteredGlobal
            ? await subscriptions.SuspendAsync(user, subscriber, workitem, stop) ? Results.Ok() : Problems.NotFound()
            : Problems.Problem(400, "notGlobal", "Only a global subscription is suspended.");

    private static async Task<IResult> OpenAsync(string subscriber, HttpContext context, CurrentUser user, EventChannel channel, Subscriptions subscriptions, CancellationToken stop)
    {
        if (!context.WebSockets.IsWebSocketRequest) return Problems.Problem(400, "notWebSocket", "This address is opened as a WebSocket.");
        if (!await subscriptions.AnyAsync(user, subscriber, stop)) return Problems.NotFound();
        await channel.RunAsync(context, subscriber);
        return Results.Empty;
    }

    /// <summary>An AE title that stands in a path: 1 to 16 characters (PS3.5 section 6.2), without spaces.</summary>
    public static bool IsName(string subscriber) => subscriber.Length is >= 1 and <= 16 && subscriber.All(letter => letter is > ' ' and < '\x7f' and not '\\');

    // PS3.18 11.10.1: filter=key=value,key=value
    private static string Filter(string text) => text.Replace(',', '&');
}
