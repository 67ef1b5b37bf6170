using System.Buffers.Binary;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>
/// Finds one frame in the Pixel Data of an archived file: by arithmetic in a native value (PS3.5 section 8.1.1), by the Basic Offset Table,
/// or by counting fragments (PS3.5 section A.4). The stream must be seekable.
/// </summary>
public static class FrameReader
{
    /// <summary>The coded bytes of a frame.</summary>
    /// <param name="file">A Part 10 file, positioned at its start.</param>
    /// <param name="frame">1 for the first.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>The header and the frame's bytes.</returns>
    /// <exception cref="DicomException">Invalid if there is no such frame; otherwise as <see cref="DicomReader"/>.</exception>
    public static async ValueTask<(DicomHeader Header, ReadOnlyMemory<byte> Coded)> ReadAsync(Stream file, int frame, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(stop).ConfigureAwait(false);
        var frames = (int)Math.Clamp(header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1, 1, int.MaxValue);
        if (header.Pixels is not { } pixels) throw new DicomException(DicomError.Invalid, "The object has no Pixel Data", reader.Position);
        if (frame < 1 || frame > frames) throw new DicomException(DicomError.Invalid, $"There are {frames} frames, not {frame}", reader.Position, pixels.Tag);
        file.Position = reader.Position;
        try
        {
            return (header, pixels.Length is { } length
                ? await ReadNativeAsync(file, header.DataSet, length, frame, stop).ConfigureAwait(false)
                : await ReadFragmentsAsync(file, frame, frames, stop).ConfigureAwait(false));
        }
        catch (EndOfStreamException)
        {
            throw new DicomException(DicomError.Truncated, "Pixel Data ends early", file.Length, pixels.Tag);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadNativeAsync(Stream file, DataSet set, long length, int frame, CancellationToken stop)
    {
        var bits = (set.GetInteger(Tags.Rows) ?? 0) * (set.GetInteger(Tags.Columns) ?? 0) * (set.GetInteger(Tags.SamplesPerPixel) ?? 1) * (set.GetInteger(Tags.BitsAllocated) ?? 0);
        var size = (bits + 7) / 8; // frames of one bit per pixel are packed without a gap; only byte-aligned ones are read here
        if (size <= 0 || size > int.MaxValue || (bits & 7) != 0 || size * frame > length) throw new DicomException(DicomError.Invalid, "Pixel Data does not hold this frame", file.Position, Tags.PixelData);
        file.Position += size * (frame - 1);
        if (file.Position + size > file.Length) throw new EndOfStreamException();
        var bytes = new byte[size];
        await file.ReadExactlyAsync(bytes, stop).ConfigureAwait(false);
        return bytes;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadFragmentsAsync(Stream file, int frame, int frames, CancellationToken stop)
    {
        var fragments = new List<(long Offset, uint Length)>();
        var head = new byte[8];
        while (true)
        {
            await file.ReadExactlyAsync(head, stop).ConfigureAwait(false);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) == 0xE0DDFFFE) break;
            fragments.Add((file.Position, length));
            file.Position += length;
        }
        if (fragments.Count < 2) throw new DicomException(DicomError.Invalid, "Pixel Data has no fragment", file.Position, Tags.PixelData);
        var (first, last) = await FragmentsOfAsync(file, fragments, frame, frames, stop).ConfigureAwait(false);
        var total = 0L;
        for (var i = first; i < last; i++) total += fragments[i].Length;
        if (total > file.Length) throw new EndOfStreamException();
        var bytes = new byte[total];
        var at = 0;
        for (var i = first; i < last; i++)
        {
            file.Position = fragments[i].Offset;
            await file.ReadExactlyAsync(bytes.AsMemory(at, (int)fragments[i].Length), stop).ConfigureAwait(false);
            at += (int)fragments[i].Length;
        }
        return bytes;
    }

    // The fragments [first, last) of a frame; fragment 0 is the offset table.
    private static async ValueTask<(int First, int Last)> FragmentsOfAsync(Stream file, List<(long Offset, uint Length)> fragments, int frame, int frames, CancellationToken stop)
    {
        if (frames == 1) return (1, fragments.Count);
        if (fragments.Count - 1 == frames) return (frame, frame + 1);
        var table = new byte[fragments[0].Length];
        file.Position = fragments[0].Offset;
        await file.ReadExactlyAsync(table, stop).ConfigureAwait(false);
        if (table.Length != 4 * frames) throw new DicomException(DicomError.Invalid, "Several fragments per frame and no Basic Offset Table", file.Position, Tags.PixelData);
        var origin = fragments[1].Offset - 8;
        int Starting(int index) => fragments.FindIndex(1, fragment => fragment.Offset - 8 - origin == BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(4 * index)));
        var first = Starting(frame - 1);
        var last = frame == frames ? fragments.Count : Starting(frame);
        if (first < 1 || last <= first) throw new DicomException(DicomError.Invalid, "The Basic Offset Table does not fit the fragments", file.Position, Tags.PixelData);
        return (first, last);
    }
}
