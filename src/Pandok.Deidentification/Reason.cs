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
    /// <summary>Verifier: an identifying string stands in the written bytes.</summary>
    IdentityLeft,
    /// <summary>Verifier: text in the form of an identifier.</summary>
    PatternLeft,
    /// <summary>Verifier: an original UID stands in the written bytes.</summary>
    UidLeft,
    /// <summary>Verifier: an element of a class that never leaves.</summary>
    ClassLeft,
    /// <summary>Verifier: the object lost its validity.</summary>
    Iod,
    /// <summary>Verifier: preamble or File Meta Information contradicts the data set.</summary>
    Meta,
    /// <summary>Verifier: the object does not agree with the others of its patient.</summary>
    Study,
    /// <summary>Frames that should be looked at cannot be decoded or told apart.</summary>
    PixelDecode,
    /// <summary>The verifying look still finds text in the pixels, or the profile does not blank what was found.</summary>
    PixelTextLeft,
    /// <summary>Text is said to be in the pixels and none was found, or some was found where none belongs, or boxes would cover most of a frame: a person decides.</summary>
    PixelUnsure,
    /// <summary>A face may be drawn from the volume, and nobody removed it: the profile defaces heads.</summary>
    Face,
    /// <summary>The profile wants a person to approve objects of high risk.</summary>
    Approval,
}
