namespace Pandok.Deidentification;

/// <summary>Why an object is not released.</summary>
public enum Reason
{
    /// <summary>Command group 0000, directory group 0004, or a SOP class that is not a registered storage class.</summary>
    ClassRefused,
    /// <summary>SOP Class, SOP Instance, Series or Study Instance UID is missing.</summary>
    UidMissing,
    /// <summary>An encapsulated document, which the header's rules cannot clean.</summary>
    Document,
    /// <summary>A video stream, which nobody looked at.</summary>
    Video,
    /// <summary>The verifier found something in the written bytes; the receipt's findings say what and where.</summary>
    Verification,
}
