namespace Pandok.Worklist.Workitems;

/// <summary>What became of a wish; each transaction's endpoint has the status and the words for it (PS3.18 section 11).</summary>
internal abstract record WorkitemOutcome
{
    public sealed record Created(string Uid) : WorkitemOutcome;

    public sealed record Done : WorkitemOutcome;

    /// <summary>It is in that state already: done, with a warning.</summary>
    public sealed record Already(WorkitemState State) : WorkitemOutcome;

    /// <summary>The request itself is wrong.</summary>
    public sealed record Malformed(string Why) : WorkitemOutcome;

    /// <summary>The request does not fit what the workitem is now.</summary>
    public sealed record Conflict(string Why) : WorkitemOutcome;
}
