namespace Pandok.Read.Masks;

/// <summary>A segmentation that a reader saved: an instance of the archive, and what the archive does not say of it. Written once; it goes with its instance.</summary>
internal sealed class SegmentationVersion
{
    public required string InstanceUid { get; init; }
    public required string StudyUid { get; init; }
    /// <summary>Chosen by the page.</summary>
    public required Guid Id { get; init; }
    /// <summary>The series it was drawn on.</summary>
    public required string SeriesUid { get; init; }
    /// <summary>The instance it was edited from; null for a new one.</summary>
    public string? Replaces { get; init; }
    /// <summary>1, 2, 3, ... in the study; its Instance Number.</summary>
    public required int Number { get; init; }
    public required Guid AuthorId { get; init; }
    public required string AuthorName { get; init; }
    public required DateTimeOffset SavedAt { get; init; }
}
