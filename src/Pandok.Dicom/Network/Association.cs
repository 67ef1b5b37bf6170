using System.Net;

namespace Pandok.Dicom.Network;

/// <summary>What was agreed on an association (PS3.8 section 7.1). Values only; it stays true after the association ended.</summary>
public sealed record Association
{
    /// <summary>The AE title of the requestor, without padding.</summary>
    public required string CallingAe { get; init; }

    /// <summary>The AE title of the acceptor, without padding.</summary>
    public required string CalledAe { get; init; }

    /// <summary>The peer's address and port.</summary>
    public required EndPoint RemoteEndPoint { get; init; }

    /// <summary>The accepted presentation contexts, by id.</summary>
    public required IReadOnlyDictionary<byte, AcceptedContext> Contexts { get; init; }

    /// <summary>The largest P-DATA-TF the peer takes, in bytes without its head; 0 is no limit (PS3.8 Annex D.1).</summary>
    public required uint PeerMaxPdu { get; init; }

    /// <summary>The peer's implementation class UID (PS3.7 D.3.3.2), if told.</summary>
    public string? ImplementationClass { get; init; }

    /// <summary>The peer's implementation version name, if told.</summary>
    public string? ImplementationVersion { get; init; }

    /// <summary>The roles that were granted; a SOP class that is not here has the requestor as SCU only.</summary>
    public IReadOnlyList<RoleSelection> Roles { get; init; } = [];

    /// <summary>How many operations may be outstanding.</summary>
    public OperationsWindow Window { get; init; } = OperationsWindow.Synchronous;

    /// <summary>What the acceptor answered to SOP class extended negotiation.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>What the requestor said in SOP class common extended negotiation.</summary>
    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>Who the user said to be. It holds a secret: not for logs.</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>The acceptor's positive response to the user identity; null if there was none.</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }

    /// <summary>The certificate the peer proved itself with; null without TLS or without a certificate.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2? PeerCertificate { get; init; }
}
