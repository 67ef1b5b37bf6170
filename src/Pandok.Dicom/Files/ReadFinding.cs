using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>A breach of the standard that reading forgave: told, never silent.</summary>
/// <param name="Code">What was forgiven.</param>
/// <param name="Tag">Where.</param>
/// <param name="Offset">Bytes from the start of the stream; in a deflated data set, from its inflated start, File Meta Information counted too.</param>
public readonly record struct ReadFinding(ReadFindingCode Code, Tag Tag, long Offset);

/// <summary>What tolerant reading forgives; docs/conformance/reading.md has a sentence for each.</summary>
public enum ReadFindingCode
{
    /// <summary>No preamble and prefix (PS3.10 section 7.1).</summary>
    NoPreamble,
    /// <summary>No File Meta Information; the encoding was guessed from the first element.</summary>
    NoMeta,
    /// <summary>File Meta Information without the length of its group, or with a wrong one.</summary>
    MetaGroupLength,
    /// <summary>File Meta Information names no transfer syntax, or an unknown one; the encoding was guessed from the first element.</summary>
    UnknownTransferSyntax,
    /// <summary>The data set is not encoded as its transfer syntax says; it was read as it is.</summary>
    WrongTransferSyntax,
    /// <summary>A value of odd length; it was padded.</summary>
    OddLength,
    /// <summary>VR letters that are none; read as UN.</summary>
    UnknownVr,
    /// <summary>UN for an element whose VR is known; the dictionary's VR was taken. The standard allows it, so strict reading does not refuse it.</summary>
    UnWithKnownVr,
    /// <summary>Elements not in ascending order, or twice; the last one counts.</summary>
    OutOfOrder,
    /// <summary>A sequence or item without its own delimiter, closed by what follows.</summary>
    MissingDelimiter,
    /// <summary>A delimiter where nothing is open for it; it was passed over.</summary>
    StrayDelimiter,
    /// <summary>A Specific Character Set that is not in PS3.3 C.12.1.1.2; its text is read as the default repertoire.</summary>
    UnknownCharacterSet,
    /// <summary>Bytes after the data set that are no element; they were passed over.</summary>
    TrailingBytes,
    /// <summary>The object is cut off; what stands before the cut was given (<see cref="ReadMode.Salvage"/> only).</summary>
    Truncated,
}
