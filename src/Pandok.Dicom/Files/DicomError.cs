namespace Pandok.Dicom.Files;

/// <summary>Why an object cannot be read. The vocabulary is closed: edges map each word to a status of their own.</summary>
public enum DicomError
{
    /// <summary>Neither a Part 10 file nor a data set.</summary>
    NotDicom,
    /// <summary>The bytes end before the object does.</summary>
    Truncated,
    /// <summary>A length leaves its container, or an item stands where none may.</summary>
    Structure,
    /// <summary>Deeper, longer or larger than the limits allow.</summary>
    LimitExceeded,
    /// <summary>The transfer syntax is unknown or not read by this library.</summary>
    UnsupportedSyntax,
    /// <summary>Something the standard requires is missing or malformed, such as SOP Instance UID.</summary>
    Invalid,
}
