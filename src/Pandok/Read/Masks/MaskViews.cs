using Pandok.Read.Drawings;

namespace Pandok.Read.Masks;

/// <summary>The segmentations of a study.</summary>
internal sealed record SegmentationList(IReadOnlyList<SegmentationItem> Items);

/// <summary>A segmentation as its header says it.</summary>
/// <param name="Instance">The mapped SOP Instance UID.</param>
/// <param name="Series">The series it was drawn on; null if refused.</param>
/// <param name="Label">Content Label.</param>
/// <param name="Maker">Manufacturer and model of what wrote it.</param>
/// <param name="Refusal">Why it is not shown; null if it is.</param>
/// <param name="ReplacedBy">The instance that was edited from it; null if it is the newest.</param>
/// <param name="Author">Who saved it here; null if it came from elsewhere.</param>
/// <param name="SavedAt">When; null if it came from elsewhere.</param>
internal sealed record SegmentationItem(
    string Instance, int? Number, string? Label, string? Description, string? Maker, string? Series, int Segments, MaskRefusal? Refusal, string? ReplacedBy = null, DrawingAuthor? Author = null, DateTimeOffset? SavedAt = null)
{
    public SegmentationItem With(IReadOnlyList<SegmentationVersion> versions)
    {
        var (own, newer) = (versions.FirstOrDefault(row => row.InstanceUid == Instance), versions.FirstOrDefault(row => row.Replaces == Instance));
        return this with { ReplacedBy = newer?.InstanceUid, Author = own is null ? null : new(own.AuthorId, own.AuthorName), SavedAt = own?.SavedAt };
    }
}

/// <summary>
/// A segmentation on the images of a series: label maps as runs. A map holds one label a pixel; segments that overlap lie in different maps.
/// </summary>
/// <param name="Version">Of the series: indices of images are those of its manifest.</param>
/// <param name="Layers">How many label maps, at least one.</param>
/// <param name="VolumeReason">Why there are no volumes (the manifest's reason); null if there are.</param>
internal sealed record SegmentationMask(
    string Instance, string Series, int Version, int Columns, int Rows, int Slices, int Layers, string? VolumeReason, string? Label, string? Maker, IReadOnlyList<SegmentView> Segments, IReadOnlyList<MaskSlice> Runs);

/// <summary>One image of one label map.</summary>
/// <param name="Runs">Row, first column, number of pixels, label; and so on. Labels are <see cref="SegmentView.Value"/>.</param>
internal sealed record MaskSlice(int Layer, int Slice, IReadOnlyList<int> Runs);

/// <param name="Value">Its label in the maps, 1 to 255.</param>
/// <param name="Number">Segment Number (0062,0004).</param>
/// <param name="AlgorithmType">automatic, semiautomatic or manual.</param>
/// <param name="Colour">Recommended by its maker, as #rrggbb; null if none.</param>
/// <param name="Millilitres">Voxels times spacings, divided by 1000; null if the series is no volume.</param>
internal sealed record SegmentView(
    int Value, int Layer, int Number, string Label, string? Description, CodeView Category, CodeView Type, IReadOnlyList<CodeView> TypeModifiers, CodeView? Region, string AlgorithmType, string? AlgorithmName, string? AlgorithmVersion,
    string? Colour, long Voxels, double? Millilitres, SegmentExtent? Extent, LargestSlice? Largest);

internal sealed record CodeView(string Value, string Scheme, string Meaning);

/// <summary>[column, row, slice], both inside.</summary>
internal sealed record SegmentExtent(IReadOnlyList<int> First, IReadOnlyList<int> Last);

/// <summary>The slice with the most pixels of a segment, and one of them near their middle.</summary>
internal sealed record LargestSlice(int Slice, int Column, int Row, long Pixels);
