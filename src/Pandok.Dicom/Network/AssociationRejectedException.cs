namespace Pandok.Dicom.Network;

#pragma warning disable CA1032 // a cause is always known
/// <summary>The peer refused the association (A-ASSOCIATE-RJ, PS3.8 section 9.3.4); the message holds the reason in words.</summary>
public sealed class AssociationRejectedException(AssociationRejection rejection) : IOException($"The association was {rejection}.")
{
    /// <summary>Result, source and reason.</summary>
    public AssociationRejection Rejection { get; } = rejection;
}
#pragma warning restore CA1032
