using System.Net.Sockets;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>
/// A DICOM service user: one association (PS3.8). Operations may be begun from several tasks; as many as the peer agreed to (<see cref="DicomClientOptions.MaxOutstanding"/>) are sent ahead, the others wait their turn.
/// C-FIND, C-MOVE and C-GET run alone: beginning anything else meanwhile is an <see cref="InvalidOperationException"/>.
/// After an exception other than <see cref="ContextNotAcceptedException"/>, <see cref="DimseException"/> and those of argument checks the association is over. Dispose without <see cref="ReleaseAsync"/> aborts.
/// </summary>
public sealed partial class DicomClient : IAsyncDisposable
{
    private readonly DicomClientOptions options;
    private readonly PduConnection connection;
    private readonly ConnectionLimits limits;
    private readonly MessagePump pump;
    private readonly MessageWriter writer;
    private readonly CancellationTokenSource life;
    private readonly SemaphoreSlim window;
    private readonly Task pumping;
    private volatile Func<StoreRequest, CancellationToken, ValueTask<DimseStatus>>? getting;
    private int querying;
    private bool released;

    private DicomClient(DicomClientOptions options, PduConnection connection, Association association, CancellationTokenSource life)
    {
        (this.options, this.connection, limits, this.life, Association) = (options, connection, options.Limits, life, association);
        pump = new MessagePump(connection, limits, options.Time, association);
        writer = new MessageWriter(connection, association.PeerMaxPdu, limits);
        var outstanding = association.Window.Invoked == 0 ? options.MaxOutstanding : Math.Min(association.Window.Invoked, options.MaxOutstanding);
        window = new SemaphoreSlim(outstanding, outstanding);
        pumping = Task.Run(PumpAsync, CancellationToken.None);
    }

    /// <summary>What was agreed.</summary>
    public Association Association { get; }

    /// <summary>True once the association ended, by release or otherwise; false is only a hope.</summary>
    public bool IsOver => released || connection.Fault is not null || pump.IsOver;

