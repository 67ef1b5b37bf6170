namespace Pandok.Deidentification.Pixels;

/// <summary>A place where text was found or is known to stand.</summary>
/// <param name="Frame">0 for the first frame that shows it; what is blanked is blanked in all of them.</param>
/// <param name="Area">In pixels, without margin.</param>
/// <param name="Why">What found it.</param>
public readonly record struct PixelBox(int Frame, Area Area, BoxSource Why);
