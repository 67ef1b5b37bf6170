namespace Pandok.Deidentify.Quarantine;

/// <summary>A rectangle that is blanked, in pixels of the stored frame.</summary>
/// <param name="Frame">0 for the first; -1 for every frame.</param>
/// <param name="Why">Who drew it: detector, rule, person.</param>
internal sealed record HeldBox(int Frame, int X, int Y, int Width, int Height, string Why)
{
    public const int EveryFrame = -1;

    public bool Covers(int frame) => Frame == EveryFrame || Frame == frame;

    /// <summary>Whether the rectangle lies in the image; one that does not is a mistake, not a smaller rectangle.</summary>
    public bool IsIn(int columns, int rows, int frames) =>
        Frame >= EveryFrame && Frame < frames && X >= 0 && Y >= 0 && Width > 0 && Height > 0 && (long)X + Width <= columns && (long)Y + Height <= rows;
}
