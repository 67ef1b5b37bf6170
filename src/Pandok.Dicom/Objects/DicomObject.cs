using System.Buffers;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Objects;

/// <summary>
/// A built object: its data set, and its pixels as chunks made while they are written, so that a large one never sits in memory.
/// </summary>
public sealed class DicomObject
{
    private readonly Func<IEnumerable<ReadOnlyMemory<byte>>> chunks;

    internal DicomObject(DataSet dataSet) : this(dataSet, null, static () => [])
    {
    }

    internal DicomObject(DataSet dataSet, PixelDataHead? pixels, Func<IEnumerable<ReadOnlyMemory<byte>>> chunks)
    {
        DataSet = dataSet;
        Pixels = pixels;
        this.chunks = chunks;
    }

    /// <summary>All elements before Pixel Data.</summary>
    public DataSet DataSet { get; }

    /// <summary>The head of Pixel Data with its length in bytes, which is even; null if there are no pixels.</summary>
    public PixelDataHead? Pixels { get; }

    /// <summary>Writes the value of Pixel Data: exactly the bytes that <see cref="Pixels"/> announces. May be called again.</summary>
    /// <exception cref="InvalidOperationException">The frames gave more or fewer bytes than announced.</exception>
    public async Task WritePixelsAsync(Stream to, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (Pixels is not { Length: { } length }) return;
        long written = 0;
        foreach (var chunk in chunks())
        {
            await to.WriteAsync(chunk, stop).ConfigureAwait(false);
            written += chunk.Length;
        }
        if (written == length - 1) await to.WriteAsync(new byte[1], stop).ConfigureAwait(false);
        else if (written != length) throw new InvalidOperationException($"Pixel Data has {written} bytes instead of {length}.");
    }

    /// <summary>Writes a Part 10 file in Explicit VR Little Endian (PS3.10 section 7).</summary>
    public async Task WriteFileAsync(Stream to, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(to);
        var syntax = TransferSyntax.ExplicitLittleEndian;
        var head = new ArrayBufferWriter<byte>(1 << 16);
        DicomWriter.WriteFileHead(head, DataSet, syntax);
        DicomWriter.WriteDataSet(head, DataSet, syntax);
        if (Pixels is { } pixels) DicomWriter.WritePixelDataHead(head, pixels, syntax);
        await to.WriteAsync(head.WrittenMemory, stop).ConfigureAwait(false);
        await WritePixelsAsync(to, stop).ConfigureAwait(false);
    }
}
