namespace Pandok.Deidentify.Quarantine;

/// <summary>Seals what is written to it, chunk by chunk. The last chunk is written by <see cref="Finish"/>; without it the file does not open. Does not own the file.</summary>
internal sealed class SealingStream : Stream
{
    private readonly Stream file;
    private readonly SealedFormat format;
    private readonly long limit;
    private readonly byte[] plain = new byte[SealedFormat.ChunkSize];
    private readonly byte[] box = new byte[SealedFormat.ChunkSize + SealedFormat.TagSize];
    private int filled, chunk;
    private long written;

    /// <param name="limit">Bytes of plain content; more is a <see cref="QuarantineFullException"/>.</param>
    public SealingStream(Stream file, SealedFormat format, long limit)
    {
        (this.file, this.format, this.limit) = (file, format, limit);
        file.Write(SealedFormat.Magic);
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => written;
    public override long Position { get => written; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (written + buffer.Length > limit) throw new QuarantineFullException("The object is larger than the quarantine takes");
        written += buffer.Length;
        while (buffer.Length > 0)
        {
            if (filled == plain.Length) Flush(isLast: false);
            var part = Math.Min(buffer.Length, plain.Length - filled);
            buffer[..part].CopyTo(plain.AsSpan(filled));
            filled += part;
            buffer = buffer[part..];
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public void Finish()
    {
        if (filled == plain.Length) Flush(isLast: false);
        Flush(isLast: true);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private void Flush(bool isLast)
    {
        format.Seal(chunk++, isLast, plain.AsSpan(0, filled), box);
        file.Write(box, 0, SealedFormat.TagSize + filled);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(plain);
        filled = 0;
    }
}
