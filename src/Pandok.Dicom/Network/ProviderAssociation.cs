using System.Net;
using Pandok.Dicom.Data;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

// One connection at the provider, from A-ASSOCIATE-RQ to the close: the left column of StateTable. One task runs it.
internal sealed class ProviderAssociation(PduConnection connection, EndPoint remote, DicomServerOptions options, DicomServerHandler handler, AssociationSlots slots)
{
    private readonly ConnectionLimits limits = options.Limits;
    private MessageReader? messages;
    private Association? association;

    public async Task RunAsync()
    {
        var hasSlot = false;
        try
        {
            var message = await ReadRequestAsync().ConfigureAwait(false);
            var request = Describe(message);
            var refusal = Negotiation.Refuse(message, options.AeTitle);
            if (refusal is null && !(hasSlot = slots.TryEnter())) refusal = AssociationRejection.LocalLimitExceeded;
            refusal ??= request is null ? AssociationRejection.NoReason : await AskAsync(request).ConfigureAwait(false);
            if (refusal is { } reason) await RejectAsync(request, reason).ConfigureAwait(false);
            else await ServeAsync(message).ConfigureAwait(false);
        }
        catch (AssociationAbortedException)
        {
            // Fault holds it.
        }
        finally
        {
            // Given back first: a peer that only fails to close keeps none.
            if (hasSlot) slots.Leave();
            await EndAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<AssociateMessage> ReadRequestAsync()
    {
        connection.State = AssociationState.AwaitingRequest;
        var (_, length) = await connection.ReadPduHeadAsync(isIdle: true, connection.Ended).ConfigureAwait(false);
        var body = await connection.ReadBodyAsync(length, connection.Ended).ConfigureAwait(false);
        connection.State = AssociationState.AwaitingLocalAnswer;
        try
        {
            var message = AssociateReader.Read(body);
            return message.Proposed.Count > 0 ? message : throw connection.Violation(AbortReason.InvalidParameterValue, "No presentation context was proposed");
        }
        catch (AssociationAbortedException fault)
        {
            throw connection.Fail(fault);
        }
    }

    private AssociationRequest? Describe(AssociateMessage message) => message is { CallingAe: { } calling, CalledAe: { } called }
        ? new AssociationRequest(calling, called, remote, message.Proposed, message.ImplementationClass, message.ImplementationVersion)
        : null;

    private async ValueTask<AssociationRejection?> AskAsync(AssociationRequest request)
    {
        try
        {
            return await handler.AcceptAsync(request, connection.Ended).ConfigureAwait(false) is AssociationDecision.Rejected no ? no.Rejection : null;
        }
#pragma warning disable CA1031 // whatever a handler throws, the peer gets an answer
        catch (Exception fault)
#pragma warning restore CA1031
        {
            handler.Failed(null, fault);
            return AssociationRejection.NotNow;
        }
    }

    private async ValueTask RejectAsync(AssociationRequest? request, AssociationRejection reason)
    {
        await connection.WriteAsync(AssociateWriter.Reject(reason), limits.Artim, connection.Ended).ConfigureAwait(false);
        handler.Rejected(request, reason);
    }

    private async ValueTask ServeAsync(AssociateMessage request)
    {
        var answers = request.Proposed.Select(context => Negotiation.Answer(context, options)).ToList();
        var contexts = Negotiation.InForce(request.Proposed, answers);
        messages = new MessageReader(connection, limits, contexts);
        association = new Association
        {
            CallingAe = request.CallingAe!,
            CalledAe = request.CalledAe!,
            RemoteEndPoint = remote,
            Contexts = contexts,
            PeerMaxPdu = request.MaxPdu,
            ImplementationClass = request.ImplementationClass,
            ImplementationVersion = request.ImplementationVersion,
        };
        var accept = new AssociateMessage { CalledAe = request.CalledAe, CallingAe = request.CallingAe, Answers = answers, MaxPdu = (uint)limits.MaxPdu };
        await connection.WriteAsync(AssociateWriter.Write(PduType.AssociateAccept, accept), limits.Artim, connection.Ended).ConfigureAwait(false);
        connection.State = AssociationState.Established;

        using var writer = new MessageWriter(connection, request.MaxPdu, limits);
        while (await messages.ReadCommandAsync(limits.Idle, connection.Ended).ConfigureAwait(false) is var (contextId, command))
        {
            if (await AnswerAsync(contextId, command).ConfigureAwait(false) is not { } status) continue;
            await writer.WriteCommandAsync(contextId, CommandSet.Response(command, status), connection.Ended).ConfigureAwait(false);
            await writer.FlushAsync(connection.Ended).ConfigureAwait(false);
        }
        await connection.WriteAsync(AssociateWriter.Release(PduType.ReleaseResponse), limits.Dimse, connection.Ended).ConfigureAwait(false);
    }

    // Null if there is nothing to answer.
    private async ValueTask<DimseStatus?> AnswerAsync(byte contextId, DataSet command)
    {
        var field = (ushort)command.GetInteger(CommandTags.CommandField)!.Value;
        if ((field & CommandField.Response) != 0) throw connection.Violation(AbortReason.UnexpectedParameter, "A response to no request");
        if (field == CommandField.Cancel) return null; // nothing here can be cancelled: it was answered already
        if (command.GetInteger(CommandTags.MessageId) is null) throw connection.Violation(AbortReason.InvalidParameterValue, "A request without a message id");
        if (field == CommandField.Store) return await StoreAsync(contextId, command).ConfigureAwait(false);
        if (CommandSet.HasDataSet(command)) await messages!.OpenDataSet(contextId).DrainAsync(connection.Ended).ConfigureAwait(false);
        return field == CommandField.Echo ? DimseStatus.Success : DimseStatus.UnrecognizedOperation;
    }

    private async ValueTask<DimseStatus> StoreAsync(byte contextId, DataSet command)
    {
        if (!CommandSet.HasDataSet(command)) return DimseStatus.MistypedArgument.With("C-STORE without a data set");
        var context = association!.Contexts[contextId];
        var dataSet = messages!.OpenDataSet(contextId);
        var status = Refuse(context, command) ?? await HandleAsync(context, command, dataSet).ConfigureAwait(false);
        dataSet.Close();
        await dataSet.DrainAsync(connection.Ended).ConfigureAwait(false);
        return status;
    }

    // The instance UID becomes part of names further on: nothing but digits and dots passes. Components with leading zeros, common and harmless, do.
    private static DimseStatus? Refuse(AcceptedContext context, DataSet command)
    {
        if (command.GetString(CommandTags.AffectedSopClassUid) != context.AbstractSyntax) return DimseStatus.SopClassNotSupported.With("The SOP class is not the presentation context's");
        var uid = command.GetString(CommandTags.AffectedSopInstanceUid);
        var isUid = uid is { Length: <= 64 } && uid.All(c => c is '.' or (>= '0' and <= '9')) && char.IsAsciiDigit(uid[0]) && !uid.Contains("..", StringComparison.Ordinal);
        return isUid ? null : DimseStatus.InvalidSopInstance;
    }

    private async ValueTask<DimseStatus> HandleAsync(AcceptedContext context, DataSet command, DataSetStream dataSet)
    {
        var request = new StoreRequest
        {
            Association = association!,
            SopClassUid = context.AbstractSyntax,
            SopInstanceUid = command.GetString(CommandTags.AffectedSopInstanceUid)!,
            TransferSyntax = context.TransferSyntax,
            MoveOriginator = command.GetString(CommandTags.MoveOriginatorAe) is { } ae ? new MoveOriginator(ae, (ushort)(command.GetInteger(CommandTags.MoveOriginatorMessageId) ?? 0)) : null,
            DataSet = dataSet,
        };
        try
        {
            return await handler.StoreAsync(request, connection.Ended).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a handler throws, the sender gets a status
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (connection.Fault is null) handler.Failed(association, fault);
            return DimseStatus.ProcessingFailure;
        }
    }

    private async ValueTask EndAsync()
    {
        switch (connection.Fault)
        {
            case { Cause: AbortCause.ProtocolViolation } fault: await connection.AbortAsync(2, fault.Reason).ConfigureAwait(false); break;
            case { Cause: AbortCause.TimedOut }: await connection.AbortAsync(2, AbortReason.NotSpecified).ConfigureAwait(false); break;
            case { Cause: AbortCause.Stopped }: await connection.AbortAsync(0, AbortReason.NotSpecified).ConfigureAwait(false); break;
            case null: await connection.AwaitCloseAsync().ConfigureAwait(false); break;
            default: break;
        }
        handler.Ended(association, connection.Fault);
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
