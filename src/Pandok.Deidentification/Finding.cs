namespace Pandok.Deidentification;

/// <summary>Something noticed at a place; never a value.</summary>
/// <param name="Code">What.</param>
/// <param name="At">Where: tags from the top, such as (0040,0275)(0040,0007); empty for the object as a whole.</param>
public readonly record struct Finding(FindingCode Code, string At);
