using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>A presentation context in force.</summary>
/// <param name="Id">Its number.</param>
/// <param name="AbstractSyntax">The SOP class UID.</param>
/// <param name="TransferSyntax">How data sets in it are encoded.</param>
public sealed record AcceptedContext(byte Id, string AbstractSyntax, TransferSyntax TransferSyntax)
{
    /// <summary>The requestor of the association may be service class user (PS3.7 D.3.3.4).</summary>
    public bool RequestorIsScu { get; init; } = true;

    /// <summary>The requestor of the association may be service class provider.</summary>
    public bool RequestorIsScp { get; init; }
}
