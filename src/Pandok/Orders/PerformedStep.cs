namespace Pandok.Orders;

/// <summary>What a device says it does (PS3.4 Annex F): its state and times. Nothing of its data set is kept but what keys have mapped.</summary>
internal sealed class PerformedStep
{
    public required Guid SiteId { get; init; }
    /// <summary>The mapped SOP Instance UID.</summary>
    public required string Uid { get; init; }
    public required Guid DeviceId { get; init; }
    /// <summary>Null for an examination that nobody ordered here.</summary>
    public Guid? OrderId { get; init; }
    /// <summary>The mapped Study Instance UID it names.</summary>
    public string? StudyUid { get; init; }
    public required StepState State { get; set; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>Concurrency token.</summary>
    public int Version { get; set; }
}

internal enum StepState
{
    InProgress,
    Completed,
    Discontinued,
}
