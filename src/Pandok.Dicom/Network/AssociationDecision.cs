namespace Pandok.Dicom.Network;

/// <summary>What a handler says to an association request: <see cref="Accepted"/> or <see cref="Rejected"/>.</summary>
public abstract record AssociationDecision
{
    private AssociationDecision() { }

    /// <summary>Yes; the presentation contexts are answered by the options.</summary>
    public static AssociationDecision Accept { get; } = new Accepted();

    /// <summary>No, for this reason.</summary>
    public static AssociationDecision Reject(AssociationRejection rejection) => new Rejected(rejection);

    /// <summary>Yes.</summary>
    public sealed record Accepted : AssociationDecision
    {
        /// <summary>The positive response to a user identity (PS3.7 D.3.3.7.2): empty for names, a server ticket or response for the others. Null sends none; it is sent only if it was asked for.</summary>
        public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }

        /// <summary>The answers to SOP class extended negotiation items; those to items that were not proposed are left out.</summary>
        public IReadOnlyList<ExtendedNegotiation> ExtendedNegotiations { get; init; } = [];
    }

    /// <summary>No.</summary>
    /// <param name="Rejection">Result, source and reason.</param>
    public sealed record Rejected(AssociationRejection Rejection) : AssociationDecision;
}
