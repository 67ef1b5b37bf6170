using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Pandok.Dicom.Network;

// The right column of StateTable up to the established association.
internal static class Requestor
{
    // The peer's address is asked for at once: a peer that hangs up has none any more.
    public static async ValueTask<(Stream Stream, EndPoint Peer)> OpenAsync(Socket socket, DicomClientOptions options, CancellationToken stop)
    {
        using var artim = new CancellationTokenSource(options.Limits.Artim, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(artim.Token, stop);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, both.Token).ConfigureAwait(false);
            var peer = socket.RemoteEndPoint!;
            var plain = new NetworkStream(socket, ownsSocket: false);
            if (options.Tls is not { } tls) return (plain, peer);
            var secure = new SslStream(plain);
            await secure.AuthenticateAsClientAsync(tls, both.Token).ConfigureAwait(false);
            return (secure, peer);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new AssociationAbortedException(AbortCause.TimedOut, "The peer does not answer");
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException)
        {
            throw new AssociationAbortedException(AbortCause.NotSecured, $"TLS did not come about: {fault.Message}", inner: fault);
        }
    }

    public static async ValueTask<Association> AssociateAsync(PduConnection connection, EndPoint remote, DicomClientOptions options, CancellationToken stop)
    {
        var answer = await AskAsync(connection, options, stop).ConfigureAwait(false);
        if (options.UserIdentity is { ResponseRequested: true } && answer.UserIdentityResponse is null)
            throw new AssociationAbortedException(AbortCause.Stopped, "The peer did not confirm the user identity");
        var roles = Negotiation.Granted(options.Roles, answer.Roles);
        return new Association
        {
            CallingAe = options.CallingAe,
            CalledAe = options.CalledAe,
            RemoteEndPoint = remote,
            Contexts = Negotiation.InForce(options.Contexts, answer.Answers, roles),
            PeerMaxPdu = answer.MaxPdu,
            ImplementationClass = answer.ImplementationClass,
            ImplementationVersion = answer.ImplementationVersion,
            Roles = roles,
            Window = answer.Window ?? OperationsWindow.Synchronous,
            ExtendedNegotiations = answer.ExtendedNegotiations,
            CommonExtendedNegotiations = options.CommonExtendedNegotiations,
            UserIdentity = options.UserIdentity,
            UserIdentityResponse = answer.UserIdentityResponse,
            PeerCertificate = connection.PeerCertificate,
        };
    }

    private static async ValueTask<AssociateMessage> AskAsync(PduConnection connection, DicomClientOptions options, CancellationToken stop)
    {
        var request = new AssociateMessage
        {
            CalledAe = options.CalledAe,
            CallingAe = options.CallingAe,
            Proposed = options.Contexts,
            MaxPdu = (uint)options.Limits.MaxPdu,
            Window = options.MaxOutstanding > 1 ? new OperationsWindow((ushort)options.MaxOutstanding, 1) : null,
            Roles = options.Roles,
            ExtendedNegotiations = options.ExtendedNegotiations,
            CommonExtendedNegotiations = options.CommonExtendedNegotiations,
            UserIdentity = options.UserIdentity,
        };
        connection.State = AssociationState.AwaitingAnswer;
        try
        {
            await connection.Writer.WriteAsync(AssociateWriter.Write(PduType.AssociateRequest, request), options.Limits.Artim, stop).ConfigureAwait(false);
            connection.Reader.Expect(options.Limits.Artim);
            var (type, length) = await connection.Reader.ReadPduHeadAsync(isIdle: false, stop).ConfigureAwait(false);
            var body = await connection.Reader.ReadBodyAsync(length, stop).ConfigureAwait(false);
            if (type == PduType.AssociateReject) throw new AssociationRejectedException(new AssociationRejection(body[1], body[2], body[3]));
            var answer = AssociateReader.Read(body);
            connection.State = AssociationState.Established;
            return answer;
        }
        catch (AssociationAbortedException fault) when (fault.Cause == AbortCause.PeerVanished && options.Tls is not null)
        {
            // TLS 1.3 tells a client only with the first read that its certificate was refused.
            throw new AssociationAbortedException(AbortCause.NotSecured, $"The peer ended the TLS connection; it may have refused our certificate or want one: {(fault.InnerException ?? fault).Message}", inner: fault);
        }
    }
}
