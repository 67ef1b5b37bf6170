using System.Net.Security;

namespace Pandok.Dicom.Network;

/// <summary>Whom a <see cref="DicomClient"/> calls and what it proposes.</summary>
public sealed record DicomClientOptions
{
    /// <summary>Name or address of the peer.</summary>
    public required string Host { get; init; }

    /// <summary>Its port; the registered ones are 104, 11112 and 2762 for TLS.</summary>
    public required int Port { get; init; }

    /// <summary>Our AE title.</summary>
    public required string CallingAe { get; init; }

    /// <summary>The peer's AE title.</summary>
    public required string CalledAe { get; init; }

    /// <summary>What to propose, 1 to 128 contexts; see <see cref="PresentationContext.Propose"/>. Default: Verification.</summary>
    public IReadOnlyList<PresentationContext> Contexts { get; init; } = PresentationContext.Propose([PresentationContext.Verification]);

    /// <summary>Roles beside SCU (PS3.7 D.3.3.4): SCP of the storage SOP classes that a C-GET brings, or of storage commitment to report events. At most one per SOP class.</summary>
    public IReadOnlyList<RoleSelection> Roles { get; init; } = [];

    /// <summary>Who we are; null says nothing. If a response is requested and none comes, the association is aborted (PS3.7 D.3.3.7).</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>SOP class extended negotiation.</summary>
    public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>SOP class common extended negotiation.</summary>
    public IReadOnlyList<CommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>How many operations may be sent ahead of their responses, if the peer agrees: 1 (the default) to 1000. Stores that are begun beyond what was agreed wait for their turn.</summary>
    public int MaxOutstanding { get; init; } = 1;

    /// <summary>Answers N-EVENT-REPORT that the peer sends on this association, such as the result of a storage commitment. Null: 0211H.</summary>
    public Func<NormalizedRequest, CancellationToken, ValueTask<NormalizedResponse>>? EventReported { get; init; }

    /// <summary>Sizes and times. Dimse is the wait for each response, Artim for connection and association together.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.Default;

    /// <summary>TLS (PS3.15 Annex B); null for none.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>The clock of all timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Check()
    {
        Limits.Check();
        if (!AeTitle.IsValid(CallingAe)) throw new ArgumentException($"'{CallingAe}' is not an AE title (PS3.5 section 6.2).", nameof(CallingAe));
        if (!AeTitle.IsValid(CalledAe)) throw new ArgumentException($"'{CalledAe}' is not an AE title (PS3.5 section 6.2).", nameof(CalledAe));
        if (MaxOutstanding is < 1 or > 1000) throw new ArgumentException("1 to 1000 operations can be outstanding.", nameof(MaxOutstanding));
        if (Roles.DistinctBy(role => role.SopClassUid).Count() != Roles.Count) throw new ArgumentException("One role selection per SOP class (PS3.7 D.3.3.4).", nameof(Roles));
        if (Contexts.Count is 0 or > 128) throw new ArgumentException("1 to 128 presentation contexts can be proposed.", nameof(Contexts));
    }
}
