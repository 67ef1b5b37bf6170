namespace Pandok.Studies;

/// <summary>An archived instance. The row exists only after the object's bytes are durable.</summary>
internal sealed class Instance
{
    public required string Uid { get; init; }
    public required string SeriesUid { get; init; }
    public required string StudyUid { get; init; }
    public required string SopClass { get; init; }
    public required string TransferSyntax { get; init; }
    public int? Number { get; init; }
    public int Frames { get; init; }
    public int? Rows { get; init; }
    public int? Columns { get; init; }
    /// <summary>The object's name in the object store.</summary>
    public required string ObjectKey { get; init; }
    public long Size { get; init; }
    public required string Sha256 { get; init; }
    public DateTimeOffset ReceivedAt { get; init; }
}
