using System.Buffers;

namespace Pandok.Dicom.Network;

// The data set of one message, fragment by fragment, pulled from the connection by whoever reads. Ends with 0 only after the fragment marked as last.
internal sealed class DataSetStream(PduConnection connection, PdvReader fragments, ConnectionLimits limits, byte contextId, long limit) : Stream
{
    private int fragmentLeft;
    private int empty;
    private bool lastSeen;
    private bool isClosed;
    private long read;

    public override bool CanRead => !isClosed;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(isClosed, this);
        if (buffer.IsEmpty) return ValueTask.FromResult(0);
        if (fragmentLeft == 0) return ReadSlowlyAsync(buffer, cancellationToken);
        var here = connection.Reader.TryReadSome(Math.Min(fragmentLeft, buffer.Length));
        return here.IsEmpty ? ReadSlowlyAsync(buffer, cancellationToken) : ValueTask.FromResult(Copy(here, buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Without a buffer of its own: what the socket brought is written on.
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ObjectDisposedException.ThrowIf(isClosed, this);
        while (await NextFragmentAsync(cancellationToken).ConfigureAwait(false))
        {
            var some = await connection.Reader.ReadSomeAsync(fragmentLeft, cancellationToken).ConfigureAwait(false);
            foreach (var part in some) await destination.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            Advance(some.Length);
        }
    }

    // Skips what is left, so that the response can be sent; too much of it ends the association.
    public async ValueTask DrainAsync(CancellationToken stop)
    {
        var drained = 0L;
        while (await NextFragmentAsync(stop).ConfigureAwait(false))
        {
            var some = await connection.Reader.ReadSomeAsync(fragmentLeft, stop).ConfigureAwait(false);
            drained += some.Length;
            Advance(some.Length);
            if (drained > limits.DrainBytes) throw connection.Violation(AbortReason.NotSpecified, "Too much of a data set that nobody wants");
        }
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously: no thread waits for a peer.");
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // The handler is done: what is left is for DrainAsync alone.
    public override void Close() => isClosed = true;

    private async ValueTask<int> ReadSlowlyAsync(Memory<byte> buffer, CancellationToken stop)
    {
        if (!await NextFragmentAsync(stop).ConfigureAwait(false)) return 0;
        var some = await connection.Reader.ReadSomeAsync(Math.Min(fragmentLeft, buffer.Length), stop).ConfigureAwait(false);
        return Copy(some, buffer.Span);
    }

    private int Copy(ReadOnlySequence<byte> some, Span<byte> to)
    {
        some.CopyTo(to);
        Advance(some.Length);
        return (int)some.Length;
    }

    private void Advance(long count)
    {
        connection.Reader.Take(count);
        fragmentLeft -= (int)count;
        read += count;
    }

    // False at the end of the data set.
    private async ValueTask<bool> NextFragmentAsync(CancellationToken stop)
    {
        while (fragmentLeft == 0)
        {
            if (connection.Fault is { } fault) throw fault;
            if (lastSeen) return false;
            MessageReader.CheckRate(connection, limits, read);
            var pdv = (await fragments.NextAsync(isIdle: false, stop).ConfigureAwait(false))!.Value;
            if (pdv.IsCommand) throw connection.Violation(AbortReason.UnexpectedParameter, "A command fragment within a data set");
            if (pdv.ContextId != contextId) throw connection.Violation(AbortReason.InvalidParameterValue, "One message in two presentation contexts");
            empty = pdv.Length == 0 ? empty + 1 : 0;
            if (empty > limits.EmptyFragments) throw connection.Violation(AbortReason.InvalidParameterValue, "Too many empty fragments");
            if (read + pdv.Length > limit) throw connection.Violation(AbortReason.NotSpecified, "The data set is longer than the limit");
            fragmentLeft = pdv.Length;
            lastSeen = pdv.IsLast;
        }
        return true;
    }
}
