namespace Pandok.Worklist.Workitems;

/// <summary>Who wants to hear of a workitem, or of all. A subscriber's name belongs to the account that first used it.</summary>
internal sealed class WorkitemSubscription
{
    /// <summary>The well-known UIDs of the global and the filtered global subscription (PS3.4 CC.2.3.1).</summary>
    public const string Global = "1.2.840.10008.5.1.4.34.5", FilteredGlobal = "1.2.840.10008.5.1.4.34.5.1";

    /// <summary>An AE title: at most 16 characters.</summary>
    public required string Subscriber { get; init; }
    public required Guid AccountId { get; init; }
    /// <summary>A workitem, or one of the global UIDs.</summary>
    public required string WorkitemUid { get; init; }
    /// <summary>The filter of a filtered global subscription, as a query.</summary>
    public string Filter { get; set; } = "";
    public bool DeletionLock { get; set; }
    /// <summary>A suspended global subscription tells of no workitem made later than this.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }
}
