namespace Pandok.Dicom.Files;

/// <summary>
/// Reads a stream in chunks that are never used again, so that a value can stay a slice of its chunk: no copy, no pool, no lifetime to mind.
/// A claim of many bytes is believed only as they arrive.
/// </summary>
internal sealed class ByteSource(Stream stream)
{
    private const int ChunkSize = 64 << 10;
    private const int MaximumGrowth = 4 << 20;
    private byte[] chunk = new byte[ChunkSize];
    private int start;
    private int end;

    /// <summary>Bytes handed out so far.</summary>
    public long Position { get; private set; }

    public int Available => end - start;

    public ReadOnlySpan<byte> Peek => chunk.AsSpan(start, end - start);

    /// <summary>Waits until so many bytes are there.</summary>
    /// <returns>False if the stream ends first.</returns>
    public async ValueTask<bool> FillAsync(int count, CancellationToken stop)
    {
        while (Available < count)
        {
            if (chunk.Length - start < count) Renew(count);
            var read = await stream.ReadAsync(chunk.AsMemory(end), stop).ConfigureAwait(false);
            if (read == 0) return false;
            end += read;
        }
        return true;
    }

    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = chunk.AsMemory(start, count);
        start += count;
        Position += count;
        return taken;
    }

    /// <summary>Copies what comes next to a stream, chunk by chunk; the chunk is used again, so nothing may be kept of it.</summary>
    /// <returns>The bytes copied: fewer than asked for if the stream ended.</returns>
    public async ValueTask<long> CopyAsync(Stream to, long count, CancellationToken stop)
    {
        var left = count;
        while (left > 0)
        {
            if (Available == 0)
            {
                chunk = new byte[Math.Max(chunk.Length, ChunkSize)];
                start = end = 0;
                // From here on only one buffer is needed: nobody holds a slice of this one.
                while (left > 0)
                {
                    var read = await stream.ReadAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), stop).ConfigureAwait(false);
                    if (read == 0) return count - left;
                    await to.WriteAsync(chunk.AsMemory(0, read), stop).ConfigureAwait(false);
                    left -= read;
                    Position += read;
                }
                return count;
            }
            var here = (int)Math.Min(left, Available);
            await to.WriteAsync(Take(here), stop).ConfigureAwait(false);
            left -= here;
        }
        return count;
    }

    private void Renew(int count)
    {
        // Grow toward a large claim by what has arrived, so that a lie costs no more than twice the bytes behind it.
        var size = Math.Max(ChunkSize, Math.Min(count, Math.Max(Available * 2, MaximumGrowth)));
        var next = new byte[Math.Max(size, Available + 1)];
        Peek.CopyTo(next);
        end = Available;
        start = 0;
        chunk = next;
    }
}
