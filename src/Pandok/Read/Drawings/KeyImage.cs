namespace Pandok.Read.Drawings;

/// <summary>A frame that goes with the report: in which window, and a few words. Never a picture of the screen.</summary>
internal sealed class KeyImage : IKept
{
    public required string StudyUid { get; init; }
    public required Guid Id { get; init; }
    public required string SeriesUid { get; set; }
    public required string InstanceUid { get; set; }
    public required int Frame { get; set; }
    public required string Caption { get; set; }
    public double? WindowCenter { get; set; }
    public double? WindowWidth { get; set; }
    public required Guid AuthorId { get; set; }
    public required string AuthorName { get; set; }
    public required DateTimeOffset SavedAt { get; set; }
}
