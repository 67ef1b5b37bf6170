using System.Buffers;
using System.Buffers.Binary;

namespace Pandok.Read;

/// <summary>
/// All frames of a series at one level, as one answer of known length: for each frame, in interleaved order, a head of four little-endian numbers of 32 bits (frame index, first byte, byte
/// count, flags), then the bytes of its codestream from the first on. Any part of the answer can be written without what stands before it.
/// </summary>
internal sealed class LevelPlan
{
    public const int HeadLength = 16;
    /// <summary>With this record the frame is whole.</summary>
    public const uint Whole = 1;
    /// <summary>There are no bytes: the manifest says whether the frame is refused or not ready yet.</summary>
    public const uint Absent = 2;
    /// <summary>The frame's original was once compressed with loss.</summary>
    public const uint LossySource = 4;
    private const int ChunkSize = 256 << 10;
    private readonly List<Piece> pieces = [];

    private LevelPlan() { }

    /// <summary>Reads bytes of a frame's codestream.</summary>
    /// <param name="frame">Index in the manifest.</param>
    /// <param name="first">From this byte of its codestream on.</param>
    internal delegate ValueTask Reading(int frame, int first, Memory<byte> into, CancellationToken stop);

    /// <summary>Bytes of the answer.</summary>
    public long Length { get; private set; }

    /// <param name="places">In the manifest's order.</param>
    /// <param name="level">Up to the end of this level, or of the frame.</param>
    /// <param name="after">From the end of this level on; null from the first byte.</param>
    public static LevelPlan Of(IReadOnlyList<FramePlace> places, int level, int? after)
    {
        var plan = new LevelPlan();
        foreach (var frame in Interleaved.Order(places.Count))
        {
            var place = places[frame];
            var (first, end) = (after is { } had ? place.EndOf(had) : 0, place.EndOf(level));
            var flags = place.Ends.Length == 0 ? Absent : (end == place.Ends[^1] ? Whole : 0) | (place.IsLossy ? LossySource : 0);
            plan.pieces.Add(new Piece(frame, first, end - first, flags, plan.Length));
            plan.Length += HeadLength + end - first;
        }
        return plan;
    }

    /// <summary>Where the bytes of each frame begin in the answer, by index.</summary>
    public long[] Starts()
    {
        var starts = new long[pieces.Count];
        foreach (var piece in pieces) starts[piece.Frame] = piece.At + HeadLength;
        return starts;
    }

    /// <summary>Writes a part of the answer.</summary>
    public async Task WriteAsync(Stream to, long offset, long count, Reading read, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            var held = 0;
            foreach (var piece in pieces.SkipWhile(piece => piece.At + HeadLength + piece.Count <= offset))
            {
                // The part of this piece that was asked for, its head included.
                for (var at = (int)Math.Max(0, offset - piece.At); at < HeadLength + piece.Count && count > 0;)
                {
                    if (held == buffer.Length)
                    {
                        await to.WriteAsync(buffer.AsMemory(0, held), stop);
                        held = 0;
                    }
                    var size = (int)Math.Min(count, Math.Min(buffer.Length - held, (at < HeadLength ? HeadLength : HeadLength + piece.Count) - at));
                    if (at < HeadLength) piece.WriteHead(at, buffer.AsSpan(held, size));
                    else await read(piece.Frame, piece.First + at - HeadLength, buffer.AsMemory(held, size), stop);
                    (at, held, count) = (at + size, held + size, count - size);
                }
                if (count == 0) break;
            }
            await to.WriteAsync(buffer.AsMemory(0, held), stop);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private readonly record struct Piece(int Frame, int First, int Count, uint Flags, long At)
    {
        public void WriteHead(int from, Span<byte> to)
        {
            Span<byte> head = stackalloc byte[HeadLength];
            BinaryPrimitives.WriteInt32LittleEndian(head, Frame);
            BinaryPrimitives.WriteInt32LittleEndian(head[4..], First);
            BinaryPrimitives.WriteInt32LittleEndian(head[8..], Count);
            BinaryPrimitives.WriteUInt32LittleEndian(head[12..], Flags);
            head.Slice(from, to.Length).CopyTo(to);
        }
    }
}
