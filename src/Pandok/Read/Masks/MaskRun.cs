namespace Pandok.Read.Masks;

/// <summary>Pixels of one segment that lie side by side in a row of an image.</summary>
/// <param name="Row">0 for the uppermost.</param>
/// <param name="Column">The first; 0 for the leftmost.</param>
/// <param name="Length">How many, at least one.</param>
internal readonly record struct MaskRun(int Row, int Column, int Length)
{
    /// <summary>One past the last column.</summary>
    public int End => Column + Length;
}
