namespace Pandok.Studies;

/// <summary>A study has series of this modality. Site and time of arrival stand here again, so that the newest studies of a modality are found by one index.</summary>
internal sealed class StudyModality
{
    public required string StudyUid { get; init; }
    public required string Modality { get; init; }
    public required Guid SiteId { get; init; }
    /// <summary>The study's, which never changes.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
