using Pandok.Deidentification.Pixels;
using Pandok.Dicom.Standard;

namespace Pandok.Deidentification;

/// <summary>What became of a file.</summary>
/// <param name="Outcome">Released only if what was written passed the verifier.</param>
/// <param name="Syntax">How it was written; null if it was not.</param>
/// <param name="Pixels">What the pixel pass saw; null if it had nothing to read.</param>
public sealed record FileOutcome(Outcome Outcome, TransferSyntax? Syntax, PixelVerdict? Pixels)
{
    /// <summary>Elements behind the pixels that were not taken along; padding is not counted. Only counted where pixels were read.</summary>
    public int Dropped { get; init; }
}
