namespace Pandok.Worklist.Workitems;

/// <summary>Procedure Step State (0074,1000), PS3.4 CC.1.1.</summary>
internal enum WorkitemState
{
    Scheduled,
    InProgress,
    Completed,
    Canceled,
}

internal static class WorkitemStates
{
    public static string Term(this WorkitemState state) => state switch
    {
        WorkitemState.Scheduled => "SCHEDULED",
        WorkitemState.InProgress => "IN PROGRESS",
        WorkitemState.Completed => "COMPLETED",
        _ => "CANCELED",
    };

    public static WorkitemState? Parse(string? term) => term switch
    {
        "SCHEDULED" => WorkitemState.Scheduled,
        "IN PROGRESS" => WorkitemState.InProgress,
        "COMPLETED" => WorkitemState.Completed,
        "CANCELED" => WorkitemState.Canceled,
        _ => null,
    };
}