    /// <summary>Connects and associates (PS3.8 section 7.1).</summary>
    /// <exception cref="AssociationRejectedException">The peer refused.</exception>
    /// <exception cref="AssociationAbortedException">The peer aborted, vanished, was silent, broke the protocol, or TLS did not come about (<see cref="AbortCause.NotSecured"/>).</exception>
    /// <exception cref="SocketException">There is no connection to the peer.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<DicomClient> ConnectAsync(DicomClientOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var life = new CancellationTokenSource();
        PduConnection? connection = null;
        try
        {
            var (stream, peer) = await Requestor.OpenAsync(socket, options, stop).ConfigureAwait(false);
            connection = new PduConnection(socket, stream, options.Limits, options.Time, life.Token);
            return new DicomClient(options, connection, await Requestor.AssociateAsync(connection, peer, options, stop).ConfigureAwait(false), life);
        }
        catch (Exception fault)
        {
            if (connection is not null)
            {
                if (fault is not AssociationRejectedException)
                {
                    connection.Fail(fault as AssociationAbortedException ?? new AssociationAbortedException(AbortCause.Stopped, "The association was given up", inner: fault));
                    await connection.EndAsync().ConfigureAwait(false);
                }
                await connection.DisposeAsync().ConfigureAwait(false);
            }
            socket.Dispose();
            life.Dispose();
            throw;
        }
    }

    /// <summary>True if a context for the SOP class was accepted, in this transfer syntax or, if null, in any.</summary>
    public bool Accepts(string sopClass, TransferSyntax? syntax = null) => Find(sopClass, syntax) is not null;

    /// <summary>C-ECHO (PS3.7 section 9.1.5).</summary>
    /// <exception cref="ContextNotAcceptedException">Verification was not accepted.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<DimseStatus> EchoAsync(CancellationToken stop)
    {
        var context = Require(Uids.Verification);
        return RunAsync(async () =>
        {
            var invocation = pump.Invoke(CommandField.Echo);
            try
            {
                await writer.SendAsync(context, CommandSet.Request(CommandField.Echo, invocation.MessageId, Uids.Verification, hasDataSet: false), dataSet: null, stop).ConfigureAwait(false);
                return await invocation.StatusAsync(limits.Dimse, stop).ConfigureAwait(false);
            }
            finally
            {
                pump.Forget(invocation);
            }
        }, stop);
    }

    /// <summary>C-STORE (PS3.7 section 9.1.1) of a data set without File Meta Information, read from where the stream stands to its end.</summary>
    /// <exception cref="ContextNotAcceptedException">Nothing was sent: the peer does not take this SOP class in this syntax.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<DimseStatus> StoreAsync(string sopClass, string sopInstance, TransferSyntax syntax, Stream dataSet, CancellationToken stop, MoveOriginator? originator = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return StoreAsync(sopClass, sopInstance, syntax, originator, () => OutgoingStore.CopyAsync(writer, dataSet, stop), stop);
    }

    /// <summary>C-STORE (PS3.7 section 9.1.1) of a data set without File Meta Information that is written to the connection by a function; if that throws, the association is aborted.</summary>
    /// <exception cref="ContextNotAcceptedException">Nothing was sent: the peer does not take this SOP class in this syntax.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<DimseStatus> StoreAsync(string sopClass, string sopInstance, TransferSyntax syntax, Func<Stream, CancellationToken, Task> writeDataSet, CancellationToken stop, MoveOriginator? originator = null)
    {
        ArgumentNullException.ThrowIfNull(writeDataSet);
        return StoreAsync(sopClass, sopInstance, syntax, originator, async () =>
        {
            var sink = new DataSetSink(writer);
            await writeDataSet(sink, stop).ConfigureAwait(false);
            sink.IsClosed = true;
        }, stop);
    }

    /// <summary>Releases the association (PS3.8 section 7.2) and closes the connection. Every operation must have ended.</summary>
    /// <exception cref="AssociationAbortedException">The association ended otherwise.</exception>
    public Task ReleaseAsync(CancellationToken stop)
    {
        if (pump.Outstanding > 0) throw new InvalidOperationException("An association with operations under way cannot be released.");
        return RunAsync(async () =>
        {
            connection.State = AssociationState.AwaitingReleaseResponse;
            await writer.WritePduAsync(AssociateWriter.Release(PduType.ReleaseRequest), limits.Dimse, stop).ConfigureAwait(false);
            try
            {
                await pumping.WaitAsync(limits.Artim, options.Time, stop).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw connection.Fail(new AssociationAbortedException(AbortCause.TimedOut, "The peer did not confirm the release"));
            }
            connection.ThrowIfFaulted();
            released = true;
            return DimseStatus.Success;
        }, stop);
    }

    /// <summary>Closes; an association that was not released is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!released) connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "This side stopped"));
        await pumping.ConfigureAwait(false);
        writer.Dispose();
        await connection.DisposeAsync().ConfigureAwait(false);
        life.Dispose();
        window.Dispose();
    }

    private AcceptedContext? Find(string sopClass, TransferSyntax? syntax) =>
        Association.Contexts.Values.FirstOrDefault(context => context.AbstractSyntax == sopClass && (syntax is null || context.TransferSyntax == syntax));

    private AcceptedContext Require(string sopClass) => Find(sopClass, null) ?? throw new ContextNotAcceptedException(sopClass, null);

    private Task<DimseStatus> StoreAsync(string sopClass, string sopInstance, TransferSyntax syntax, MoveOriginator? originator, Func<ValueTask> send, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        var context = Find(sopClass, syntax) ?? throw new ContextNotAcceptedException(sopClass, syntax.Uid);
        return RunAsync(() => OutgoingStore.RunAsync(pump, writer, limits, context, sopInstance, originator, send, stop), stop);
    }

    // One of the operations that the window allows; whatever ends it early ends the association, since half a message may be on its way.
    private async Task<T> RunAsync<T>(Func<ValueTask<T>> operation, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(released, this);
        connection.ThrowIfFaulted();
        if (Volatile.Read(ref querying) != 0) throw new InvalidOperationException("A C-FIND, C-MOVE or C-GET is under way: end it first.");
        await window.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var cause = connection.Fail(fault as AssociationAbortedException ?? new AssociationAbortedException(AbortCause.Stopped, "The operation was given up", inner: fault));
            // A read or write that our own fault cancelled tells nothing; what a caller's stream or token threw does.
            if (fault is OperationCanceledException && !stop.IsCancellationRequested) throw cause;
            throw;
        }
        finally
        {
            window.Release();
        }
    }

    private async Task PumpAsync()
    {
        try
        {
            var wait = true;
            while (wait)
            {
                await pump.RunAsync(Timeout.InfiniteTimeSpan, static _ => { }, AnswerAsync).ConfigureAwait(false);
                wait = await IsReleaseOpenAsync().ConfigureAwait(false);
            }
        }
        catch (AssociationAbortedException fault)
        {
            connection.Fail(fault);
        }
#pragma warning disable CA1031 // the association ends with it, and whoever waits on it learns it
        catch (Exception fault)
#pragma warning restore CA1031
        {
            connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "This side stopped", inner: fault));
        }
        pump.End();
        // A release that was confirmed to us closes at once (AR-3).
        if (connection.Fault is not null) await connection.EndAsync().ConfigureAwait(false);
    }

    // The peer asked for a release, or confirmed ours. True while its confirmation is still to come (collision: AR-8, AR-9 and Sta11 of PS3.8 Table 9-10).
    private async ValueTask<bool> IsReleaseOpenAsync()
    {
        if (pump.Messages.Release == PduType.ReleaseResponse) return false;
        var isCollision = connection.State == AssociationState.AwaitingReleaseResponse;
        if (isCollision) connection.State = AssociationState.ReleaseCollision;
        await writer.WritePduAsync(AssociateWriter.Release(PduType.ReleaseResponse), limits.Dimse, connection.Ended).ConfigureAwait(false);
        // AR-2 to AR-4: we have no further use for the association, so the release was confirmed.
        if (!isCollision) connection.Fail(new AssociationAbortedException(AbortCause.PeerReleased, "The peer released the association"));
        return isCollision;
    }

    // Requests of the peer: objects of our C-GET, events.
    private async ValueTask AnswerAsync(AcceptedContext context, DataSet command)
    {
        switch (CommandSet.Field(command))
        {
            case CommandField.Store when getting is { } store:
                await RespondAsync(await IncomingStore.AnswerAsync(connection, pump, Association, context, command, store, static _ => { }).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case CommandField.Echo:
                await pump.DropAsync(context, command).ConfigureAwait(false);
                await RespondAsync(DimseStatus.Success).ConfigureAwait(false);
                break;
            case CommandField.EventReport when options.EventReported is { } report:
                await RespondAsync(await HearAsync(report).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            default:
                await pump.DropAsync(context, command).ConfigureAwait(false);
                await RespondAsync(DimseStatus.UnrecognizedOperation).ConfigureAwait(false);
                break;
        }

        ValueTask RespondAsync(NormalizedResponse response) =>
            writer.SendAsync(context, CommandSet.Response(command, response.Status, response.DataSet is not null), response.DataSet, connection.Ended);

        async ValueTask<NormalizedResponse> HearAsync(Func<NormalizedRequest, CancellationToken, ValueTask<NormalizedResponse>> report)
        {
            DataSet? dataSet = null;
            if (CommandSet.HasDataSet(command) && (dataSet = await pump.Messages.ReadDataSetAsync(context, connection.Ended).ConfigureAwait(false)) is null)
                return DimseStatus.ProcessingFailure.With("The data set cannot be read");
            var events = new EventReporter((_, _, _, _, _) => throw new NotSupportedException("A service user of this association reports no events on it."), () => false);
            if (IncomingNormalized.Read(Association, context, command, dataSet, events, out var refusal) is not { } request) return refusal;
            try
            {
                return await report(request, connection.Ended).ConfigureAwait(false);
            }
            catch (DimseException told)
            {
                return told.Status;
            }
#pragma warning disable CA1031 // whatever the caller's function throws, the peer gets a status
            catch (Exception)
#pragma warning restore CA1031
            {
                connection.ThrowIfFaulted();
                return DimseStatus.ProcessingFailure;
            }
        }
    }
}
