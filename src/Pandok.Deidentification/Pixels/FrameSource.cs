using Pandok.Dicom.Codecs;
using Pandok.Dicom.Files;

namespace Pandok.Deidentification.Pixels;

/// <summary>The frames of one object, read one at a time from a seekable stream that stays the caller's. Not safe for concurrent use.</summary>
public sealed class FrameSource
{
    private readonly Stream file;
    private readonly FrameIndex index;

    private FrameSource(Stream file, DicomHeader header, FrameIndex index) => (this.file, Header, this.index, Layout) = (file, header, index, PixelLayout.Of(header));

    /// <summary>The object up to its pixels.</summary>
    public DicomHeader Header { get; }

    /// <summary>How the data set describes a frame.</summary>
    public PixelLayout Layout { get; }

    /// <summary>Number of Frames (0028,0008); 1 if it is not said.</summary>
    public int Count => index.Frames;

    /// <summary>Reads the header and finds the frames.</summary>
    /// <param name="file">A Part 10 file, positioned at its start.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="DicomException">As <see cref="FrameIndex.ReadAsync(Stream, CancellationToken)"/>.</exception>
    public static async Task<FrameSource> OpenAsync(Stream file, CancellationToken stop)
    {
        var (header, index) = await FrameIndex.ReadAsync(file, stop).ConfigureAwait(false);
        return new FrameSource(file, header, index);
    }

    /// <summary>Finds the frames of a file whose header was read.</summary>
    /// <param name="header">Its header; it must not have changed.</param>
    /// <param name="file">The same file.</param>
    /// <param name="start">Where the value of Pixel Data starts.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="DicomException">As <see cref="FrameIndex.ReadAsync(Stream, CancellationToken)"/>.</exception>
    public static async Task<FrameSource> OfAsync(DicomHeader header, Stream file, long start, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new FrameSource(file, header, await FrameIndex.OfAsync(header, file, start, stop).ConfigureAwait(false));
    }

    /// <summary>The bytes of a frame, native or its codestream.</summary>
    /// <param name="frame">0 for the first.</param>
    /// <param name="stop">Ends the reading.</param>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int frame, CancellationToken stop)
    {
        // What is in memory already is not copied: large arrays, one for each slice, would be most of a run's garbage.
        if (file is MemoryStream memory && index.IsInPlace && memory.TryGetBuffer(out var all) && index[frame + 1] is [var (offset, length)] && offset + length <= all.Count) return all.AsMemory((int)offset, length);
        return await index.ReadAsync(file, frame + 1, stop).ConfigureAwait(false);
    }
}
