namespace Pandok.Report;

/// <summary>The unsigned text of a study, one at a time. It is gone when it is signed.</summary>
internal sealed class ReportDraft
{
    public required string StudyUid { get; init; }
    /// <summary>1, 2, 3, ...: each save must name the version it saw. Concurrency token.</summary>
    public required int Version { get; set; }
    public required ReportSections Sections { get; set; }
    /// <summary>The sentences that were made of measurements.</summary>
    public IReadOnlyList<ReportLink> Links { get; set; } = [];
    public required DateTimeOffset SavedAt { get; set; }
    public required Guid AuthorId { get; set; }
    public required string AuthorName { get; set; }
}
