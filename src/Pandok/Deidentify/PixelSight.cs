namespace Pandok.Deidentify;

/// <summary>What the pixel pass saw of an instance.</summary>
/// <param name="Risk"><c>none</c>, <c>low</c> or <c>high</c>.</param>
/// <param name="Looked">How many different frames were looked at for text.</param>
/// <param name="Clean">The verifying look, of high risk the machine's, else a person's, found no text: Burned In Annotation (0028,0301) says NO.</param>
internal sealed record PixelSight(string Risk, int Frames, int Looked, bool Clean);
