using System.Buffers.Binary;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>
/// Where each frame of a Part 10 file lies, found once: by arithmetic in a native value (PS3.5 section 8.1.1), by one fragment per frame, by the Extended Offset Table, or by
/// the Basic Offset Table (PS3.5 section A.4, PS3.3 section C.7.6.3.1.8). With it a frame is bytes of the file, without reading the header again.
/// </summary>
public sealed class FrameIndex
{
    private static readonly Tag ExtendedOffsetTable = new(0x7FE00001);
    private readonly long nativeStart;
    private readonly long nativeSize;
    private readonly (long Offset, int Length)[] fragments;
    private readonly int[] firstFragment;

    private FrameIndex(int frames, long nativeStart, long nativeSize, (long, int)[] fragments, int[] firstFragment)
    {
        Frames = frames;
        (this.nativeStart, this.nativeSize, this.fragments, this.firstFragment) = (nativeStart, nativeSize, fragments, firstFragment);
    }

    /// <summary>How many frames there are.</summary>
    public int Frames { get; }

    /// <summary>Places remembered: what the index costs in memory.</summary>
    public int Weight => fragments.Length + 1;

    /// <summary>The extents of a frame in the file, in order; one unless the frame has several fragments.</summary>
    /// <param name="frame">1 for the first.</param>
    public IReadOnlyList<(long Offset, int Length)> this[int frame]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(frame, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(frame, Frames);
            if (nativeSize > 0) return [(nativeStart + nativeSize * (frame - 1), checked((int)nativeSize))];
            return new ArraySegment<(long, int)>(fragments, firstFragment[frame - 1], firstFragment[frame] - firstFragment[frame - 1]);
        }
    }

    /// <summary>Reads header and fragment heads of a file.</summary>
    /// <param name="file">A seekable Part 10 file, positioned at its start.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>The header, and the index; the index holds nothing of the header.</returns>
    /// <exception cref="DicomException">Invalid if there is no Pixel Data or its frames cannot be told apart; otherwise as <see cref="DicomReader"/>.</exception>
    public static async ValueTask<(DicomHeader Header, FrameIndex Index)> ReadAsync(Stream file, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(stop).ConfigureAwait(false);
        if (header.Pixels is not { } pixels) throw new DicomException(DicomError.Invalid, "The object has no Pixel Data", reader.Position);
        var frames = (int)Math.Clamp(header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1, 1, 1 << 24);
        if (pixels.Length is { } length) return (header, Native(header, frames, reader.Position, length, file.Length));
        try
        {
            return (header, await EncapsulatedAsync(header, frames, file, reader.Position, stop).ConfigureAwait(false));
        }
        catch (EndOfStreamException)
        {
            throw new DicomException(DicomError.Truncated, "Pixel Data ends early", file.Length, pixels.Tag);
        }
    }

    private static FrameIndex Native(DicomHeader header, int frames, long start, long length, long fileLength)
    {
        var set = header.DataSet;
        var bits = (set.GetInteger(Tags.Rows) ?? 0) * (set.GetInteger(Tags.Columns) ?? 0) * (set.GetInteger(Tags.SamplesPerPixel) ?? 1) * (set.GetInteger(Tags.BitsAllocated) ?? 0);
        // PS3.3 C.7.6.3.1.2: YBR_FULL_422 holds two samples per pixel, not three.
        if (set.GetString(Tags.PhotometricInterpretation) is "YBR_FULL_422" && bits * frames / 8 > length) bits = bits / 3 * 2;
        // Frames of one bit per pixel are packed without a gap; a frame that does not begin at a byte is not bytes of the file.
        if (bits <= 0 || bits / 8 > int.MaxValue || ((bits & 7) != 0 && frames > 1) || (bits + 7) / 8 * frames > length)
            throw new DicomException(DicomError.Invalid, "Pixel Data does not hold its frames in whole bytes", start, Tags.PixelData);
        return start + length > fileLength
            ? throw new DicomException(DicomError.Truncated, "Pixel Data ends early", fileLength, Tags.PixelData)
            : new FrameIndex(frames, start, (bits + 7) / 8, [], []);
    }

    private static async ValueTask<FrameIndex> EncapsulatedAsync(DicomHeader header, int frames, Stream file, long start, CancellationToken stop)
    {
        var found = new List<(long Offset, int Length)>();
        var head = new byte[8];
        file.Position = start;
        while (true)
        {
            await file.ReadExactlyAsync(head, stop).ConfigureAwait(false);
            var (mark, length) = (BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)));
            if (mark == 0xE0DDFFFE) break;
            if (mark != 0xE000FFFE || length > int.MaxValue || file.Position + length > file.Length) throw new DicomException(DicomError.Structure, "A fragment item was expected", file.Position - 8, Tags.PixelData);
            found.Add((file.Position, (int)length));
            file.Position += length;
        }
        if (found.Count < 2) throw new DicomException(DicomError.Invalid, "Pixel Data has no fragment", file.Position, Tags.PixelData);
        var table = new byte[found[0].Length];
        file.Position = found[0].Offset;
        await file.ReadExactlyAsync(table, stop).ConfigureAwait(false);
        var fragments = found.Skip(1).ToArray();
        return new FrameIndex(frames, 0, 0, fragments, FirstFragments(header.DataSet, table, fragments, frames));
    }

    // The first fragment of each frame, and one past the last.
    private static int[] FirstFragments(DataSet set, byte[] basic, (long Offset, int Length)[] fragments, int frames)
    {
        if (frames == 1) return [0, fragments.Length];
        if (fragments.Length == frames) return [.. Enumerable.Range(0, frames + 1)];
        var extended = set.TryGet(ExtendedOffsetTable, out var element) ? element.Value.ToArray() : [];
        Func<int, long>? offsetOf = extended.Length == 8 * frames ? frame => BinaryPrimitives.ReadInt64LittleEndian(extended.AsSpan(8 * frame))
            : basic.Length == 4 * frames ? frame => BinaryPrimitives.ReadUInt32LittleEndian(basic.AsSpan(4 * frame))
            : null;
        if (offsetOf is null) throw new DicomException(DicomError.Invalid, "Several fragments per frame and no offset table", fragments[0].Offset, Tags.PixelData);
        var origin = fragments[0].Offset - 8;
        var first = new int[frames + 1];
        first[frames] = fragments.Length;
        for (int frame = 0, at = 0; frame < frames; frame++)
        {
            while (at < fragments.Length && fragments[at].Offset - 8 - origin < offsetOf(frame)) at++;
            if (at == fragments.Length || fragments[at].Offset - 8 - origin != offsetOf(frame) || (frame > 0 && first[frame - 1] >= at))
                throw new DicomException(DicomError.Invalid, "The offset table does not fit the fragments", fragments[0].Offset, Tags.PixelData);
            first[frame] = at;
        }
        return first;
    }
}
