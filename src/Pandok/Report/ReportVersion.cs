namespace Pandok.Report;

/// <summary>A signed version. Written once: the database itself refuses to change or delete one (invariant 4, see <see cref="Platform.Database.WrittenOnce"/>).</summary>
internal sealed class ReportVersion
{
    public required string StudyUid { get; init; }
    /// <summary>1 is the final report; then its addenda.</summary>
    public required int Number { get; init; }
    public required VersionKind Kind { get; init; }
    public required ReportSections Sections { get; init; }
    /// <summary>The sentences that were made of measurements, as the draft had them.</summary>
    public IReadOnlyList<ReportLink> Links { get; init; } = [];
    /// <summary>The text of an addendum.</summary>
    public string? Text { get; init; }
    public required DateTimeOffset SignedAt { get; init; }
    public required Guid SignedById { get; init; }
    /// <summary>The name as it was when signing.</summary>
    public required string SignedByName { get; init; }
    public required string Language { get; init; }
    /// <summary>Null if nobody said.</summary>
    public SigningDevice? Device { get; init; }
}
