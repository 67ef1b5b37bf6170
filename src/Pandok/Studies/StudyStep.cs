namespace Pandok.Studies;

/// <summary>A piece of work a study waits for. The row is the queue: it is deleted in the transaction that did the work.</summary>
internal sealed class StudyStep
{
    public required string StudyUid { get; init; }
    public required StepKind Kind { get; init; }
    public DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }
    /// <summary>The kind of the last failure: a type name or a code, never a patient's data.</summary>
    public string? LastError { get; set; }
}

internal enum StepKind
{
    Analyze,
    Deliver,
    /// <summary>The archived instances are searched again, for words of identity that a later instance brought.</summary>
    Verify,
    /// <summary>Frames are encoded for streaming; as long as the study grows, again and again.</summary>
    Render,
    /// <summary>The coarse levels of each series are laid one after the other.</summary>
    Pack,
}
