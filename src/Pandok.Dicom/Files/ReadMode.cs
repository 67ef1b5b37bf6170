namespace Pandok.Dicom.Files;

/// <summary>How a breach of the standard is met.</summary>
public enum ReadMode
{
    /// <summary>For the intake: what can be understood is read, in a normal form, and each breach is a finding.</summary>
    Tolerant,
    /// <summary>For a verifier: the first breach is an error (<see cref="DicomError.Invalid"/>), with the finding's code in its message.</summary>
    Strict,
    /// <summary>
    /// Tolerant, and the form is kept where the standard leaves a choice: lengths defined or not, group lengths, odd values, UN. What is written again has the same bytes.
    /// Group lengths are those that were read: whoever changes a data set takes them out.
    /// </summary>
    Verbatim,
    /// <summary>Verbatim, and an object that is cut off is given up to the cut, with a finding. For looking at it only.</summary>
    Salvage,
}
