namespace Pandok.Worklist.Workitems;

/// <summary>Scheduled Procedure Step Priority (0074,1200).</summary>
internal enum WorkitemPriority
{
    High,
    Medium,
    Low,
}
