using System.Buffers;
using System.IO.Compression;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Files;

/// <summary>Writes whole Part 10 files (PS3.10 section 7) as a stream, in every syntax: native, big endian, deflated, encapsulated.</summary>
public static class DicomFile
{
    /// <summary>Writes preamble, File Meta Information, data set, Pixel Data and what follows it.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="header">
    /// The object. Its syntax is the one that is written: <c>header with { Syntax = ... }</c> changes between native ones. Its File Meta Information is kept if it is complete and true, else made anew.
    /// </param>
    /// <param name="copyPixels">Writes the bytes of Pixel Data, little endian, as <see cref="DicomReader.CopyPixelDataAsync"/> does; called only if there are any. Null if there are none.</param>
    /// <param name="after">The elements after Pixel Data, as <see cref="DicomReader.FinishAsync"/> gives them; called last. Null if there are none.</param>
    /// <param name="stop">Ends the writing.</param>
    /// <exception cref="DicomException">Invalid if the object has no SOP Class or Instance UID and no File Meta Information that names them, or bulk data was not fetched.</exception>
    public static async ValueTask WriteAsync(
        Stream to, DicomHeader header, Func<Stream, CancellationToken, ValueTask<long>>? copyPixels, Func<CancellationToken, ValueTask<DataSet>>? after, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(header);
        var head = new ArrayBufferWriter<byte>(4 << 10);
        if (IsTrue(header)) DicomWriter.WriteFileHead(head, header.Meta, header.Preamble);
        else DicomWriter.WriteFileHead(head, header.DataSet, header.Syntax);
        await to.WriteAsync(head.WrittenMemory, stop).ConfigureAwait(false);
        if (!header.Syntax.IsDeflated)
        {
            await WriteBodyAsync(to, header, copyPixels, after, stop).ConfigureAwait(false);
            return;
        }
        // PS3.5 A.5: what is deflated is one unit, and a byte of zero makes the file even.
        var counted = new CountingStream(to);
        var packed = new DeflateStream(counted, CompressionLevel.Optimal, leaveOpen: true);
        await using (packed.ConfigureAwait(false)) await WriteBodyAsync(packed, header, copyPixels, after, stop).ConfigureAwait(false);
        if ((counted.Count & 1) != 0) await to.WriteAsync(new byte[1], stop).ConfigureAwait(false);
    }

    private static async ValueTask WriteBodyAsync(
        Stream to, DicomHeader header, Func<Stream, CancellationToken, ValueTask<long>>? copyPixels, Func<CancellationToken, ValueTask<DataSet>>? after, CancellationToken stop)
    {
        var coding = Coding.Of(header.Syntax);
        var body = new ArrayBufferWriter<byte>(16 << 10);
        DicomWriter.Write(body, header.DataSet, coding);
        if (header.Pixels is { } pixels) DicomWriter.WritePixelDataHead(body, pixels, header.Syntax);
        await to.WriteAsync(body.WrittenMemory, stop).ConfigureAwait(false);
        if (header.Pixels is { } some && copyPixels is not null)
        {
            var width = coding.IsBigEndian && some.Length is not null ? DicomReader.SwapWidth(some, header.DataSet) : 1;
            if (width == 1) await copyPixels(to, stop).ConfigureAwait(false);
            else
            {
                var swapping = new SwappingStream(to, width);
                await copyPixels(swapping, stop).ConfigureAwait(false);
                await to.WriteAsync(swapping.Finish(), stop).ConfigureAwait(false);
            }
        }
        if (after is null || await after(stop).ConfigureAwait(false) is not { Count: > 0 } trailer) return;
        body.ResetWrittenCount();
        DicomWriter.Write(body, trailer, coding);
        await to.WriteAsync(body.WrittenMemory, stop).ConfigureAwait(false);
    }

    private static bool IsTrue(DicomHeader header) =>
        header.Meta.GetString(Tags.TransferSyntaxUID) == header.Syntax.Uid
        && (header.Meta.Contains(Tags.MediaStorageSOPInstanceUID) || !header.DataSet.Contains(Tags.SOPInstanceUID));

    private sealed class CountingStream(Stream to) : Stream
    {
        public long Count { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            to.Write(buffer);
            Count += buffer.Length;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await to.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            Count += buffer.Length;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override void Flush() => to.Flush();
        public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
