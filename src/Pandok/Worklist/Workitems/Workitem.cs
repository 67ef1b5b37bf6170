namespace Pandok.Worklist.Workitems;

/// <summary>
/// A unified procedure step (PS3.4 Annex CC): one piece of work on a study, for a reader or for a program.
/// <code>
/// Scheduled --claim, with a Transaction UID--> InProgress --same Transaction UID--> Completed | Canceled
///     +------------------------- cancelled by who made it ----------------------------> Canceled
/// </code>
/// Invariants: 1. a final state is never left: work that is to be done again is a new workitem; 2. who does not know the Transaction UID changes nothing
/// that is in progress; 3. at most one reading of a study is open, and it says what the study's state says; 4. it changes only inside a change of its study,
/// whose version decides between two who change at once; 5. no workitem of reading is cancelled to take a study off the list.
/// </summary>
internal sealed class Workitem
{
    public required string Uid { get; init; }
    public required string StudyUid { get; init; }
    public required Guid SiteId { get; init; }
    public required WorkitemKind Kind { get; init; }
    public WorkitemState State { get; set; }
    /// <summary>The lock of who performs it. It is never told: knowing it is the right to change.</summary>
    public string? TransactionUid { get; set; }
    public Guid? Performer { get; set; }
    /// <summary>The AE title that who performs it said of itself when it claimed; null if it said none.</summary>
    public string? PerformerAe { get; set; }
    public WorkitemPriority Priority { get; set; } = WorkitemPriority.Medium;
    public required string Label { get; set; }
    public required string WorklistLabel { get; set; }
    /// <summary>Whether all of the study is here (Input Readiness State).</summary>
    public bool Ready { get; set; }
    public DateTimeOffset ScheduledAt { get; init; }
    public DateTimeOffset ModifiedAt { get; set; }
    /// <summary>What else the one who made or performs it said, as DICOM JSON: work codes, progress, what was performed.</summary>
    public string Attributes { get; set; } = "{}";

    public bool IsOpen => State is WorkitemState.Scheduled or WorkitemState.InProgress;
}
