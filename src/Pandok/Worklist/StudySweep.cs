using Pandok.Worklist.Workitems;

namespace Pandok.Worklist;

/// <summary>One round of what studies wait for: settle, end claims that ran out, run due steps. Any node may do it at any time.</summary>
internal sealed class StudySweep(Settle settle, Claims claims, StudySteps steps, WorkitemSweep workitems)
{
    /// <returns>Whether there may be more to do at once.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var settled = await settle.RunAsync(stop);
        await claims.EndLapsedAsync(stop);
        await workitems.RunAsync(stop);
        var ran = await steps.RunDueAsync(isLong: false, stop);
        return settled + ran > 0;
    }
}
