using System.Buffers;

namespace Pandok.Dicom.Files;

/// <summary>
/// Reads a stream in chunks that are never used again, so that a value can stay a slice of its chunk: no copy, no pool, no lifetime to mind.
/// A claim of many bytes is believed only as they arrive.
/// </summary>
internal sealed class ByteSource(Stream stream, long origin = 0)
{
    private const int FirstChunk = 16 << 10; // the header of most slices
    private const int ChunkSize = 64 << 10;
    private const int MaximumGrowth = 4 << 20;
    private const int CopyBuffer = 128 << 10;
    private byte[] chunk = [];
    private int start;
    private int end;

    /// <summary>Set by those who hold a thread anyway: every wait is then a blocking read, and every task is complete when it is handed out.</summary>
    public bool IsSynchronous { get; set; }

    /// <summary>Bytes handed out so far, counted from the origin.</summary>
    public long Position { get; private set; } = origin;

    public int Available => end - start;

    public ReadOnlySpan<byte> Peek => chunk.AsSpan(start, end - start);

    /// <summary>Waits until so many bytes are there.</summary>
    /// <returns>False if the stream ends first.</returns>
    public async ValueTask<bool> FillAsync(int count, CancellationToken stop)
    {
        while (Available < count)
        {
            if (end == chunk.Length || chunk.Length - start < count) Renew(count);
            var read = IsSynchronous ? stream.Read(chunk.AsSpan(end)) : await stream.ReadAsync(chunk.AsMemory(end), stop).ConfigureAwait(false);
            if (read == 0) return false;
            end += read;
        }
        return true;
    }

    /// <summary>The next bytes; whoever takes them may change them in place.</summary>
    public Memory<byte> Take(int count)
    {
        var taken = chunk.AsMemory(start, count);
        Skip(count);
        return taken;
    }

    public void Skip(int count)
    {
        start += count;
        Position += count;
    }

    /// <summary>Copies what comes next to a stream, chunk by chunk.</summary>
    /// <returns>The bytes copied: fewer than asked for if the stream ended.</returns>
    public async ValueTask<long> CopyAsync(Stream to, long count, CancellationToken stop)
    {
        var left = count;
        if (Available > 0)
        {
            var here = (int)Math.Min(left, Available);
            await WriteAsync(to, Take(here), stop).ConfigureAwait(false);
            left -= here;
        }
        if (left == 0) return count;
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            while (left > 0)
            {
                var part = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
                var read = IsSynchronous ? stream.Read(part.Span) : await stream.ReadAsync(part, stop).ConfigureAwait(false);
                if (read == 0) return count - left;
                await WriteAsync(to, part[..read], stop).ConfigureAwait(false);
                left -= read;
                Position += read;
            }
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public ValueTask WriteAsync(Stream to, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (!IsSynchronous) return to.WriteAsync(bytes, stop);
        to.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>What comes next, for a stream that unpacks it.</summary>
    public int ReadSome(Span<byte> to)
    {
        if (Available == 0) return stream.Read(to);
        var count = Math.Min(to.Length, Available);
        Peek[..count].CopyTo(to);
        Skip(count);
        return count;
    }

    /// <summary>What comes next, for a stream that unpacks it.</summary>
    public ValueTask<int> ReadSomeAsync(Memory<byte> to, CancellationToken stop) => Available == 0 ? stream.ReadAsync(to, stop) : ValueTask.FromResult(ReadSome(to.Span));

    private void Renew(int count)
    {
        // Grow toward a large claim by what has arrived, so that a lie costs little more than the bytes behind it.
        var least = chunk.Length == 0 ? FirstChunk : ChunkSize;
        var size = Math.Max(Math.Max(least, Math.Min(count, MaximumGrowth)), Math.Min(Available * 2L, Array.MaxLength));
        var next = GC.AllocateUninitializedArray<byte>((int)size);
        Peek.CopyTo(next);
        end = Available;
        start = 0;
        chunk = next;
    }
}
