using System.Text.Json;
using Pandok.Platform.Database;
using Pandok.Platform.Live;

namespace Pandok.Access;

/// <summary>
/// GET /api/events: server-sent events of the studies this account may see, a heartbeat each 15 s. The stream outlives the request's first moment, so
/// the account is read again at most a second before each event; when it is gone, the stream ends.
/// </summary>
internal sealed class EventStream(LiveHub hub, Database db, TimeProvider time, IHostApplicationLifetime life)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private const string Silence = ":\n\n";

    public static void MapEvents(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/events", (HttpContext context, CurrentUser user, EventStream stream) => stream.RunAsync(context, user)).Requires(Permission.UseOwnAccount).WithName("Events").Produces(200, contentType: "text/event-stream");

    /// <summary>Whether the account may know of this event. A study's event without its site is for those who see all sites.</summary>
    public static bool MayKnow(CurrentUser user, LiveEvent live) =>
        live.Site is { } site ? Permissions.MaySee(user, site) : live.Study is null || user.AllSites;

    private async Task RunAsync(HttpContext context, CurrentUser user)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await SendAllAsync(context, user, ends.Token);
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
    }

    private async Task SendAllAsync(HttpContext context, CurrentUser user, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var events = hub.SubscribeAsync(over.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = events.MoveNextAsync().AsTask();
        try
        {
            await SendAsync(context.Response, Silence, stop);
            var beat = Task.Delay(Heartbeat, time, over.Token);
            var known = (User: user, At: time.GetTimestamp());
            while (true)
            {
                var first = await Task.WhenAny(next, beat);
                if (time.GetElapsedTime(known.At) >= LookAgain)
                {
                    if (await Session.LookAgainAsync(context, db, stop) is not { } now)
                        return;
                    known = (now, time.GetTimestamp());
                }

                if (first == beat)
                {
                    await SendAsync(context.Response, Silence, stop);
                    beat = Task.Delay(Heartbeat, time, over.Token);
                    continue;
                }

                if (!await next)
                    return;
                if (MayKnow(known.User, events.Current))
                    await SendAsync(context.Response, Text(events.Current), stop);
                next = events.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // An enumerator may only be left when it no longer moves.
            await over.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync();
        }
    }

    private static string Text(LiveEvent live) =>
        $"event: {live.Kind}\ndata: {(live.Study is null ? "{}" : JsonSerializer.Serialize(new { study = live.Study }))}\n\n";

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken stop)
    {
        await response.WriteAsync(text, stop);
        await response.Body.FlushAsync(stop);
    }
}
