namespace Pandok.Dicom.Tests.Network;

/// <summary>So many zeros, from nowhere; a multiple of the largest read is best.</summary>
internal sealed class ZeroStream(long length) : Stream
{
    private long left = length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var part = (int)Math.Min(left, count);
        buffer.AsSpan(offset, part).Clear();
        left -= part;
        return part;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var part = (int)Math.Min(left, buffer.Length);
        buffer.Span[..part].Clear();
        left -= part;
        return ValueTask.FromResult(part);
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
