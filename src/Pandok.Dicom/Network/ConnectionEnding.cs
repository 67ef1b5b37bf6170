using System.Buffers;
using System.Net.Sockets;

namespace Pandok.Dicom.Network;

// The last words on a connection, and the wait for the peer to hear them.
internal sealed class ConnectionEnding(Socket socket, Stream stream, ConnectionLimits limits, TimeProvider time, CancellationToken hardStop)
{
    private static readonly TimeSpan SendTime = TimeSpan.FromSeconds(1);

    public async ValueTask<bool> TrySendAbortAsync(byte source, AbortReason reason)
    {
        using var limit = new CancellationTokenSource(SendTime, time);
        try
        {
            await stream.WriteAsync(AssociateWriter.Abort(source, reason), limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false; // the peer is gone: there is nobody to tell
        }
    }

    // Whatever still comes is dropped until the peer closes or ARTIM expires; closing at once could destroy our last PDU on its way.
    public async ValueTask AwaitCloseAsync()
    {
        using var artim = new CancellationTokenSource(limits.Artim, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(artim.Token, hardStop);
        var dropped = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(dropped, limit.Token).ConfigureAwait(false) > 0) { }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed by the peer, or ARTIM expired: both end Sta13.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(dropped);
        }
    }
}
