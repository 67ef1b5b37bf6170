using Pandok.Dicom.Standard;

namespace Pandok.Dicom.Network;

/// <summary>A presentation context in force.</summary>
/// <param name="Id">Its number.</param>
/// <param name="AbstractSyntax">The SOP class UID.</param>
/// <param name="TransferSyntax">How data sets in it are encoded.</param>
public sealed record AcceptedContext(byte Id, string AbstractSyntax, TransferSyntax TransferSyntax);
