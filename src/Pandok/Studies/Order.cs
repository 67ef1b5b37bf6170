namespace Pandok.Studies;

/// <summary>
/// A request for an examination. Whom it is about, and every word that a person wrote, lies sealed in the vault under the order's id and
/// <see cref="Revision"/>; what stands here names nobody: numbers and UIDs are keyed, as the study's own will be.
/// </summary>
internal sealed class Order
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    /// <summary>The mapped Study Instance UID, given when the order was: what the device takes from the worklist joins here.</summary>
    public required string StudyUid { get; init; }
    /// <summary>The keyed accession number.</summary>
    public required string Accession { get; set; }
    /// <summary>The keyed number that the placer's system gave, or null.</summary>
    public string? Number { get; init; }
    public required OrderDoor Door { get; init; }
    public required string Modality { get; set; }
    /// <summary>The AE title of the device it is scheduled on; null for any of the site's.</summary>
    public string? StationAe { get; set; }
    public required DateTimeOffset ScheduledAt { get; set; }
    public OrderPriority Priority { get; set; }
    public OrderState State { get; set; }
    public required DateTimeOffset EnteredAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>The study that arrived for it.</summary>
    public string? LinkedStudy { get; set; }
    public DateTimeOffset? LinkedAt { get; set; }
    /// <summary>Which sealed box holds the words; each change seals a new one before this row points to it.</summary>
    public int Revision { get; set; } = 1;
    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
}
