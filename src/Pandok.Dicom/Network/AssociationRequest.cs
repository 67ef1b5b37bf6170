using System.Net;

namespace Pandok.Dicom.Network;

/// <summary>A-ASSOCIATE-RQ as the handler sees it (PS3.8 section 7.1). AE titles are without padding and hold only characters the standard allows.</summary>
/// <param name="CallingAe">The AE title of the requestor.</param>
/// <param name="CalledAe">The AE title it asks for.</param>
/// <param name="RemoteEndPoint">The peer's address and port.</param>
/// <param name="Contexts">The proposed presentation contexts.</param>
/// <param name="ImplementationClass">The peer's implementation class UID, if told.</param>
/// <param name="ImplementationVersion">The peer's implementation version name, if told.</param>
public sealed record AssociationRequest(
    string CallingAe,
    string CalledAe,
    EndPoint RemoteEndPoint,
    IReadOnlyList<PresentationContext> Contexts,
    string? ImplementationClass,
    string? ImplementationVersion)
{
    /// <summary>Who the user says to be; null if nothing was said. A handler that does not look at it accepts anyone.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>The certificate the peer proved itself with; null without TLS or without a certificate.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2? PeerCertificate { get; init; }

    /// <summary>The roles the requestor wants.</summary>
    public IReadOnlyList<RoleSelection> Roles { get; init; } = [];

    /// <summary>SOP class extended negotiation items.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>SOP class common extended negotiation items.</summary>
    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>The asynchronous operations window it proposes; null if it proposes none.</summary>
    public OperationsWindow? Window { get; init; }
}
