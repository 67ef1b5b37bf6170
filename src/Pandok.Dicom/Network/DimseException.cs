namespace Pandok.Dicom.Network;

#pragma warning disable CA1032 // a status is always known
/// <summary>
/// An operation ended in a status of failure. From a handler: the status the peer gets. From a client: the status the peer gave; the association goes on.
/// </summary>
public sealed class DimseException(DimseStatus status) : Exception($"The operation failed: {status}.")
{
    /// <summary>The status, with its comment and offending elements.</summary>
    public DimseStatus Status { get; } = status;
}
#pragma warning restore CA1032
