using System.IO.Compression;

namespace Pandok.Dicom.Files;

/// <summary>
/// The inflated data set of Deflated Explicit VR Little Endian (PS3.5 A.5: a raw RFC 1951 stream), pulled through a window of a few kilobytes.
/// A bomb ends at the limit, damage is a typed error.
/// </summary>
internal sealed class InflatingStream : Stream
{
    private readonly DeflateStream inflate;
    private readonly ByteSource packed;
    private readonly long limit;
    private long inflated;

    public InflatingStream(ByteSource packed, long limit)
    {
        (this.packed, this.limit) = (packed, limit);
        inflate = new DeflateStream(new Packed(packed), CompressionMode.Decompress);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => inflated; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(inflate.Read(buffer));
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await inflate.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inflate.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        inflated += read;
        return inflated <= limit ? read : throw new DicomException(DicomError.LimitExceeded, $"The deflated data set inflates to more than {limit} bytes", packed.Position);
    }

    private DicomException Damaged() => new(DicomError.Structure, $"The deflated data set is damaged or cut off (after {inflated} inflated bytes)", packed.Position);

    // What is left of the file, as the stream that DeflateStream wants.
    private sealed class Packed(ByteSource source) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => source.Position; set => throw new NotSupportedException(); }
        public override int Read(Span<byte> buffer) => source.ReadSome(buffer);
        public override int Read(byte[] buffer, int offset, int count) => source.ReadSome(buffer.AsSpan(offset, count));
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => source.ReadSomeAsync(buffer, cancellationToken);
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
