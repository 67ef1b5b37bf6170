using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Standard;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>Reads archived instances: whole or a part of their bytes, their headers, or one decoded frame.</summary>
internal sealed class InstanceFiles(ObjectFiles objects)
{
    private const int ChunkSize = 256 << 10;

    public FileStream Open(Instance instance) => objects.Open(instance.ObjectKey);

    /// <summary>Whether the bytes are there as they were written, by their number.</summary>
    public bool IsWhole(Instance instance)
    {
        try
        {
            using var file = Open(instance);
            return file.Length == instance.Size;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>An empty file for what is on its way out; gone when it is closed.</summary>
    public FileStream Scratch() => objects.Scratch();

    /// <summary>An uncompressed data set in Implicit VR Little Endian: the header is written anew, the pixels are the same bytes.</summary>
    public async Task<Stream> OpenImplicitAsync(Instance instance, CancellationToken stop)
    {
        var header = await HeaderAsync(instance, stop);
        var head = new ArrayBufferWriter<byte>(16 << 10);
        DicomWriter.WriteDataSet(head, header.DataSet, TransferSyntax.ImplicitLittleEndian);
        if (header.Pixels is not { Length: { } length } pixels) return new MemoryStream(head.WrittenSpan.ToArray());
        DicomWriter.WritePixelDataHead(head, pixels, TransferSyntax.ImplicitLittleEndian);
        var file = Open(instance);
        file.Position = file.Length - length; // nothing follows the pixels in what we wrote
        return new HeadedStream(head.WrittenMemory, file);
    }

    /// <summary>The headers, in the order asked for.</summary>
    public async Task<IReadOnlyList<DataSet>> HeadersAsync(IReadOnlyList<Instance> instances, CancellationToken stop)
    {
        var headers = new List<DataSet>(instances.Count);
        foreach (var instance in instances) headers.Add((await HeaderAsync(instance, stop)).DataSet);
        return headers;
    }

    public async Task<DicomHeader> HeaderAsync(Instance instance, CancellationToken stop)
    {
        await using var file = Open(instance);
        return await new DicomReader(file).ReadFileAsync(stop);
    }

    /// <summary>Copies bytes of an object through one pooled buffer.</summary>
    public async Task CopyAsync(Instance instance, long offset, long count, Stream to, CancellationToken stop)
    {
        using var file = objects.OpenHandle(instance.ObjectKey);
        await CopyAsync(file, offset, count, to, stop);
    }

    /// <summary>Copies the stored bytes of a frame.</summary>
    public async Task CopyFrameAsync(StoredPixels pixels, int frame, Stream to, CancellationToken stop)
    {
        if (!pixels.Index.IsInPlace)
        {
            await to.WriteAsync(await CutFrameAsync(pixels, frame, stop), stop);
            return;
        }
        using var file = objects.OpenHandle(pixels.Row.ObjectKey);
        foreach (var (offset, length) in pixels.Index[frame]) await CopyAsync(file, offset, length, to, stop);
    }

    /// <summary>A frame as a reader of octets expects it: little endian, samples interleaved by pixel, colour as RGB.</summary>
    /// <exception cref="CodecException">The frame cannot be decoded.</exception>
    public async Task<byte[]> DecodedFrameAsync(StoredPixels pixels, int frame, CancellationToken stop) => (await DecodedAsync(pixels, frame, stop)).Samples;

    /// <summary>The same, with what its samples mean.</summary>
    /// <exception cref="CodecException">The frame cannot be decoded.</exception>
    public async Task<DecodedFrame> DecodedAsync(StoredPixels pixels, int frame, CancellationToken stop)
    {
        if (!pixels.Index.IsInPlace) return FrameDecoder.DecodeFrame(pixels.Row.TransferSyntax, (await CutFrameAsync(pixels, frame, stop)).Span, pixels.Layout);
        var length = (int)pixels.Index.LengthOf(frame);
        var coded = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            using var file = objects.OpenHandle(pixels.Row.ObjectKey);
            var at = 0;
            foreach (var (offset, count) in pixels.Index[frame])
            {
                await ReadAsync(file, coded.AsMemory(at, count), offset, stop);
                at += count;
            }
            return FrameDecoder.DecodeFrame(pixels.Row.TransferSyntax, coded.AsSpan(0, length), pixels.Layout);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(coded);
        }
    }

    private async Task<ReadOnlyMemory<byte>> CutFrameAsync(StoredPixels pixels, int frame, CancellationToken stop)
    {
        await using var file = Open(pixels.Row);
        return await pixels.Index.ReadAsync(file, frame, stop);
    }

    /// <summary>Copies bytes of an open object through one pooled buffer.</summary>
    public static async Task CopyAsync(SafeFileHandle file, long offset, long count, Stream to, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, ChunkSize));
        try
        {
            for (var end = offset + count; offset < end;)
            {
                var chunk = buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - offset));
                await ReadAsync(file, chunk, offset, stop);
                await to.WriteAsync(chunk, stop);
                offset += chunk.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Fills a buffer from an open object.</summary>
    public static async ValueTask ReadAsync(SafeFileHandle file, Memory<byte> to, long offset, CancellationToken stop)
    {
        for (int read; to.Length > 0; to = to[read..], offset += read)
        {
            if ((read = await RandomAccess.ReadAsync(file, to, offset, stop)) == 0) throw new EndOfStreamException("An object is shorter than its row says.");
        }
    }
}
