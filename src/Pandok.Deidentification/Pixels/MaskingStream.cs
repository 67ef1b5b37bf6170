namespace Pandok.Deidentification.Pixels;

/// <summary>Native samples on their way through: hidden bits are zeroed, all other bytes are the same. Write only; samples may come in pieces.</summary>
/// <param name="to">Where the samples go; it is not closed.</param>
/// <param name="bits">What may hide.</param>
public sealed class MaskingStream(Stream to, HiddenBits bits) : Stream
{
    private const int Whole = 4; // the widest sample
    private readonly byte[] held = new byte[Whole];
    private int holds;

    /// <summary>True once a hidden bit was found.</summary>
    public bool Found { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (holds == 0 && buffer.Length % Whole == 0 && !bits.AreIn(buffer.Span))
        {
            await to.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }
        var joined = new byte[holds + buffer.Length];
        held.AsSpan(0, holds).CopyTo(joined);
        buffer.Span.CopyTo(joined.AsSpan(holds));
        holds = joined.Length % Whole;
        joined.AsSpan(joined.Length - holds).CopyTo(held);
        var ready = joined.AsMemory(0, joined.Length - holds);
        Found |= bits.Clear(ready.Span);
        await to.WriteAsync(ready, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is left when the last byte has come.</summary>
    public async ValueTask FinishAsync(CancellationToken stop)
    {
        Found |= bits.Clear(held.AsSpan(0, holds));
        await to.WriteAsync(held.AsMemory(0, holds), stop).ConfigureAwait(false);
        holds = 0;
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
