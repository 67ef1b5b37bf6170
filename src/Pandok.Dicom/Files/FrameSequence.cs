using System.Buffers.Binary;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>
/// All frames of a Part 10 file, one at a time: the header is read and the fragments are listed once, then each frame is found by arithmetic in a native value (PS3.5 section 8.1.1;
/// frames of single bits need not start at a byte), by the Extended or Basic Offset Table (PS3.5 section A.4, PS3.3 C.7.6.3.1.8), by one fragment per frame,
/// or, where none of these tells, by the fragments that start a codestream. Not safe for concurrent use.
/// </summary>
public sealed class FrameSequence
{
    private static readonly Tag ExtendedOffsetTable = new(0x7FE00001);
    private readonly Stream pixels;
    private readonly long start;
    private readonly List<(long Offset, uint Length)> fragments = [];
    private int[] firsts = [];

    private FrameSequence(DicomHeader header, PixelLayout layout, int count, Stream pixels, long start) => (Header, Layout, Count, this.pixels, this.start) = (header, layout, count, pixels, start);

    /// <summary>The object up to its pixels.</summary>
    public DicomHeader Header { get; }

    /// <summary>How the data set describes a frame.</summary>
    public PixelLayout Layout { get; }

    /// <summary>Number of Frames (0028,0008); 1 if it is not said.</summary>
    public int Count { get; }

    /// <summary>Reads the header and finds the frames.</summary>
    /// <param name="file">A seekable stream at the start of the file; it must stay open.</param>
    /// <param name="spool">Makes a stream for the pixels where they cannot be read in place (deflated or big endian data sets); it belongs to the caller.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="DicomException">As <see cref="DicomReader"/>; Invalid if there is no Pixel Data or the frames cannot be told apart.</exception>
    public static async ValueTask<FrameSequence> OpenAsync(Stream file, Func<Stream> spool, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(spool);
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(stop).ConfigureAwait(false);
        if (header.Pixels is not { } head) throw new DicomException(DicomError.Invalid, "The object has no Pixel Data", reader.Position);
        var count = (int)Math.Clamp(header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1, 1, int.MaxValue);
        var (pixels, start) = (file, reader.Position);
        if (header.Syntax.IsBigEndian || header.Syntax.IsDeflated)
        {
            (pixels, start) = (spool(), 0);
            await reader.CopyPixelDataAsync(pixels, stop).ConfigureAwait(false);
        }
        var frames = new FrameSequence(header, PixelLayout.Of(header), count, pixels, start);
        try
        {
            if (head.Length is null) await frames.ListFragmentsAsync(head.Tag, stop).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            throw new DicomException(DicomError.Truncated, "Pixel Data ends early", pixels.Length, head.Tag);
        }
        return frames;
    }

