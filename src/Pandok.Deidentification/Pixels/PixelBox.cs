namespace Pandok.Deidentification.Pixels;

/// <summary>A place where text was found, is known to stand, or was marked by a person.</summary>
/// <param name="Frame">0 for the first frame that shows it; what the machine blanks, it blanks in all of them. A person's box is blanked in this frame, or in all (<see cref="EveryFrame"/>).</param>
/// <param name="Area">In pixels, without margin.</param>
/// <param name="Why">What found it.</param>
public readonly record struct PixelBox(int Frame, Area Area, BoxSource Why)
{
    /// <summary>A person's box that is meant for every frame.</summary>
    public const int EveryFrame = -1;
}
