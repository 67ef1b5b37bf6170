using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>
/// A DICOM service user: one association (PS3.8), one operation at a time. After an exception other than <see cref="ContextNotAcceptedException"/> and those of argument checks the association is over.
/// Dispose without <see cref="ReleaseAsync"/> aborts.
/// </summary>
public sealed partial class DicomClient : IAsyncDisposable
{
    private readonly PduConnection connection;
    private readonly ConnectionLimits limits;
    private readonly MessageReader messages;
    private readonly MessageWriter writer;
    private readonly CancellationTokenSource life;
    private ushort messageId;
    private int busy;
    private bool released;

    private DicomClient(PduConnection connection, ConnectionLimits limits, Association association, CancellationTokenSource life)
    {
        (this.connection, this.limits, this.life, Association) = (connection, limits, life, association);
        messages = new MessageReader(connection, limits, association.Contexts);
        writer = new MessageWriter(connection, association.PeerMaxPdu, limits);
    }

    /// <summary>What was agreed.</summary>
    public Association Association { get; }

    /// <summary>Connects and associates (PS3.8 section 7.1).</summary>
    /// <exception cref="AssociationRejectedException">The peer refused.</exception>
    /// <exception cref="AssociationAbortedException">The peer aborted, vanished, was silent or broke the protocol.</exception>
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
            var stream = await OpenAsync(socket, options, stop).ConfigureAwait(false);
            connection = new PduConnection(socket, stream, options.Limits, options.Time, life.Token);
            return new DicomClient(connection, options.Limits, await AssociateAsync(connection, socket.RemoteEndPoint!, options, stop).ConfigureAwait(false), life);
        }
        catch (Exception fault)
        {
            if (fault is AssociationAbortedException { Cause: AbortCause.ProtocolViolation } violation) await connection!.AbortAsync(2, violation.Reason).ConfigureAwait(false);
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
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
    public async Task<DimseStatus> EchoAsync(CancellationToken stop)
    {
        var context = Find(Uids.Verification, null) ?? throw new ContextNotAcceptedException(Uids.Verification, null);
        return await RunAsync(async () =>
        {
            var id = NextId();
            await writer.WriteCommandAsync(context.Id, CommandSet.Request(CommandField.Echo, id, Uids.Verification, hasDataSet: false), stop).ConfigureAwait(false);
            await writer.FlushAsync(stop).ConfigureAwait(false);
            return await ReadStatusAsync(CommandField.Echo, id, stop).ConfigureAwait(false);
        }, stop).ConfigureAwait(false);
    }

    /// <summary>C-STORE (PS3.7 section 9.1.1) of a data set without File Meta Information, read from where the stream stands to its end.</summary>
    /// <exception cref="ContextNotAcceptedException">Nothing was sent: the peer does not take this SOP class in this syntax.</exception>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    public Task<DimseStatus> StoreAsync(string sopClass, string sopInstance, TransferSyntax syntax, Stream dataSet, CancellationToken stop, MoveOriginator? originator = null)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return StoreAsync(sopClass, sopInstance, syntax, originator, async () =>
        {
            while (true)
            {
                // Straight into the fragment: no copy between.
                var room = await writer.RoomAsync(stop).ConfigureAwait(false);
                var read = await dataSet.ReadAsync(room, stop).ConfigureAwait(false);
                if (read == 0) return;
                writer.Advance(read);
            }
        }, stop);
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

    /// <summary>Releases the association (PS3.8 section 7.2) and closes the connection.</summary>
    /// <exception cref="AssociationAbortedException">The association ended otherwise.</exception>
    public async Task ReleaseAsync(CancellationToken stop) => await RunAsync(async () =>
    {
        await connection.WriteAsync(AssociateWriter.Release(PduType.ReleaseRequest), limits.Dimse, stop).ConfigureAwait(false);
        connection.State = AssociationState.AwaitingReleaseResponse;
        for (connection.Expect(limits.Artim); ;)
        {
            var (type, length) = await connection.ReadPduHeadAsync(isIdle: false, stop).ConfigureAwait(false);
            _ = await connection.ReadBodyAsync(length, stop).ConfigureAwait(false);
            if (type == PduType.ReleaseResponse) break;
            if (type != PduType.ReleaseRequest) continue; // late data (AR-6) is of no use any more
            await connection.WriteAsync(AssociateWriter.Release(PduType.ReleaseResponse), limits.Dimse, stop).ConfigureAwait(false);
            connection.State = AssociationState.ReleaseCollision;
        }
        released = true;
        return DimseStatus.Success;
    }, stop).ConfigureAwait(false);

    /// <summary>Closes; an association that was not released is aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!released && connection.Fault is null) await connection.AbortAsync(0, AbortReason.NotSpecified).ConfigureAwait(false);
        writer.Dispose();
        await connection.DisposeAsync().ConfigureAwait(false);
        life.Dispose();
    }

    private static async ValueTask<Stream> OpenAsync(Socket socket, DicomClientOptions options, CancellationToken stop)
    {
        using var artim = new CancellationTokenSource(options.Limits.Artim, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(artim.Token, stop);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, both.Token).ConfigureAwait(false);
            var plain = new NetworkStream(socket, ownsSocket: false);
            if (options.Tls is not { } tls) return plain;
            var secure = new SslStream(plain);
            await secure.AuthenticateAsClientAsync(tls, both.Token).ConfigureAwait(false);
            return secure;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new AssociationAbortedException(AbortCause.TimedOut, "The peer does not answer");
        }
    }

    private static async ValueTask<Association> AssociateAsync(PduConnection connection, EndPoint remote, DicomClientOptions options, CancellationToken stop)
    {
        var request = new AssociateMessage { CalledAe = options.CalledAe, CallingAe = options.CallingAe, Proposed = options.Contexts, MaxPdu = (uint)options.Limits.MaxPdu };
        await connection.WriteAsync(AssociateWriter.Write(PduType.AssociateRequest, request), options.Limits.Artim, stop).ConfigureAwait(false);
        connection.State = AssociationState.AwaitingAnswer;
        connection.Expect(options.Limits.Artim);
        var (type, length) = await connection.ReadPduHeadAsync(isIdle: false, stop).ConfigureAwait(false);
        var body = await connection.ReadBodyAsync(length, stop).ConfigureAwait(false);
        if (type == PduType.AssociateReject) throw new AssociationRejectedException(new AssociationRejection(body[1], body[2], body[3]));
        var answer = AssociateReader.Read(body);
        connection.State = AssociationState.Established;
        return new Association
        {
            CallingAe = options.CallingAe,
            CalledAe = options.CalledAe,
            RemoteEndPoint = remote,
            Contexts = Negotiation.InForce(options.Contexts, answer.Answers),
            PeerMaxPdu = answer.MaxPdu,
            ImplementationClass = answer.ImplementationClass,
            ImplementationVersion = answer.ImplementationVersion,
        };
    }

    private AcceptedContext? Find(string sopClass, TransferSyntax? syntax) =>
        Association.Contexts.Values.FirstOrDefault(context => context.AbstractSyntax == sopClass && (syntax is null || context.TransferSyntax == syntax));

    private ushort NextId() => ++messageId == 0 ? messageId = 1 : messageId;

    private async Task<DimseStatus> StoreAsync(string sopClass, string sopInstance, TransferSyntax syntax, MoveOriginator? originator, Func<ValueTask> send, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(syntax);
        var context = Find(sopClass, syntax) ?? throw new ContextNotAcceptedException(sopClass, syntax.Uid);
        return await RunAsync(async () =>
        {
            var id = NextId();
            var command = CommandSet.Request(CommandField.Store, id, sopClass, hasDataSet: true)
                .SetIntegers(CommandTags.Priority, Vr.US, 0)
                .Set(CommandTags.AffectedSopInstanceUid, Vr.UI, sopInstance);
            if (originator is not null)
                command.Set(CommandTags.MoveOriginatorAe, Vr.AE, originator.Ae).SetIntegers(CommandTags.MoveOriginatorMessageId, Vr.US, originator.MessageId);
            await writer.WriteCommandAsync(context.Id, command, stop).ConfigureAwait(false);
            await send().ConfigureAwait(false);
            await writer.EndDataSetAsync(stop).ConfigureAwait(false);
            await writer.FlushAsync(stop).ConfigureAwait(false);
            return await ReadStatusAsync(CommandField.Store, id, stop).ConfigureAwait(false);
        }, stop).ConfigureAwait(false);
    }

    private async ValueTask<DimseStatus> ReadStatusAsync(ushort field, ushort id, CancellationToken stop)
    {
        if (await messages.ReadCommandAsync(limits.Dimse, stop).ConfigureAwait(false) is not var (_, response))
        {
            // AR-2 to AR-4: we have no further use for the association, so the release is confirmed.
            await connection.WriteAsync(AssociateWriter.Release(PduType.ReleaseResponse), limits.Dimse, stop).ConfigureAwait(false);
            throw connection.Fail(new AssociationAbortedException(AbortCause.PeerReleased, "The peer released the association instead of answering"));
        }
        var isOurs = response.GetInteger(CommandTags.CommandField) == (field | CommandField.Response) && response.GetInteger(CommandTags.MessageIdBeingRespondedTo) == id;
        if (!isOurs || CommandSet.HasDataSet(response)) throw connection.Violation(AbortReason.UnexpectedParameter, "A message that is not the response to our request");
        return CommandSet.Status(response);
    }

    // One operation at a time; whatever ends it early ends the association, since half a message may be on its way.
    private async Task<DimseStatus> RunAsync(Func<ValueTask<DimseStatus>> operation, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(released, this);
        if (Interlocked.Exchange(ref busy, 1) != 0) throw new InvalidOperationException("An association of this client runs one operation at a time.");
        try
        {
            return await operation().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var first = connection.Fault is null;
            connection.Fail(fault as AssociationAbortedException ?? new AssociationAbortedException(AbortCause.Stopped, "The operation was given up", inner: fault));
            if (first || connection.Fault!.Cause is AbortCause.Stopped) await connection.AbortAsync(0, AbortReason.NotSpecified).ConfigureAwait(false);
            else if (connection.Fault.Cause is AbortCause.ProtocolViolation or AbortCause.TimedOut) await connection.AbortAsync(2, connection.Fault.Reason).ConfigureAwait(false);
            throw;
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }
    }
}
