namespace Pandok.Dicom.Network;

/// <summary>The answer to a proposed presentation context (PS3.8 Table 9-18).</summary>
public enum ContextResult : byte
{
    /// <summary>Accepted.</summary>
    Acceptance = 0,
    /// <summary>Refused by the application.</summary>
    UserRejection = 1,
    /// <summary>Refused by the upper layer without a reason.</summary>
    NoReason = 2,
    /// <summary>The SOP class is not served.</summary>
    AbstractSyntaxNotSupported = 3,
    /// <summary>None of the transfer syntaxes is served.</summary>
    TransferSyntaxesNotSupported = 4,
}
