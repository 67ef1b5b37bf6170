using System.Buffers.Binary;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>
/// The fragments of encapsulated Pixel Data and which of them each frame has (PS3.5 section A.4): all for one frame, one for each of as many, else by the Extended Offset Table
/// (PS3.3 section C.7.6.3.1.8), the Basic one, or by the fragments that start a codestream of the JPEG family.
/// </summary>
internal sealed class FragmentList
{
    private readonly (long Offset, int Length)[] fragments;
    private readonly int[] firsts;

    private FragmentList((long, int)[] fragments, int[] firsts) => (this.fragments, this.firsts) = (fragments, firsts);

    public int Count => fragments.Length;

    /// <param name="frame">1 for the first.</param>
    public ArraySegment<(long Offset, int Length)> this[int frame] => new(fragments, firsts[frame - 1], (frame < firsts.Length ? firsts[frame] : fragments.Length) - firsts[frame - 1]);

    /// <exception cref="DicomException">Truncated, Structure; LimitExceeded by the number of fragments; Invalid if the frames cannot be told apart.</exception>
    public static async ValueTask<FragmentList> ReadAsync(DicomHeader header, int frames, Stream file, long start, CancellationToken stop)
    {
        var tag = header.Pixels!.Value.Tag;
        try
        {
            var items = await ItemsAsync(file, start, tag, stop).ConfigureAwait(false);
            if (items.Count == 0) throw new DicomException(DicomError.Invalid, "Pixel Data has no Basic Offset Table", start, tag);
            var (table, fragments) = (items[0], items.Skip(1).ToArray());
            if (fragments.Length > 0 && await FirstsAsync(header.DataSet, file, table, fragments, frames, stop).ConfigureAwait(false) is { } firsts) return new FragmentList(fragments, firsts);
            throw new DicomException(DicomError.Invalid, $"{fragments.Length} fragments for {frames} frames, and nothing tells which belong together", start, tag);
        }
        catch (EndOfStreamException)
        {
            throw new DicomException(DicomError.Truncated, "Pixel Data ends early", file.Length, tag);
        }
    }

    private static async ValueTask<List<(long Offset, int Length)>> ItemsAsync(Stream file, long start, Tag tag, CancellationToken stop)
    {
        var items = new List<(long, int)>();
        var head = new byte[8];
        file.Position = start;
        while (true)
        {
            await file.ReadExactlyAsync(head, stop).ConfigureAwait(false);
            var (mark, length) = (BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)));
            if (mark == 0xE0DDFFFE) return items;
            if (mark != 0xE000FFFE || length == uint.MaxValue) throw new DicomException(DicomError.Structure, "A fragment item was expected", file.Position - 8, tag);
            if (length > file.Length - file.Position) throw new EndOfStreamException();
            if (items.Count == ReadLimits.Default.Elements) throw new DicomException(DicomError.LimitExceeded, "More fragments than the limit", file.Position - 8, tag);
            if (length > int.MaxValue) throw new DicomException(DicomError.LimitExceeded, $"A fragment of {length} bytes", file.Position - 8, tag);
            items.Add((file.Position, (int)length));
            file.Position += length;
        }
    }

    // The first fragment of each frame; null if that cannot be told.
    private static async ValueTask<int[]?> FirstsAsync(DataSet set, Stream file, (long Offset, int Length) table, (long Offset, int Length)[] fragments, int frames, CancellationToken stop)
    {
        if (frames == 1) return [0];
        if (fragments.Length < frames) return null;
        if (fragments.Length == frames) return [.. Enumerable.Range(0, frames)];
        if (set.TryGet(Tags.ExtendedOffsetTable, out var extended) && extended.Value.Length == 8L * frames
            && AtOffsets(fragments, frames, frame => BinaryPrimitives.ReadUInt64LittleEndian(extended.Value.Span[(8 * frame)..])) is { } told) return told;
        if (table.Length == 4L * frames)
        {
            var basic = new byte[table.Length];
            file.Position = table.Offset;
            await file.ReadExactlyAsync(basic, stop).ConfigureAwait(false);
            if (AtOffsets(fragments, frames, frame => BinaryPrimitives.ReadUInt32LittleEndian(basic.AsSpan(4 * frame))) is { } found) return found;
        }
        return await CodestreamsAsync(file, fragments, stop).ConfigureAwait(false) is { } starts && starts.Count == frames && starts[0] == 0 ? [.. starts] : null;
    }

    // Offsets count from the first byte of the first fragment's item; null if they do not fit the fragments.
    private static int[]? AtOffsets((long Offset, int Length)[] fragments, int frames, Func<int, ulong> offsetOf)
    {
        var firsts = new int[frames];
        for (int frame = 0, at = 0; frame < frames; frame++)
        {
            while (at < fragments.Length && From(at) < offsetOf(frame)) at++;
            if (at == fragments.Length || From(at) != offsetOf(frame) || (frame > 0 && at <= firsts[frame - 1])) return null;
            firsts[frame] = at;
        }
        return firsts[0] == 0 ? firsts : null;

        ulong From(int fragment) => (ulong)(fragments[fragment].Offset - fragments[0].Offset);
    }

    private static async ValueTask<List<int>> CodestreamsAsync(Stream file, (long Offset, int Length)[] fragments, CancellationToken stop)
    {
        var starts = new List<int>();
        var mark = new byte[3];
        for (var i = 0; i < fragments.Length; i++)
        {
            if (fragments[i].Length < mark.Length) continue;
            file.Position = fragments[i].Offset;
            await file.ReadExactlyAsync(mark, stop).ConfigureAwait(false);
            if (mark is [0xFF, 0xD8, 0xFF] or [0xFF, 0x4F, 0xFF]) starts.Add(i);
        }
        return starts;
    }
}
