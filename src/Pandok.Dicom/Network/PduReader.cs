using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pandok.Dicom.Network;

// The reading half of a connection: PDU heads, bodies and fragments, and the clock of what the peer owes us.
// Invariants:
// 1. One task reads; only Interrupt comes from elsewhere.
// 2. Nothing is read ahead of what is asked for, except what one read of the socket brings: TCP slows the sender.
// 3. Once the connection has a fault every further read throws it.
internal sealed class PduReader : IAsyncDisposable
{
    // One read takes what a sender's window brings; larger ones gain nothing on loopback or a line.
    private const int ReadSize = 128 << 10;
    private readonly PduConnection connection;
    private readonly PipeReader pipe;
    private readonly ConnectionLimits limits;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly byte[] head = new byte[6];
    private ReadOnlySequence<byte> held;
    private bool hasHeld;
    private TimeSpan patience;
    private long silentSince;

    public PduReader(PduConnection connection, Stream stream, ConnectionLimits limits, TimeProvider time)
    {
        (this.connection, this.limits, this.time) = (connection, limits, time);
        pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadSize, minimumReadSize: 4096, leaveOpen: true));
        timer = time.CreateTimer(static reader => ((PduReader)reader!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        patience = limits.Artim;
    }

    // How long the peer was waited for since the last RestartWaited.
    public TimeSpan Waited { get; private set; }

    // How long we have been waiting for the peer now; zero if it is we who are busy.
    public TimeSpan Silence => Volatile.Read(ref silentSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    // The clock of a phase: how long the peer may take from here.
    public void Expect(TimeSpan within) => patience = within;

    public void RestartWaited() => Waited = TimeSpan.Zero;

    // From any thread: an idle wait looks again whether it shall go on.
    public void Interrupt() => pipe.CancelPendingRead();

    // The next PDU's type and the length of its variable field; A-ABORT is thrown.
    public async ValueTask<(PduType Type, int Length)> ReadPduHeadAsync(bool isIdle, CancellationToken stop)
    {
        connection.ThrowIfFaulted();
        if (!await FillAsync(6, isIdle, stop).ConfigureAwait(false))
            throw connection.Fail(AssociationAbortedException.Vanished(held.IsEmpty && isIdle ? "The peer closed the connection without a release" : "The peer closed the connection"));
        TakeHead();
        var (type, length) = ((PduType)head[0], BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(2)));
        if (type is < PduType.AssociateRequest or > PduType.Abort) throw connection.Violation(AbortReason.UnrecognizedPdu, $"PDU type {(byte)type:X2}H is unknown");
        if (!StateTable.Allows(connection.State, type)) throw connection.Violation(AbortReason.UnexpectedPdu, $"{type} is not allowed in state {(int)connection.State} ({connection.State})");
        var limit = type switch
        {
            PduType.Data => (uint)limits.MaxPdu,
            PduType.AssociateRequest or PduType.AssociateAccept => (uint)limits.AssociateBytes,
            _ => 4u,
        };
        if (length > limit || (limit == 4 && length != 4)) throw connection.Violation(AbortReason.InvalidParameterValue, $"{type} claims {length} bytes");
        if (type == PduType.Abort)
        {
            var body = await ReadBodyAsync(4, stop).ConfigureAwait(false);
            throw connection.Fail(new AssociationAbortedException(AbortCause.PeerAborted, $"The peer aborted (source {body[2]}, reason {body[3]})", (AbortReason)body[3], body[2]));
        }
        return (type, (int)length);
    }

    public async ValueTask<byte[]> ReadBodyAsync(int length, CancellationToken stop)
    {
        connection.ThrowIfFaulted();
        if (!await FillAsync(length, false, stop).ConfigureAwait(false)) throw Cut();
        var body = held.Slice(0, length).ToArray();
        Take(length);
        return body;
    }

    public async ValueTask<PdvHead> ReadPdvHeadAsync(CancellationToken stop)
    {
        if (!await FillAsync(6, false, stop).ConfigureAwait(false)) throw Cut();
        TakeHead();
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        return new PdvHead(head[4], (head[5] & 1) != 0, (head[5] & 2) != 0, length is < 2 or > int.MaxValue ? -1 : (int)length - 2);
    }

    // What of the current fragment is here already, at most so many bytes; waits for some if there is none. Take it before asking again.
    public async ValueTask<ReadOnlySequence<byte>> ReadSomeAsync(int atMost, CancellationToken stop)
    {
        connection.ThrowIfFaulted();
        if (held.IsEmpty && !await FillAsync(1, false, stop).ConfigureAwait(false)) throw Cut();
        return TryReadSome(atMost);
    }

    public ReadOnlySequence<byte> TryReadSome(int atMost) => held.Slice(0, Math.Min(held.Length, atMost));

    public void Take(long count) => held = held.Slice(count);

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync().ConfigureAwait(false);
        await pipe.CompleteAsync().ConfigureAwait(false);
    }

    private AssociationAbortedException Cut() => connection.Fail(AssociationAbortedException.Vanished("The peer closed the connection within a PDU"));

    private void TakeHead()
    {
        held.Slice(0, head.Length).CopyTo(head);
        Take(head.Length);
    }

    private void Expire() =>
        connection.Fail(new AssociationAbortedException(AbortCause.TimedOut, $"The peer took too long to send (state {(int)connection.State})"));

    // Waits until so many bytes are held. False if the transport ends first.
    private async ValueTask<bool> FillAsync(int count, bool isIdle, CancellationToken stop)
    {
        while (held.Length < count)
        {
            if (isIdle && connection.ShallEnd) throw connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "This side stopped"));
            if (hasHeld) pipe.AdvanceTo(held.Start, held.End);
            var result = await WaitAsync(isIdle, stop).ConfigureAwait(false);
            held = result.Buffer;
            hasHeld = true;
            if (result.IsCanceled) stop.ThrowIfCancellationRequested();
            if (result.IsCompleted && held.Length < count) return false;
        }
        return true;
    }

    private async ValueTask<ReadResult> WaitAsync(bool isIdle, CancellationToken stop)
    {
        hasHeld = false;
        var start = 0L;
        // While we work on something the peer owes us nothing.
        var limited = patience != Timeout.InfiniteTimeSpan && !(isIdle && connection.IsWorking);
        try
        {
            var read = pipe.ReadAsync(connection.Ended);
            if (read.IsCompletedSuccessfully) return await read.ConfigureAwait(false);
            start = time.GetTimestamp();
            Volatile.Write(ref silentSince, start);
            if (limited) timer.Change(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            using var cancel = stop == connection.Ended ? default : stop.UnsafeRegister(static pipe => ((PipeReader)pipe!).CancelPendingRead(), pipe);
            return await read.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "This side stopped"));
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            throw connection.Fail(AssociationAbortedException.Vanished("The connection broke", fault));
        }
        finally
        {
            if (start != 0)
            {
                Volatile.Write(ref silentSince, 0);
                if (limited)
                {
                    timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    patience -= time.GetElapsedTime(start);
                }
                Waited += time.GetElapsedTime(start);
            }
        }
    }
}
