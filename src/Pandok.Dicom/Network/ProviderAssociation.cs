using System.Net;

namespace Pandok.Dicom.Network;

// One connection at the provider, from A-ASSOCIATE-RQ to the close: the left column of StateTable. One task runs it.
internal sealed class ProviderAssociation(PduConnection connection, EndPoint remote, DicomServerOptions options, DicomServerHandler handler, AssociationSlots slots)
{
    private readonly ConnectionLimits limits = options.Limits;
    private Association? association;

    public async Task RunAsync()
    {
        var hasSlot = false;
        try
        {
            var message = await ReadRequestAsync().ConfigureAwait(false);
            var request = Describe(message);
            var refusal = Negotiation.Refuse(message, options.AeTitle);
            if (refusal is null && !(hasSlot = slots.TryEnter())) refusal = AssociationRejection.TemporaryCongestion;
            var decision = refusal is { } early ? AssociationDecision.Reject(early)
                : request is null ? AssociationDecision.Reject(AssociationRejection.NoReason)
                : await AskAsync(request).ConfigureAwait(false);
            if (decision is AssociationDecision.Accepted accepted) await ServeAsync(message, accepted).ConfigureAwait(false);
            else await RejectAsync(request, ((AssociationDecision.Rejected)decision).Rejection).ConfigureAwait(false);
        }
        catch (AssociationAbortedException fault)
        {
            connection.Fail(fault);
        }
        catch (OperationCanceledException fault)
        {
            connection.Fail(new AssociationAbortedException(AbortCause.Stopped, "This side stopped", inner: fault));
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
        var (_, length) = await connection.Reader.ReadPduHeadAsync(isIdle: true, connection.Ended).ConfigureAwait(false);
        var body = await connection.Reader.ReadBodyAsync(length, connection.Ended).ConfigureAwait(false);
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
        {
            UserIdentity = message.UserIdentity,
            Roles = message.Roles,
            ExtendedNegotiations = message.ExtendedNegotiations,
            CommonExtendedNegotiations = message.CommonExtendedNegotiations,
            Window = message.Window,
            PeerCertificate = connection.PeerCertificate,
        }
        : null;

    private async ValueTask<AssociationDecision> AskAsync(AssociationRequest request)
    {
        try
        {
            return await handler.AcceptAsync(request, connection.Ended).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a handler throws, the peer gets an answer
        catch (Exception fault)
#pragma warning restore CA1031
        {
            handler.Failed(null, fault);
            return AssociationDecision.Reject(AssociationRejection.NotNow);
        }
    }

    private async ValueTask RejectAsync(AssociationRequest? request, AssociationRejection reason)
    {
        await connection.Writer.WriteAsync(AssociateWriter.Reject(reason), limits.Artim, connection.Ended).ConfigureAwait(false);
        handler.Rejected(request, reason);
    }

    private async ValueTask ServeAsync(AssociateMessage request, AssociationDecision.Accepted decision)
    {
        var answers = request.Proposed.Select(context => Negotiation.Answer(context, options)).ToList();
        var roles = Negotiation.Grant(request, answers, options);
        association = new Association
        {
            CallingAe = request.CallingAe!,
            CalledAe = request.CalledAe!,
            RemoteEndPoint = remote,
            Contexts = Negotiation.InForce(request.Proposed, answers, roles),
            PeerMaxPdu = request.MaxPdu,
            ImplementationClass = request.ImplementationClass,
            ImplementationVersion = request.ImplementationVersion,
            Roles = roles,
            ExtendedNegotiations = [.. decision.ExtendedNegotiations.Where(answer => request.ExtendedNegotiations.Any(asked => asked.SopClassUid == answer.SopClassUid))],
            CommonExtendedNegotiations = request.CommonExtendedNegotiations,
            UserIdentity = request.UserIdentity,
            UserIdentityResponse = request.UserIdentity is { ResponseRequested: true } ? decision.UserIdentityResponse : null,
            PeerCertificate = connection.PeerCertificate,
        };
        var accept = new AssociateMessage
        {
            CalledAe = request.CalledAe,
            CallingAe = request.CallingAe,
            Answers = answers,
            MaxPdu = (uint)limits.MaxPdu,
            Roles = roles,
            // One operation after the other is the truth: handlers are not called twice at once.
            Window = request.Window is null ? null : OperationsWindow.Synchronous,
            ExtendedNegotiations = association.ExtendedNegotiations,
            UserIdentityResponse = association.UserIdentityResponse,
        };
        await connection.Writer.WriteAsync(AssociateWriter.Write(PduType.AssociateAccept, accept), limits.Artim, connection.Ended).ConfigureAwait(false);
        connection.State = AssociationState.Established;

        using var writer = new MessageWriter(connection, request.MaxPdu, limits);
        var pump = new MessagePump(connection, limits, options.Time, association);
        var operations = new ProviderOperations(connection, pump, writer, association, options, handler);
        try
        {
            await pump.RunAsync(limits.Idle, operations.Cancel, operations.AnswerAsync).ConfigureAwait(false);
        }
        finally
        {
            await operations.FinishAsync().ConfigureAwait(false);
            pump.End();
        }
        await writer.WritePduAsync(AssociateWriter.Release(PduType.ReleaseResponse), limits.Dimse, connection.Ended).ConfigureAwait(false);
    }

    private async ValueTask EndAsync()
    {
        await connection.EndAsync().ConfigureAwait(false);
        handler.Ended(association, connection.Fault);
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}
