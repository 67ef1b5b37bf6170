using Pandok.Dicom.Data;

namespace Pandok.Dicom.Files;

/// <summary>A breach of the standard that reading forgave: told, never silent.</summary>
/// <param name="Code">What was forgiven.</param>
/// <param name="Tag">Where.</param>
/// <param name="Offset">Bytes from the start of the stream.</param>
public readonly record struct ReadFinding(ReadFindingCode Code, Tag Tag, long Offset);

/// <summary>What tolerant reading forgives.</summary>
public enum ReadFindingCode
{
    /// <summary>No preamble and prefix, but File Meta Information.</summary>
    NoPreamble,
    /// <summary>A value of odd length; it was padded.</summary>
    OddLength,
    /// <summary>VR letters that are none; read as UN.</summary>
    UnknownVr,
    /// <summary>UN for an element whose VR is known; the dictionary's VR was taken.</summary>
    UnWithKnownVr,
    /// <summary>Elements not in ascending order, or twice; the last one counts.</summary>
    OutOfOrder,
    /// <summary>A sequence closed by its parent's end without its own delimiter.</summary>
    MissingDelimiter,
    /// <summary>Elements after Pixel Data; they are not kept.</summary>
    AfterPixelData,
}
