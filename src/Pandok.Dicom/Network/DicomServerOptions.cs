using System.Net;
using System.Net.Security;
using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>How a <see cref="DicomServer"/> listens and what it accepts.</summary>
public sealed record DicomServerOptions
{
    /// <summary>Where to listen; port 0 takes a free one. Default: 127.0.0.1:0.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Our AE title: other called titles are rejected with 1/1/7. Null leaves the called title to the handler.</summary>
    public string? AeTitle { get; init; }

    /// <summary>Associations at the same time; more are rejected with 2/3/1 (temporary congestion). Default 64.</summary>
    public int MaxAssociations { get; init; } = 64;

    /// <summary>TCP connections at the same time, those that have not said anything yet included; more are closed at once. Default 256.</summary>
    public int MaxConnections { get; init; } = 256;

    /// <summary>Which SOP classes are served. Default: Verification and every storage SOP class of the registry.</summary>
    public Func<string, bool> AcceptsAbstractSyntax { get; init; } = static uid => uid == Uids.Verification || Uids.IsStorage(uid);

    /// <summary>
    /// The transfer syntaxes for an abstract syntax, most wanted first. Null (the default): the first proposed one that is implicit or explicit VR little endian or, for storage, encapsulated,
    /// so that the sender, who tends to name first what it has, need not transcode.
    /// </summary>
    public Func<string, IReadOnlyList<TransferSyntax>?> TransferSyntaxesFor { get; init; } = static _ => null;

    /// <summary>
    /// Which role a requestor may take besides SCU: SCP of a SOP class (PS3.7 D.3.3.4). Default: of all that are served, so that a C-GET can send and an archive can report events.
    /// </summary>
    public Func<string, bool> AcceptsScpRole { get; init; } = static _ => true;

    /// <summary>Sizes and times.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>TLS (PS3.15 Annex B); null for none. Its handshake is part of ARTIM.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>The clock of all timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    // Only what holds pixels can be encapsulated.
    internal static bool IsCommon(TransferSyntax syntax, string abstractSyntax) =>
        (syntax.IsEncapsulated && SopClasses.IsStorage(abstractSyntax)) || syntax == TransferSyntax.ExplicitLittleEndian || syntax == TransferSyntax.ImplicitLittleEndian;

    internal void Check()
    {
        Limits.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAssociations, 1, nameof(MaxAssociations));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, MaxAssociations, nameof(MaxConnections));
        if (AeTitle is not null && !Network.AeTitle.IsValid(AeTitle)) throw new ArgumentException($"'{AeTitle}' is not an AE title (PS3.5 section 6.2).", nameof(AeTitle));
    }
}
