using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Pandok.Platform.Live;

/// <summary>
/// Carries events to everybody who listens on this node. Publish after commit. A slow listener loses the oldest events, never blocks a
/// publisher: an event only says "look again", and a later one says it as well.
/// </summary>
internal sealed class LiveHub
{
    private const int Backlog = 256;
    private readonly ConcurrentDictionary<Channel<LiveEvent>, bool> listeners = new();

    /// <summary>Raised for events born on this node, so that a bridge can carry them to the others.</summary>
    public event Action<LiveEvent>? Published;

    public void Publish(LiveEvent live)
    {
        Deliver(live);
        Published?.Invoke(live);
    }

    /// <summary>Hands an event to the listeners of this node only.</summary>
    public void Deliver(LiveEvent live)
    {
        foreach (var listener in listeners.Keys)
            listener.Writer.TryWrite(live);
    }

    public async IAsyncEnumerable<LiveEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        listeners[channel] = true;
        try
        {
            await foreach (var live in channel.Reader.ReadAllAsync(stop))
                yield return live;
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }
}
