using System.Net.Sockets;

namespace Pandok.Dicom.Network;

// The writing half of a connection. One write at a time: MessageWriter's lock sees to it.
internal sealed class PduWriter : IAsyncDisposable
{
    private static readonly TimeSpan AbortWait = TimeSpan.FromSeconds(1);
    private readonly PduConnection connection;
    private readonly Stream stream;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private volatile bool isWriting;

    public PduWriter(PduConnection connection, Stream stream, TimeProvider time)
    {
        (this.connection, this.stream, this.time) = (connection, stream, time);
        timer = time.CreateTimer(static writer => ((PduWriter)writer!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    // True while a PDU may be half written, and for ever after a write that failed: an A-ABORT would be data.
    public bool IsWriting => isWriting;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan within, CancellationToken stop)
    {
        connection.ThrowIfFaulted();
        isWriting = true;
        using var both = stop == connection.Ended || !stop.CanBeCanceled ? null : CancellationTokenSource.CreateLinkedTokenSource(stop, connection.Ended);
        try
        {
            var write = stream.WriteAsync(bytes, both?.Token ?? connection.Ended);
            if (!write.IsCompletedSuccessfully)
            {
                timer.Change(within, Timeout.InfiniteTimeSpan);
                await write.ConfigureAwait(false);
            }
            isWriting = false;
        }
        catch (OperationCanceledException) when (!connection.Ended.IsCancellationRequested)
        {
            connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "Sending was cancelled"));
            throw;
        }
        catch (OperationCanceledException)
        {
            throw connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "This side stopped"));
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            await HearAsync().ConfigureAwait(false);
            throw connection.Fail(AssociationAbortedException.Vanished("The peer closed the connection", fault));
        }
        finally
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Expire() =>
        connection.Fail(new AssociationAbortedException(AbortCause.TimedOut, $"The peer took too long to take what was sent (state {(int)connection.State})"));

    // A write failed. The peer's A-ABORT may lie unread, and it tells more than a broken pipe: whoever reads may come upon it.
    private async ValueTask HearAsync()
    {
        if (!connection.IsHeard) return;
        try
        {
            await Task.Delay(AbortWait, time, connection.Ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The reader found the cause.
        }
    }
}
