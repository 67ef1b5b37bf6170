namespace Pandok.Read.Drawings;

/// <summary>A measurement on one frame, as its reader drew it last.</summary>
internal sealed class Measurement : IKept
{
    public required string StudyUid { get; init; }
    /// <summary>Made by the page, so that sending twice keeps one.</summary>
    public required Guid Id { get; init; }
    public required string SeriesUid { get; set; }
    public required string InstanceUid { get; set; }
    /// <summary>From 1.</summary>
    public required int Frame { get; set; }
    public required MeasurementKind Kind { get; set; }
    public required string Label { get; set; }
    public required Drawn Drawn { get; set; }
    public required Guid AuthorId { get; set; }
    public required string AuthorName { get; set; }
    public required DateTimeOffset SavedAt { get; set; }
}
