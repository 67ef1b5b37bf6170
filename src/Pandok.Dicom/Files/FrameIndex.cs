using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>
/// Where each frame of a Part 10 file lies, found once: by arithmetic in a native value (PS3.5 section 8.1.1; frames of single bits follow each other without a gap),
/// or by the fragments of an encapsulated one (<see cref="FragmentList"/>). With it a frame is read without reading the header again. It holds nothing of the file: many may use it at once.
/// </summary>
public sealed class FrameIndex
{
    private const int MaximumDeflateExpansion = 1032;
    private readonly PixelDataHead pixels;
    private readonly FragmentList? fragments;
    private readonly bool isDeflated;
    private readonly int swapWidth;
    private readonly long start;
    private readonly long bits;

    private FrameIndex(DicomHeader header, int frames, long start, FragmentList? fragments)
    {
        (Frames, this.start, this.fragments, pixels) = (frames, start, fragments, header.Pixels!.Value);
        isDeflated = header.Syntax.IsDeflated;
        swapWidth = header.Syntax.IsBigEndian ? DicomReader.SwapWidth(pixels, header.DataSet) : 1;
        bits = fragments is null ? PixelLayout.Of(header).NativeFrameBits : 0;
    }

    /// <summary>How many frames there are.</summary>
    public int Frames { get; }

    /// <summary>Places remembered: what the index costs in memory.</summary>
    public int Weight => 1 + (fragments?.Count ?? 0);

    /// <summary>
    /// True if each frame is bytes of the file as they stand. Otherwise, in deflated and big endian objects and where frames of single bits do not begin at a byte, only <see cref="ReadAsync(Stream, int, CancellationToken)"/> gives them.
    /// </summary>
    public bool IsInPlace => fragments is not null || (!isDeflated && swapWidth == 1 && (Frames == 1 || bits % 8 == 0));

    /// <summary>The extents of a frame in the file, in order; one unless the frame has several fragments.</summary>
    /// <param name="frame">1 for the first.</param>
    /// <exception cref="InvalidOperationException">Frames of this file are not bytes of it (<see cref="IsInPlace"/>).</exception>
    public IReadOnlyList<(long Offset, int Length)> this[int frame]
    {
        get
        {
            Check(frame);
            if (!IsInPlace) throw new InvalidOperationException("Frames of this file are not bytes of it.");
            return fragments is not null ? fragments[frame] : [(start + bits / 8 * (frame - 1), (int)((bits + 7) / 8))];
        }
    }

    /// <summary>Bytes of a frame as it is read.</summary>
    /// <param name="frame">1 for the first.</param>
    public long LengthOf(int frame)
    {
        Check(frame);
        return fragments is null ? (bits + 7) / 8 : fragments[frame].Sum(extent => (long)extent.Length);
    }

    /// <summary>Reads header and fragment heads of a file.</summary>
    /// <param name="file">A seekable Part 10 file, positioned at its start.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>The header, and the index; the index holds nothing of the header.</returns>
    /// <exception cref="DicomException">Invalid if there is no Pixel Data or its frames cannot be told apart; Truncated if it ends early; otherwise as <see cref="DicomReader"/>.</exception>
    public static async ValueTask<(DicomHeader Header, FrameIndex Index)> ReadAsync(Stream file, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        var reader = new DicomReader(file);
        var header = await reader.ReadFileAsync(stop).ConfigureAwait(false);
        return (header, await OfAsync(header, file, reader.Position, stop).ConfigureAwait(false));
    }

    /// <summary>Reads the fragment heads of a file whose header was read.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="file">The same file, seekable.</param>
    /// <param name="start">Where the value of Pixel Data starts (<see cref="DicomReader.Position"/> behind the header).</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="DicomException">As <see cref="ReadAsync(Stream, CancellationToken)"/>.</exception>
    public static async ValueTask<FrameIndex> OfAsync(DicomHeader header, Stream file, long start, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(file);
        if (header.Pixels is not { } pixels) throw new DicomException(DicomError.Invalid, "The object has no Pixel Data", start);
        var frames = (int)Math.Clamp(header.DataSet.GetInteger(Tags.NumberOfFrames) ?? 1, 1, int.MaxValue);
        if (pixels.Length is not { } length) return new FrameIndex(header, frames, 0, await FragmentList.ReadAsync(header, frames, file, start, stop).ConfigureAwait(false));
        var index = new FrameIndex(header, frames, start, null);
        if (index.bits <= 0 || index.bits / 8 >= Array.MaxLength || (Int128)index.bits * frames > (Int128)length * 8) throw new DicomException(DicomError.Invalid, "Pixel Data does not hold its frames", start, pixels.Tag);
        // Deflate makes a thousand bytes of one at best, so that a lie costs no more than that.
        if (index.isDeflated && length / MaximumDeflateExpansion > file.Length) throw Truncated(file, pixels.Tag);
        if (!index.isDeflated && start + length > file.Length) throw Truncated(file, pixels.Tag);
        return index;
    }

    /// <summary>The coded bytes of a frame: fragments joined, single bits from bit 0 of a byte on, numbers little endian whatever the file is. A deflated file is inflated up to its end for each frame.</summary>
    /// <param name="file">The same file, seekable.</param>
    /// <param name="frame">1 for the first.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="DicomException">Truncated; LimitExceeded if the fragments of a frame are longer than an array can be.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream file, int frame, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            if (!IsInPlace) return await ReadCutAsync(file, frame, stop).ConfigureAwait(false);
            if (LengthOf(frame) is var length && length > Array.MaxLength) throw new DicomException(DicomError.LimitExceeded, $"A coded frame of {length} bytes", this[frame][0].Offset, pixels.Tag);
            var bytes = new byte[length];
            var at = 0;
            foreach (var (offset, count) in this[frame])
            {
                file.Position = offset;
                await file.ReadExactlyAsync(bytes.AsMemory(at, count), stop).ConfigureAwait(false);
                at += count;
            }
            return bytes;
        }
        catch (EndOfStreamException)
        {
            throw Truncated(file, pixels.Tag);
        }
    }

    // The bytes that cover the frame, and of these its bits.
    private async ValueTask<ReadOnlyMemory<byte>> ReadCutAsync(Stream file, int frame, CancellationToken stop)
    {
        Check(frame);
        var first = bits * (frame - 1);
        var covering = new byte[(first % 8 + bits + 7) / 8];
        var from = first / 8;
        if (isDeflated)
        {
            file.Position = 0;
            var reader = new DicomReader(file);
            await reader.ReadFileAsync(stop).ConfigureAwait(false);
            await reader.CopyPixelDataAsync(new WindowStream(from, covering), stop).ConfigureAwait(false);
        }
        else
        {
            // Numbers are turned around from where the first one starts.
            var (before, after) = ((int)(from % swapWidth), (int)((swapWidth - (from + covering.Length) % swapWidth) % swapWidth));
            var numbers = new byte[before + covering.Length + after];
            file.Position = start + from - before;
            await file.ReadExactlyAsync(numbers.AsMemory(0, (int)Math.Min(numbers.Length, pixels.Length!.Value - (from - before))), stop).ConfigureAwait(false);
            ByteOrder.Swap(numbers, swapWidth);
            numbers.AsSpan(before, covering.Length).CopyTo(covering);
        }
        return bits % 8 == 0 ? covering : PackedBits.Cut(covering, (int)(first % 8), bits);
    }

    private void Check(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frame, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frame, Frames);
    }

    private static DicomException Truncated(Stream file, Tag tag) => new(DicomError.Truncated, "Pixel Data ends early", file.Length, tag);
}
