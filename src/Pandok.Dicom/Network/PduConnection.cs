using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Pandok.Dicom.Network;

// One transport connection: reads PDUs, writes bytes, keeps the state of StateTable and the clock of ConnectionLimits.
// Invariants:
// 1. One task reads and writes; only RequestEnd and the timer come from elsewhere. A write that stalls reads too, to hear an A-ABORT.
// 2. Nothing is read ahead of what is asked for, except what one read of the socket brings: TCP slows the sender.
// 3. Once Fault is set every further read throws it.
internal sealed class PduConnection : IAsyncDisposable
{
    private const int ReadSize = 128 << 10;
    private static readonly TimeSpan AbortWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StallTime = TimeSpan.FromMilliseconds(500);
    private readonly Socket socket;
    private readonly Stream stream;
    private readonly PipeReader reader;
    private readonly ConnectionLimits limits;
    private readonly TimeProvider time;
    private readonly ConnectionEnding ending;
    private readonly CancellationTokenSource life;
    private readonly ITimer timer;
    private readonly byte[] head = new byte[6];
    private ReadOnlySequence<byte> held;
    private bool hasHeld;
    private TimeSpan patience;
    private volatile bool endRequested;
    private volatile bool timedOut;
    private bool writing;

    public PduConnection(Socket socket, Stream stream, ConnectionLimits limits, TimeProvider time, CancellationToken stop)
    {
        (this.socket, this.stream, this.limits, this.time) = (socket, stream, limits, time);
        reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: ReadSize, minimumReadSize: 4096, leaveOpen: true));
        ending = new ConnectionEnding(socket, stream, limits, time, stop);
        life = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timer = time.CreateTimer(static connection => ((PduConnection)connection!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        patience = limits.Artim;
    }

    public AssociationState State { get; set; }

    public AssociationAbortedException? Fault { get; private set; }

    public CancellationToken Ended => life.Token;

    // How long the peer was waited for since the last Restart.
    public TimeSpan Waited { get; private set; }

    // The clock of a phase: how long the peer may take from here.
    public void Expect(TimeSpan within) => patience = within;

    public void RestartWaited() => Waited = TimeSpan.Zero;

    // From any thread: ends the association with A-ABORT as soon as no message is under way.
    public void RequestEnd()
    {
        endRequested = true;
        reader.CancelPendingRead();
    }

    // The next PDU's type and the length of its variable field; A-ABORT is thrown.
    public async ValueTask<(PduType Type, int Length)> ReadPduHeadAsync(bool isIdle, CancellationToken stop)
    {
        ThrowIfFaulted();
        if (!await FillAsync(6, isIdle, stop).ConfigureAwait(false))
            throw Fail(AssociationAbortedException.Vanished(held.IsEmpty && isIdle ? "The peer closed the connection without a release" : "The peer closed the connection"));
        TakeHead();
        var (type, length) = ((PduType)head[0], BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(2)));
        if (type is < PduType.AssociateRequest or > PduType.Abort) throw Violation(AbortReason.UnrecognizedPdu, $"PDU type {(byte)type:X2}H is unknown");
        if (!StateTable.Allows(State, type)) throw Violation(AbortReason.UnexpectedPdu, $"{type} is not allowed in state {(int)State} ({State})");
        var limit = type switch
        {
            PduType.Data => (uint)limits.MaxPdu,
            PduType.AssociateRequest or PduType.AssociateAccept => (uint)limits.AssociateBytes,
            _ => 4u,
        };
        if (length > limit || (limit == 4 && length != 4)) throw Violation(AbortReason.InvalidParameterValue, $"{type} claims {length} bytes");
        if (type == PduType.Abort)
        {
            var body = await ReadBodyAsync(4, stop).ConfigureAwait(false);
            throw Fail(new AssociationAbortedException(AbortCause.PeerAborted, $"The peer aborted (source {body[2]}, reason {body[3]})", (AbortReason)body[3], body[2]));
        }
        return (type, (int)length);
    }

    public async ValueTask<byte[]> ReadBodyAsync(int length, CancellationToken stop)
    {
        ThrowIfFaulted();
        if (!await FillAsync(length, false, stop).ConfigureAwait(false)) throw Fail(AssociationAbortedException.Vanished("The peer closed the connection within a PDU"));
        var body = held.Slice(0, length).ToArray();
        Take(length);
        return body;
    }

    public async ValueTask<PdvHead> ReadPdvHeadAsync(CancellationToken stop)
    {
        if (!await FillAsync(6, false, stop).ConfigureAwait(false)) throw Fail(AssociationAbortedException.Vanished("The peer closed the connection within a PDU"));
        TakeHead();
        var length = BinaryPrimitives.ReadUInt32BigEndian(head);
        return new PdvHead(head[4], (head[5] & 1) != 0, (head[5] & 2) != 0, length is < 2 or > int.MaxValue ? -1 : (int)length - 2);
    }

    // What of the current fragment is here already, at most so many bytes; waits for some if there is none. Take it before asking again.
    public async ValueTask<ReadOnlySequence<byte>> ReadSomeAsync(int atMost, CancellationToken stop)
    {
        ThrowIfFaulted();
        if (held.IsEmpty && !await FillAsync(1, false, stop).ConfigureAwait(false))
            throw Fail(AssociationAbortedException.Vanished("The peer closed the connection within a PDU"));
        return TryReadSome(atMost);
    }

    public ReadOnlySequence<byte> TryReadSome(int atMost) => held.Slice(0, Math.Min(held.Length, atMost));

    public void Take(long count) => held = held.Slice(count);

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan within, CancellationToken stop)
    {
        ThrowIfFaulted();
        writing = true;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop, life.Token);
        var heard = false;
        try
        {
            var write = stream.WriteAsync(bytes, cancel.Token);
            if (write.IsCompletedSuccessfully) await write.ConfigureAwait(false);
            else
            {
                timer.Change(within, Timeout.InfiniteTimeSpan);
                var pending = write.AsTask();
                heard = await IsInterruptedAsync(pending).ConfigureAwait(false);
                if (heard) await cancel.CancelAsync().ConfigureAwait(false);
                await pending.ConfigureAwait(false);
            }
            writing = false;
        }
        catch (OperationCanceledException fault) when (heard)
        {
            throw await LostAsync(fault).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            throw Fail(Cancelled("take what was sent"));
        }
        catch (OperationCanceledException)
        {
            Fail(new AssociationAbortedException(AbortCause.Stopped, "Sending was cancelled"));
            throw;
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            throw await LostAsync(fault).ConfigureAwait(false);
        }
        finally
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public AssociationAbortedException Violation(AbortReason reason, string message) => Fail(AssociationAbortedException.Violation(reason, message));

    public AssociationAbortedException Fail(AssociationAbortedException fault) => Fault ??= fault;

    // A-ABORT, if the peer may still listen (AA-1, AA-8), then the close. Never throws.
    public async ValueTask AbortAsync(byte source, AbortReason reason)
    {
        if (writing) return; // in the middle of a PDU an A-ABORT would be data
        if (await ending.TrySendAbortAsync(source, reason).ConfigureAwait(false)) await AwaitCloseAsync().ConfigureAwait(false);
    }

    // Sta13 (AR-5, AA-6). Never throws.
    public ValueTask AwaitCloseAsync()
    {
        State = AssociationState.AwaitingClose;
        return ending.AwaitCloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync().ConfigureAwait(false);
        await reader.CompleteAsync().ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
        socket.Dispose();
        life.Dispose();
    }

    private void TakeHead()
    {
        held.Slice(0, head.Length).CopyTo(head);
        Take(head.Length);
    }

    private void Expire()
    {
        timedOut = true;
        try
        {
            life.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection ended in the same moment.
        }
    }

    // A peer that aborts may stop to read (storescp does): a write that stalls listens for A-ABORT or the end of the transport meanwhile.
    private async ValueTask<bool> IsInterruptedAsync(Task write)
    {
        await write.WaitAsync(StallTime, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (write.IsCompleted) return false;
        if (!held.IsEmpty) return IsAbort(held);
        if (hasHeld) reader.AdvanceTo(held.Start, held.End);
        hasHeld = false;
        var read = reader.ReadAsync(life.Token).AsTask();
        if (await Task.WhenAny(write, read).ConfigureAwait(false) == write) reader.CancelPendingRead();
        ReadResult result;
        try
        {
            result = await read.ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false; // the write ends with the same fault
        }
        held = result.Buffer;
        hasHeld = true;
        return !write.IsCompleted && (result.IsCompleted || IsAbort(held));
    }

    private static bool IsAbort(ReadOnlySequence<byte> bytes) => !bytes.IsEmpty && bytes.FirstSpan[0] == (byte)PduType.Abort;

    // A write failed. The peer's A-ABORT may lie unread, and it tells more than a broken pipe.
    private async ValueTask<AssociationAbortedException> LostAsync(Exception fault)
    {
        try
        {
            Expect(AbortWait);
            _ = await ReadPduHeadAsync(false, life.Token).ConfigureAwait(false);
        }
        catch (AssociationAbortedException told) when (told.Cause == AbortCause.PeerAborted)
        {
            return told;
        }
        catch (AssociationAbortedException)
        {
            // The read says no more than the write did.
        }
        return Fail(AssociationAbortedException.Vanished("The peer closed the connection", fault));
    }

    private void ThrowIfFaulted()
    {
        if (Fault is { } fault) throw fault;
    }

    // Waits until so many bytes are held. False if the transport ends first.
    private async ValueTask<bool> FillAsync(int count, bool isIdle, CancellationToken stop)
    {
        while (held.Length < count)
        {
            if (isIdle && endRequested) throw Fail(new AssociationAbortedException(AbortCause.Stopped, "This side stopped"));
            if (hasHeld) reader.AdvanceTo(held.Start, held.End);
            var result = await WaitAsync(stop).ConfigureAwait(false);
            held = result.Buffer;
            hasHeld = true;
            if (result.IsCanceled) stop.ThrowIfCancellationRequested();
            if (result.IsCompleted && held.Length < count) return false;
        }
        return true;
    }

    private async ValueTask<ReadResult> WaitAsync(CancellationToken stop)
    {
        hasHeld = false;
        var start = 0L;
        try
        {
            var read = reader.ReadAsync(life.Token);
            if (read.IsCompletedSuccessfully) return await read.ConfigureAwait(false);
            start = time.GetTimestamp();
            timer.Change(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            using var cancel = stop == life.Token ? default : stop.UnsafeRegister(static pipe => ((PipeReader)pipe!).CancelPendingRead(), reader);
            return await read.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw Fail(Cancelled("send"));
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            throw Fail(AssociationAbortedException.Vanished("The connection broke", fault));
        }
        finally
        {
            if (start != 0)
            {
                timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var elapsed = time.GetElapsedTime(start);
                patience -= elapsed;
                Waited += elapsed;
            }
        }
    }

    private AssociationAbortedException Cancelled(string what) => timedOut
        ? new AssociationAbortedException(AbortCause.TimedOut, $"The peer took too long to {what} (state {(int)State})")
        : new AssociationAbortedException(AbortCause.Stopped, "This side stopped");
}
