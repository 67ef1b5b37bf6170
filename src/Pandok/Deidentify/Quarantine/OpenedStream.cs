using Pandok.Platform;

namespace Pandok.Deidentify.Quarantine;

/// <summary>Reads a sealed file at any place; one opened chunk is in memory. Owns the file.</summary>
internal sealed class OpenedStream : Stream
{
    private const int Stored = SealedFormat.ChunkSize + SealedFormat.TagSize;
    private readonly FileStream file;
    private readonly SealedFormat format;
    private readonly byte[] box = new byte[Stored];
    private readonly byte[] plain = new byte[SealedFormat.ChunkSize];
    private readonly int chunks;
    private int opened = -1, openedLength;

    /// <exception cref="BrokenSealException">The file is not sealed in this form, or was cut.</exception>
    public OpenedStream(FileStream file, byte[] key, Guid id)
    {
        (this.file, format) = (file, new SealedFormat(key, id));
        Span<byte> magic = stackalloc byte[SealedFormat.HeadSize];
        var body = file.Length - SealedFormat.HeadSize;
        if (body < SealedFormat.TagSize || file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual(SealedFormat.Magic)) throw new BrokenSealException();
        chunks = checked((int)((body + Stored - 1) / Stored));
        Length = body - (long)chunks * SealedFormat.TagSize;
        // The mark of the last chunk proves that nothing is missing behind it.
        Open(chunks - 1);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; }
    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.Length == 0) return 0;
        var chunk = (int)(Position / SealedFormat.ChunkSize);
        if (chunk != opened) Open(chunk);
        var from = (int)(Position % SealedFormat.ChunkSize);
        var count = Math.Min(buffer.Length, openedLength - from);
        plain.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(plain);
            format.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Open(int chunk)
    {
        file.Position = SealedFormat.HeadSize + (long)chunk * Stored;
        var length = file.ReadAtLeast(box, box.Length, throwOnEndOfStream: false);
        if (length < SealedFormat.TagSize) throw new BrokenSealException();
        openedLength = length - SealedFormat.TagSize;
        format.Open(chunk, chunk == chunks - 1, box.AsSpan(0, length), plain.AsSpan(0, openedLength));
        opened = chunk;
    }
}
