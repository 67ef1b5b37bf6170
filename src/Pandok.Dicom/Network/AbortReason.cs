namespace Pandok.Dicom.Network;

/// <summary>The reason of an A-ABORT by the service provider (PS3.8 Table 9-26).</summary>
public enum AbortReason : byte
{
    /// <summary>Reason not specified.</summary>
    NotSpecified = 0,
    /// <summary>A PDU of a type the standard does not know.</summary>
    UnrecognizedPdu = 1,
    /// <summary>A PDU that the state of the association does not allow.</summary>
    UnexpectedPdu = 2,
    /// <summary>A parameter the standard does not know.</summary>
    UnrecognizedParameter = 4,
    /// <summary>A parameter where none may stand.</summary>
    UnexpectedParameter = 5,
    /// <summary>A parameter with a value that is not allowed.</summary>
    InvalidParameterValue = 6,
}
