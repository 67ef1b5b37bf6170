namespace Pandok.Read.Masks;

/// <summary>A segmentation as the page sends it.</summary>
/// <param name="Id">Chosen by the page: sent again, it is the same segmentation.</param>
/// <param name="Version">Of the series: indices of images are those of its manifest.</param>
/// <param name="Replaces">The instance this was edited from; null for a new one.</param>
/// <param name="Label">For people.</param>
internal sealed record SegmentationWish(Guid Id, string? Series, int Version, string? Replaces, string? Label, IReadOnlyList<SegmentWish?>? Segments);

/// <param name="Colour">#rrggbb; null for none.</param>
/// <param name="AlgorithmType">manual, semiautomatic or automatic; the two last name their algorithm.</param>
/// <param name="Slices">Images with pixels of the segment, each once; they may overlap other segments.</param>
internal sealed record SegmentWish(
    string? Label, string? Description, CodeView? Category, CodeView? Type, IReadOnlyList<CodeView?>? TypeModifiers, CodeView? Region, string? Colour,
    string? AlgorithmType, string? AlgorithmName, string? AlgorithmVersion, IReadOnlyList<SliceWish?>? Slices)
{
    public bool HasPixels() => Slices?.Any(slice => slice?.Runs?.Length > 0) == true;
}

/// <param name="Slice">Index of the image in the manifest.</param>
/// <param name="Runs">Row, first column, number of pixels; and so on, in order of rows, then of columns.</param>
internal sealed record SliceWish(int Slice, int[]? Runs);
