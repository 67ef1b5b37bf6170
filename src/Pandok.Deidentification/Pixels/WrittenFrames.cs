using System.Buffers.Binary;

namespace Pandok.Deidentification.Pixels;

/// <summary>Frames that were written again, one after the other in a scratch stream; the frame of an object that has no other stays in memory.</summary>
internal sealed class WrittenFrames(Func<Stream> scratches, bool isEncapsulated, bool isPacked) : IAsyncDisposable
{
    private readonly List<(long Offset, int Length)> places = [];
    private ReadOnlyMemory<byte> first;
    private Stream? scratch;

    /// <summary>Bytes of Pixel Data: null for fragments.</summary>
    public long? Length => isEncapsulated ? null : Total + (Total & 1);

    private long Total => places.Count == 0 ? 0 : places[^1].Offset + places[^1].Length;

    /// <summary>Single-bit frames that do not fill bytes cannot be put one behind the other.</summary>
    public bool CanHold => isEncapsulated || !isPacked;

    public async ValueTask AddAsync(ReadOnlyMemory<byte> code, CancellationToken stop)
    {
        places.Add((Total, code.Length));
        if (places.Count == 1)
        {
            first = code;
            return;
        }
        if (scratch is null)
        {
            scratch = scratches();
            await scratch.WriteAsync(first, stop).ConfigureAwait(false);
            first = default;
        }
        await scratch.WriteAsync(code, stop).ConfigureAwait(false);
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int frame, CancellationToken stop)
    {
        var (offset, length) = places[frame];
        if (scratch is null) return first;
        scratch.Position = offset;
        var code = new byte[length];
        await scratch.ReadExactlyAsync(code, stop).ConfigureAwait(false);
        return code;
    }

    /// <summary>Writes the value of Pixel Data: native frames, or a Basic Offset Table and one fragment per frame (PS3.5 A.4). Where the table cannot reach, it is empty, which is legal.</summary>
    public async ValueTask CopyToAsync(Stream to, CancellationToken stop)
    {
        if (isEncapsulated)
        {
            var offsets = places.Select((place, frame) => place.Offset + 8L * frame).ToArray();
            var table = offsets.Length > 1 && offsets[^1] <= uint.MaxValue ? new byte[4 * offsets.Length] : [];
            for (var i = 0; i < table.Length / 4; i++) BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(4 * i), (uint)offsets[i]);
            await to.WriteAsync(ItemHead(0xE000, table.Length), stop).ConfigureAwait(false);
            await to.WriteAsync(table, stop).ConfigureAwait(false);
        }
        for (var frame = 0; frame < places.Count; frame++)
        {
            var code = await ReadAsync(frame, stop).ConfigureAwait(false);
            if (isEncapsulated) await to.WriteAsync(ItemHead(0xE000, code.Length), stop).ConfigureAwait(false);
            await to.WriteAsync(code, stop).ConfigureAwait(false);
        }
        if (isEncapsulated) await to.WriteAsync(ItemHead(0xE0DD, 0), stop).ConfigureAwait(false);
        else if ((Total & 1) != 0) await to.WriteAsync(new byte[1], stop).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => scratch?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static byte[] ItemHead(ushort element, int length)
    {
        var head = new byte[8];
        BinaryPrimitives.WriteUInt16LittleEndian(head, 0xFFFE);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), element);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), length);
        return head;
    }
}
