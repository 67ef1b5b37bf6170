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
    public sealed record Accepted : AssociationDecision;

    /// <summary>No.</summary>
    /// <param name="Rejection">Result, source and reason.</param>
    public sealed record Rejected(AssociationRejection Rejection) : AssociationDecision;
}
