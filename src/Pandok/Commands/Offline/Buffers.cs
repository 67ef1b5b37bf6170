using System.Collections.Concurrent;

namespace Pandok.Commands.Offline;

/// <summary>Memory for whole small files, used again and again: allocated anew for each file it would be most of a run's garbage. Safe for concurrent use.</summary>
internal sealed class Buffers
{
    private readonly ConcurrentBag<MemoryStream> idle = [];

    /// <summary>An empty stream; give it back when nothing reads it any more.</summary>
    public MemoryStream Take() => idle.TryTake(out var buffer) ? buffer : new MemoryStream();

    public void GiveBack(MemoryStream buffer)
    {
        buffer.SetLength(0);
        idle.Add(buffer);
    }
}
