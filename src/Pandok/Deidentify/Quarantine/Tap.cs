using System.Security.Cryptography;

namespace Pandok.Deidentify.Quarantine;

/// <summary>
/// Stands between a door and the reader of an instance: hashes what flows, and remembers it until it is decided what becomes of the instance. Then what was remembered, and all that follows,
/// flows into the quarantine, or is forgotten.
/// </summary>
internal sealed class Tap(Stream source) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private MemoryStream? remembered = new();
    private Stream? sink;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Of all bytes that were read, lower-case hexadecimal. Read to the end, it is that of the object as it was received.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>The instance is clean: nothing needs to be remembered.</summary>
    public void Forget() => remembered = null;

    /// <summary>What was read so far goes into a stream, and all that is read from now on.</summary>
    public void FlowInto(Stream to)
    {
        if (remembered is null) throw new InvalidOperationException("It was forgotten.");
        to.Write(remembered.GetBuffer().AsSpan(0, (int)remembered.Length));
        (remembered, sink) = (null, to);
    }

    /// <summary>Reads what nobody read.</summary>
    public Task DrainAsync(CancellationToken stop) => CopyToAsync(Null, stop);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken);
        Pass(buffer.Span[..read]);
        return read;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = source.Read(buffer);
        Pass(buffer[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        remembered?.Write(bytes);
        sink?.Write(bytes);
    }
}
