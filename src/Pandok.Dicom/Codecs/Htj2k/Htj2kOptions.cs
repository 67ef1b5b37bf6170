namespace Pandok.Dicom.Codecs.Htj2k;

/// <summary>What a caller may choose about a codestream.</summary>
public sealed record Htj2kOptions
{
    /// <summary>
    /// Halvings of the image, 0 to 16; null: 5, and as many more as the base resolution's width or height of at most 64 asks (PS3.5 10.18).
    /// A fixed number is taken as it is: too few for a large image is a codestream of 1.2.840.10008.1.2.4.201, not of .202.
    /// </summary>
    public int? Decompositions { get; init; }

    /// <summary>Threads that may code the blocks of one frame, 1 or more. Many frames at once are better spread by the caller.</summary>
    public int Threads { get; init; } = 1;
}
