using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using Pandok.Platform.Live;

namespace Pandok.Platform.Database;

/// <summary>
/// Carries live events between the nodes of one installation over PostgreSQL LISTEN/NOTIFY. When the database is away, listeners of other
/// nodes miss an event; their pages fetch again at the next one.
/// </summary>
internal sealed class PostgresLiveBridge(LiveHub hub, PandokOptions options, TimeProvider time, ILogger<PostgresLiveBridge> log) : BackgroundService
{
    private const string Channel = "pandok_live";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly Guid node = Guid.NewGuid();
    private readonly Channel<LiveEvent> outgoing = System.Threading.Channels.Channel.CreateBounded<LiveEvent>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });

    private sealed record Notice(Guid Node, LiveEvent Live);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        hub.Published += Queue;
        try
        {
            await Task.WhenAll(KeepAsync(ListenAsync, stoppingToken), KeepAsync(NotifyAsync, stoppingToken));
        }
        finally
        {
            hub.Published -= Queue;
        }
    }

    private void Queue(LiveEvent live) => outgoing.Writer.TryWrite(live);

    private async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
            {
                log.BridgeBroken(fault);
                await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(options.Database);
        await connection.OpenAsync(stop);
        connection.Notification += (_, notification) =>
        {
            if (JsonSerializer.Deserialize<Notice>(notification.Payload) is { } notice && notice.Node != node)
                hub.Deliver(notice.Live);
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(stop);
        while (true)
            await connection.WaitAsync(stop);
    }

    private async Task NotifyAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(options.Database);
        await connection.OpenAsync(stop);
        await foreach (var live in outgoing.Reader.ReadAllAsync(stop))
        {
            await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
            notify.Parameters.Add(new NpgsqlParameter { Value = Channel });
            notify.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(new Notice(node, live)) });
            await notify.ExecuteNonQueryAsync(stop);
        }
    }
}
