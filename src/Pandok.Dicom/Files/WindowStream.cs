namespace Pandok.Dicom.Files;

/// <summary>Keeps the bytes of a window of what is written to it, counted from the first byte written.</summary>
internal sealed class WindowStream(long start, byte[] window) : Stream
{
    private long at;

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
