using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Pandok.Dicom.Network;

// One transport connection with the state of StateTable, its two halves, and the first fault that ended it.
// Invariants:
// 1. The first fault stays; it cancels Ended, and with it every read and write, ours and the handlers'.
// 2. Whoever runs the association calls EndAsync once, after the last read: it tells the peer (A-ABORT) or waits for its close (Sta13).
internal sealed class PduConnection : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly Stream stream;
    private readonly ConnectionEnding ending;
    private readonly CancellationTokenSource life;
    private AssociationAbortedException? fault;
    private volatile AssociationState state;
    private volatile bool endRequested;
    private volatile bool isWorking;
    private volatile bool isHeard;

    public PduConnection(Socket socket, Stream stream, ConnectionLimits limits, TimeProvider time, CancellationToken stop)
    {
        (this.socket, this.stream) = (socket, stream);
        ending = new ConnectionEnding(socket, stream, limits, time, stop);
        life = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Ended = life.Token;
        Reader = new PduReader(this, stream, limits, time);
        Writer = new PduWriter(this, stream, time);
    }

    public PduReader Reader { get; }

    public PduWriter Writer { get; }

    public X509Certificate2? PeerCertificate => (stream as SslStream)?.RemoteCertificate as X509Certificate2;

    public AssociationState State { get => state; set => state = value; }

    public AssociationAbortedException? Fault => Volatile.Read(ref fault);

    public CancellationToken Ended { get; }

    // An operation of the peer is being worked on while we listen for its C-CANCEL.
    public bool IsWorking => isWorking;

    // A task of its own reads, so that a writer that fails can hear why.
    public bool IsHeard { get => isHeard; set => isHeard = value; }

    public bool ShallEnd => endRequested && !isWorking;

    // From any thread: ends the association with A-ABORT as soon as no message is under way.
    public void RequestEnd()
    {
        endRequested = true;
        Reader.Interrupt();
    }

    public void BeginWork() => isWorking = true;

    public void EndWork()
    {
        isWorking = false;
        Reader.Interrupt(); // the idle time runs from here
    }

    public AssociationAbortedException Violation(AbortReason reason, string message) => Fail(AssociationAbortedException.Violation(reason, message));

    public AssociationAbortedException Fail(AssociationAbortedException cause)
    {
        if (Interlocked.CompareExchange(ref fault, cause, null) is { } first) return first;
        try
        {
            _ = life.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It ended in the same moment.
        }
        return cause;
    }

    public void ThrowIfFaulted()
    {
        if (Fault is { } cause) throw cause;
    }

    // The last word, by the cause of the end (PS3.8 section 9.2, AA-1, AA-8, AR-3 to AR-5). Never throws.
    public ValueTask EndAsync() => Fault switch
    {
        { Cause: AbortCause.ProtocolViolation } cause => AbortAsync(2, cause.Reason),
        { Cause: AbortCause.TimedOut } => AbortAsync(2, AbortReason.NotSpecified),
        { Cause: AbortCause.Stopped } => AbortAsync(0, AbortReason.NotSpecified),
        null or { Cause: AbortCause.PeerReleased } => AwaitCloseAsync(),
        _ => ValueTask.CompletedTask,
    };

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync().ConfigureAwait(false);
        await Writer.DisposeAsync().ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
        socket.Dispose();
        life.Dispose();
    }

    private async ValueTask AbortAsync(byte source, AbortReason reason)
    {
        if (Writer.IsWriting) return; // in the middle of a PDU an A-ABORT would be data
        if (await ending.TrySendAbortAsync(source, reason).ConfigureAwait(false)) await AwaitCloseAsync().ConfigureAwait(false);
    }

    private ValueTask AwaitCloseAsync()
    {
        State = AssociationState.AwaitingClose;
        return ending.AwaitCloseAsync();
    }
}
