namespace Pandok.Worklist.Workitems;

/// <summary>What subscribers are told (PS3.4 CC.2.4.3), written with the change itself; each open channel reads on from the last it sent.</summary>
internal sealed class WorkitemEvent
{
    public const int StateReport = 1, CancelRequested = 2, ProgressReport = 3, Assigned = 5;

    public long Id { get; init; }
    public required string WorkitemUid { get; init; }
    public required Guid SiteId { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Event Type ID (0000,1002).</summary>
    public required int Type { get; init; }
    /// <summary>The event's attributes as DICOM JSON.</summary>
    public required string Attributes { get; init; }
}
