namespace Pandok.Read.Drawings;

/// <summary>What a reader leaves on an image of a study: a measurement, or the mark of a key image.</summary>
internal interface IKept
{
    string StudyUid { get; }
    Guid Id { get; }
    string SeriesUid { get; }
    string InstanceUid { get; }
    int Frame { get; }
    Guid AuthorId { get; }
    string AuthorName { get; }
    DateTimeOffset SavedAt { get; }
}
