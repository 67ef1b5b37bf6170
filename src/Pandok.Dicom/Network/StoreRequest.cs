using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>C-STORE-RQ (PS3.7 section 9.1.1): the command, and the data set as it comes from the wire.</summary>
public sealed record StoreRequest
{
    /// <summary>The association it came on.</summary>
    public required Association Association { get; init; }

    /// <summary>Affected SOP Class UID; equal to the context's abstract syntax.</summary>
    public required string SopClassUid { get; init; }

    /// <summary>Affected SOP Instance UID: digits and dots, at most 64 of them.</summary>
    public required string SopInstanceUid { get; init; }

    /// <summary>How <see cref="DataSet"/> is encoded.</summary>
    public required TransferSyntax TransferSyntax { get; init; }

    /// <summary>The C-MOVE behind it, if there is one.</summary>
    public MoveOriginator? MoveOriginator { get; init; }

    /// <summary>
    /// The data set without File Meta Information. Each ReadAsync takes the next bytes from the connection: whoever reads slowly slows the sender, nothing is held.
    /// A peer that vanishes, aborts or misbehaves is an <see cref="AssociationAbortedException"/> (an IOException): the object is not whole and must be thrown away.
    /// Only whole objects end with 0. Usable until the handler returns; what was not read then is skipped.
    /// </summary>
    public required Stream DataSet { get; init; }
}
