using System.Net.WebSockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Platform.Live;

namespace Pandok.Worklist.Workitems;

/// <summary>
/// The open line of one subscriber. What it sends are rows, so no node needs to hear of a change from another: a live event only says
/// "look again", and a quarter of a minute of silence says it too, should an event have been lost between nodes. Rows may become visible out of the order of their ids; the last ones are looked at again and told once.
/// </summary>
internal sealed class EventChannel(Database db, LiveHub hub, Subscriptions subscriptions, TimeProvider time, IHostApplicationLifetime life)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(1);

    public async Task RunAsync(HttpContext context, string subscriber)
    {
        var begin = time.GetUtcNow();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var closing = CloseWhenAskedAsync(socket, ends);
        try
        {
            await SendAsync(context, socket, subscriber, begin, ends.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
            // The subscriber left, or the server stops.
        }
        await ends.CancelAsync();
        await closing;
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(HttpContext context, WebSocket socket, string subscriber, DateTimeOffset begin, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var live = hub.SubscribeAsync(over.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = live.MoveNextAsync().AsTask();
        try
        {
            var told = new HashSet<long>();
            var messages = 0;
            while (await Session.LookAgainAsync(context, db, stop) is { } now)
            {
                messages = await TellAsync(socket, now, subscriber, begin, told, messages, stop);
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var silence = Task.Delay(Silence, time, waiting.Token);
                // Events of other sites are passed over; those that wait already are one look.
                for (var heard = false; !silence.IsCompleted && (!heard || next.IsCompleted);)
                {
                    await Task.WhenAny(next, silence);
                    if (!next.IsCompleted) break;
                    if (!await next) return;
                    heard |= EventStream.MayKnow(now, live.Current);
                    next = live.MoveNextAsync().AsTask();
                }
                await waiting.CancelAsync();
                stop.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            // An enumerator may only be left when it no longer moves.
            await over.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await live.DisposeAsync();
        }
    }

    private async Task<int> TellAsync(WebSocket socket, CurrentUser user, string subscriber, DateTimeOffset begin, HashSet<long> told, int messages, CancellationToken stop)
    {
        var since = time.GetUtcNow() - LookBack;
        if (since < begin) since = begin;
        db.ChangeTracker.Clear();
        var rows = await db.Set<WorkitemEvent>().AsNoTracking().Where(row => row.At >= since).OrderBy(row => row.Id).ToListAsync(stop);
        foreach (var row in rows.Where(row => told.Add(row.Id)))
        {
            if (!Permissions.MaySee(user, row.SiteId) || !await HearsAsync(user, subscriber, row, stop)) continue;
            messages = messages % ushort.MaxValue + 1;
            await socket.SendAsync(Encoding.UTF8.GetBytes(WorkitemDataSet.Message(row, messages)), WebSocketMessageType.Text, endOfMessage: true, stop);
        }
        told.IntersectWith(rows.Select(row => row.Id));
        return messages;
    }

    private async Task<bool> HearsAsync(CurrentUser user, string subscriber, WorkitemEvent row, CancellationToken stop) =>
        await db.Set<Workitem>().AsNoTracking().SingleOrDefaultAsync(item => item.Uid == row.WorkitemUid, stop) is { } item
        && await subscriptions.HearsAsync(user, subscriber, item, stop);

    // A subscriber says nothing on the channel but that it leaves.
    private static async Task CloseWhenAskedAsync(WebSocket socket, CancellationTokenSource ends)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, ends.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
        }
        await ends.CancelAsync();
    }
}