    /// <summary>The coded bytes of a frame.</summary>
    /// <param name="frame">0 for the first.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="DicomException">Truncated, Invalid.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int frame, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Count);
        var head = Header.Pixels!.Value;
        try
        {
            return head.Length is { } length ? await ReadNativeAsync(length, frame, stop).ConfigureAwait(false) : await ReadFragmentsAsync(frame, stop).ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            throw new DicomException(DicomError.Truncated, "Pixel Data ends early", pixels.Length, head.Tag);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadNativeAsync(long length, int frame, CancellationToken stop)
    {
        var bits = Layout.NativeFrameBits;
        var size = (bits + 7) / 8;
        var first = bits * frame;
        if (bits <= 0 || size > Array.MaxLength || (first + bits + 7) / 8 > length) throw new DicomException(DicomError.Invalid, "Pixel Data does not hold this frame", start, Header.Pixels!.Value.Tag);
        pixels.Position = start + first / 8;
        if ((bits & 7) == 0)
        {
            if (pixels.Position + size > pixels.Length) throw new EndOfStreamException();
            var whole = new byte[size];
            await pixels.ReadExactlyAsync(whole, stop).ConfigureAwait(false);
            return whole;
        }
        var covering = new byte[(first % 8 + bits + 7) / 8];
        await pixels.ReadExactlyAsync(covering, stop).ConfigureAwait(false);
        return PackedBits.Cut(covering, (int)(first % 8), bits);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadFragmentsAsync(int frame, CancellationToken stop)
    {
        var last = frame + 1 < Count ? firsts[frame + 1] : fragments.Count;
        long total = 0;
        for (var i = firsts[frame]; i < last; i++) total += fragments[i].Length;
        if (total > pixels.Length || total > Array.MaxLength) throw new EndOfStreamException();
        var bytes = new byte[total];
        var at = 0;
        for (var i = firsts[frame]; i < last; i++)
        {
            pixels.Position = fragments[i].Offset;
            await pixels.ReadExactlyAsync(bytes.AsMemory(at, (int)fragments[i].Length), stop).ConfigureAwait(false);
            at += (int)fragments[i].Length;
        }
        return bytes;
    }

    private async ValueTask ListFragmentsAsync(Tag tag, CancellationToken stop)
    {
        var table = Array.Empty<byte>();
        var head = new byte[8];
        pixels.Position = start;
        for (var isTable = true; ; isTable = false)
        {
            await pixels.ReadExactlyAsync(head, stop).ConfigureAwait(false);
            var mark = BinaryPrimitives.ReadUInt32LittleEndian(head);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (mark == 0xE0DDFFFE) break;
            if (mark != 0xE000FFFE || length == uint.MaxValue) throw new DicomException(DicomError.Structure, "A fragment item was expected", pixels.Position - 8, tag);
            if (pixels.Position + length > pixels.Length) throw new EndOfStreamException();
            if (isTable)
            {
                if (length > 4L * Count) throw new DicomException(DicomError.Invalid, $"A Basic Offset Table of {length} bytes for {Count} frames", pixels.Position, tag);
                table = new byte[length];
                await pixels.ReadExactlyAsync(table, stop).ConfigureAwait(false);
                continue;
            }
            fragments.Add((pixels.Position, length));
            pixels.Position += length;
        }
        firsts = await FirstFragmentsAsync(table, stop).ConfigureAwait(false) is { } found && found.Length == Count
            ? found
            : throw new DicomException(DicomError.Invalid, $"{fragments.Count} fragments for {Count} frames, and nothing tells which belong together", start, tag);
    }

    // The first fragment of each frame; null if that cannot be told.
    private async ValueTask<int[]?> FirstFragmentsAsync(byte[] table, CancellationToken stop)
    {
        if (fragments.Count < Count) return null;
        if (Count == 1) return [0];
        if (fragments.Count == Count) return [.. Enumerable.Range(0, Count)];
        if (Header.DataSet.TryGet(ExtendedOffsetTable, out var extended) && extended.Value.Length == 8L * Count && AtOffsets(Count, i => BinaryPrimitives.ReadUInt64LittleEndian(extended.Value.Span[(8 * i)..])) is { } told)
            return told;
        if (table.Length == 4L * Count && AtOffsets(Count, i => BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(4 * i))) is { } basic) return basic;
        var starts = new List<int>();
        var head = new byte[2];
        for (var i = 0; i < fragments.Count; i++)
        {
            if (fragments[i].Length < 2) continue;
            pixels.Position = fragments[i].Offset;
            await pixels.ReadExactlyAsync(head, stop).ConfigureAwait(false);
            if (head is [0xFF, 0xD8] or [0xFF, 0x4F]) starts.Add(i);
        }
        return starts.Count == Count && starts[0] == 0 ? [.. starts] : null;
    }

    private int[]? AtOffsets(int count, Func<int, ulong> offset)
    {
        var found = new int[count];
        var origin = fragments[0].Offset - 8;
        var fragment = 0;
        for (var i = 0; i < count; i++)
        {
            while (fragment < fragments.Count && (ulong)(fragments[fragment].Offset - 8 - origin) < offset(i)) fragment++;
            if (fragment == fragments.Count || (ulong)(fragments[fragment].Offset - 8 - origin) != offset(i) || (i > 0 && fragment <= found[i - 1])) return null;
            found[i] = fragment;
        }
        return found[0] == 0 ? found : null;
    }
}
