using System.Buffers.Binary;
using System.IO.Compression;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>
/// Finds one frame in the Pixel Data of an archived file: by arithmetic in a native value (PS3.5 section 8.1.1), frames of single bits included; else by the Extended or Basic Offset Table,
/// by counting fragments, or by the starts of codestreams (PS3.5 section A.4). The stream must be seekable.
/// </summary>
public static class FrameReader
{
    private const string EncapsulatedUncompressed = "1.2.840.10008.1.2.1.98";
    private const string DeflatedFrames = "1.2.840.10008.1.2.8.1";

    /// <summary>The coded bytes of a frame; those of a native frame are little endian whatever the file is.</summary>
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
        if (header.Syntax.IsDeflated && pixels.Length is { } inflated) return (header, await ReadPassingAsync(reader, header.DataSet, inflated, frame, stop).ConfigureAwait(false));
        file.Position = reader.Position;
        try
        {
            return (header, pixels.Length is { } length
                ? await ReadNativeAsync(file, header, pixels, length, frame, stop).ConfigureAwait(false)
                : await ReadFragmentsAsync(file, header.DataSet, frame, frames, stop).ConfigureAwait(false));
        }
        catch (EndOfStreamException)
        {
            throw new DicomException(DicomError.Truncated, "Pixel Data ends early", file.Length, pixels.Tag);
        }
    }

    /// <summary>Undoes what is no image codec: Encapsulated Uncompressed (PS3.5 A.4.11), Deflated Image Frame Compression (A.4.13), and what the reader unpacked already.</summary>
    /// <returns>The frame in a syntax that an image codec knows: native Explicit VR Little Endian for all of these, else as it was.</returns>
    /// <exception cref="DicomException">Structure if a deflated frame is damaged, LimitExceeded if it inflates beyond its frame.</exception>
    public static (TransferSyntax Syntax, ReadOnlyMemory<byte> Coded) Unpack(DicomHeader header, ReadOnlyMemory<byte> coded)
    {
        ArgumentNullException.ThrowIfNull(header);
        var frame = FrameBits(header.DataSet) is > 0 and var bits ? (bits + 7) / 8 : coded.Length;
        if (header.Syntax.Uid == EncapsulatedUncompressed) return (TransferSyntax.ExplicitLittleEndian, frame < coded.Length ? coded[..(int)frame] : coded);
        return header.Syntax.Uid == DeflatedFrames ? (TransferSyntax.ExplicitLittleEndian, Inflate(coded, frame)) : (header.Syntax.Unpacked, coded);
    }

    private static byte[] Inflate(ReadOnlyMemory<byte> coded, long frame)
    {
        if (frame > Array.MaxLength) throw new DicomException(DicomError.LimitExceeded, $"A frame of {frame} bytes", 0, Tags.PixelData);
        // Deflate packs a thousand bytes into one at best, so a lie of the data set costs no more than that.
        var bytes = new byte[Math.Min(frame, coded.Length * 1032L + 64)];
        using var inflate = new DeflateStream(new MemoryStream(coded.ToArray()), CompressionMode.Decompress);
        try
        {
            var count = inflate.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (count < frame) throw new DicomException(DicomError.Truncated, $"A deflated frame ends {frame - count} bytes early", 0, Tags.PixelData);
            if (inflate.ReadByte() >= 0 && inflate.ReadByte() >= 0) throw new DicomException(DicomError.LimitExceeded, "A deflated frame is larger than its image", 0, Tags.PixelData);
            return bytes;
        }
        catch (InvalidDataException)
        {
            throw new DicomException(DicomError.Structure, "A deflated frame is damaged", 0, Tags.PixelData);
        }
    }

    // Bits of one native frame; YBR_FULL_422 shares each pair of colour samples between two pixels (PS3.3 C.7.6.3.1.2).
    private static long FrameBits(DataSet set)
    {
        var samples = set.GetInteger(Tags.SamplesPerPixel) ?? 1;
        if (samples == 3 && set.GetString(Tags.PhotometricInterpretation) == "YBR_FULL_422") samples = 2;
        return Math.Clamp(set.GetInteger(Tags.Rows) ?? 0, 0, ushort.MaxValue) * Math.Clamp(set.GetInteger(Tags.Columns) ?? 0, 0, ushort.MaxValue)
            * Math.Clamp(samples, 0, 4) * Math.Clamp(set.GetInteger(Tags.BitsAllocated) ?? 0, 0, 64);
    }

    // Where a native frame lies: its first byte, its bytes, and the bit it starts at (frames of single bits have no gap between them, PS3.5 section 8.1.1).
    private static (long Start, int Size, int Shift) PlaceOf(DataSet set, long length, int frame, long offset)
    {
        var bits = FrameBits(set);
        var first = bits * (frame - 1);
        var size = (first % 8 + bits + 7) / 8;
        if (bits == 0 || size > Array.MaxLength || first / 8 + size > length) throw new DicomException(DicomError.Invalid, "Pixel Data does not hold this frame", offset, Tags.PixelData);
        return (first / 8, (int)size, (int)(first % 8));
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadNativeAsync(Stream file, DicomHeader header, PixelDataHead pixels, long length, int frame, CancellationToken stop)
    {
        var (start, size, shift) = PlaceOf(header.DataSet, length, frame, file.Position);
        var width = header.Syntax.IsBigEndian ? DicomReader.SwapWidth(pixels, header.DataSet) : 1;
        // Numbers are turned around from where the first one starts.
        var (before, after) = ((int)(start % width), (int)((width - (start + size) % width) % width));
        file.Position += start - before;
        if (file.Position + before + size > file.Length) throw new EndOfStreamException();
        var bytes = new byte[before + size + after];
        await file.ReadAtLeastAsync(bytes, before + size, cancellationToken: stop).ConfigureAwait(false);
        ByteOrder.Swap(bytes, width);
        return Aligned(bytes.AsMemory(before, size), FrameBits(header.DataSet), shift);
    }

    // Deflated as a whole: what stands before the frame has to be inflated too, but is not kept.
    private static async ValueTask<ReadOnlyMemory<byte>> ReadPassingAsync(DicomReader reader, DataSet set, long length, int frame, CancellationToken stop)
    {
        var (start, size, shift) = PlaceOf(set, length, frame, reader.Position);
        var window = new WindowStream(start, new byte[size]);
        await reader.CopyPixelDataAsync(window, stop).ConfigureAwait(false);
        return Aligned(window.Bytes, FrameBits(set), shift);
    }

    private static ReadOnlyMemory<byte> Aligned(ReadOnlyMemory<byte> bytes, long bits, int shift)
    {
        if (shift == 0) return bytes;
        var aligned = new byte[(bits + 7) / 8];
        var from = bytes.Span;
        for (var i = 0; i < aligned.Length; i++) aligned[i] = (byte)((from[i] >> shift) | (i + 1 < from.Length ? from[i + 1] << (8 - shift) : 0));
        return aligned;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadFragmentsAsync(Stream file, DataSet set, int frame, int frames, CancellationToken stop)
    {
        var fragments = new List<(long Offset, uint Length)>();
        var head = new byte[8];
        while (true)
        {
            await file.ReadExactlyAsync(head, stop).ConfigureAwait(false);
            var (mark, length) = (BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4)));
            if (mark == 0xE0DDFFFE) break;
            if (mark != 0xE000FFFE || length == uint.MaxValue) throw new DicomException(DicomError.Structure, "A fragment item was expected", file.Position - 8, Tags.PixelData);
            if (length > file.Length - file.Position) throw new EndOfStreamException();
            fragments.Add((file.Position, length));
            file.Position += length;
        }
        if (fragments.Count < 2) throw new DicomException(DicomError.Invalid, "Pixel Data has no fragment", file.Position, Tags.PixelData);
        var (first, last) = await FragmentsOfAsync(file, set, fragments, frame, frames, stop).ConfigureAwait(false);
        var total = 0L;
        for (var i = first; i < last; i++) total += fragments[i].Length;
        if (total > Array.MaxLength) throw new DicomException(DicomError.LimitExceeded, $"A coded frame of {total} bytes", file.Position, Tags.PixelData);
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

    // The fragments [first, last) of a frame; fragment 0 is the Basic Offset Table.
    private static async ValueTask<(int First, int Last)> FragmentsOfAsync(Stream file, DataSet set, List<(long Offset, uint Length)> fragments, int frame, int frames, CancellationToken stop)
    {
        if (frames == 1) return (1, fragments.Count);
        if (fragments.Count - 1 == frames) return (frame, frame + 1);
        var starts = await StartsAsync(file, set, fragments, frames, stop).ConfigureAwait(false);
        if (starts.Count != frames) throw new DicomException(DicomError.Invalid, $"{fragments.Count - 1} fragments for {frames} frames, and neither an offset table nor codestreams tell which", file.Position, Tags.PixelData);
        var (first, last) = (starts[frame - 1], frame == frames ? fragments.Count : starts[frame]);
        if (first < 1 || last <= first) throw new DicomException(DicomError.Invalid, "The offset table does not fit the fragments", file.Position, Tags.PixelData);
        return (first, last);
    }

    // The fragment that each frame starts with: by the Extended Offset Table (PS3.3 C.7.6.3.1.8), the Basic one, or the start of a JPEG family codestream.
    private static async ValueTask<List<int>> StartsAsync(Stream file, DataSet set, List<(long Offset, uint Length)> fragments, int frames, CancellationToken stop)
    {
        var offsets = set.GetIntegers(Tags.ExtendedOffsetTable);
        if (offsets.Length != frames && fragments[0].Length == 4L * frames)
        {
            var table = new byte[fragments[0].Length];
            file.Position = fragments[0].Offset;
            await file.ReadExactlyAsync(table, stop).ConfigureAwait(false);
            offsets = new long[frames];
            for (var i = 0; i < frames; i++) offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(4 * i));
        }
        var starts = new List<int>();
        if (offsets.Length == frames)
        {
            var origin = fragments[1].Offset - 8;
            var at = 1;
            foreach (var offset in offsets)
            {
                while (at < fragments.Count && fragments[at].Offset - 8 - origin < offset) at++;
                starts.Add(at < fragments.Count && fragments[at].Offset - 8 - origin == offset ? at : 0);
            }
            return starts;
        }
        var mark = new byte[3];
        for (var i = 1; i < fragments.Count; i++)
        {
            file.Position = fragments[i].Offset;
            if (fragments[i].Length < 3 || await file.ReadAtLeastAsync(mark, 3, throwOnEndOfStream: false, stop).ConfigureAwait(false) < 3) continue;
            if (mark is [0xFF, 0xD8, 0xFF] or [0xFF, 0x4F, 0xFF]) starts.Add(i);
        }
        return starts;
    }

    // Keeps the bytes of a window of what is written to it.
    private sealed class WindowStream(long start, byte[] window) : Stream
    {
        private long at;

        public ReadOnlyMemory<byte> Bytes => window;
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => at; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> bytes)
        {
            var (from, to) = (Math.Max(start, at), Math.Min(start + window.Length, at + bytes.Length));
            if (from < to) bytes[(int)(from - at)..(int)(to - at)].CopyTo(window.AsSpan((int)(from - start)));
            at += bytes.Length;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
        {
            Write(bytes.Span);
            return ValueTask.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
