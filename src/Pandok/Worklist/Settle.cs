using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>
/// A study settles when its quiet time has passed (invariant 6: a column, not a timer). From then on it is on the list and its analysis is due.
/// What is read already while instances still come (an emergency) settles too, and stays with its reader.
/// </summary>
internal sealed class Settle(Database db, StudyChanges changes, TimeProvider time)
{
    /// <returns>How many studies this node settled; another node may have been faster with some.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var due = await db.Set<Study>()
            .Where(study => study.SettlesAt <= now && (study.SettledAt == null || study.State == StudyState.Receiving))
            .OrderByDescending(study => study.Emergency).ThenBy(study => study.SettlesAt)
            .Select(study => study.Uid).Take(100).ToListAsync(stop);
        var settled = 0;
        foreach (var uid in due)
            if (await changes.ByPlatformAsync(db, uid, OneAsync, stop) is { Saved: true })
                settled++;
        return settled;
    }

    public static bool IsDue(Study study, DateTimeOffset now) =>
        study.SettlesAt <= now && (study.SettledAt is null || study.State == StudyState.Receiving);

    private static async Task<StudyChange> OneAsync(StudyChange change, CancellationToken stop)
    {
        var study = change.Study;
        if (!IsDue(study, change.Now))
            return change;
        study.SettledAt = change.Now;
        study.Analysis = AnalysisState.Pending;
        if (study.State == StudyState.Receiving)
            study.State = StudyState.Unread;
        await change.SaveAsync(Actor.Platform, AuditAction.Settled, new { instances = study.InstanceCount, series = study.SeriesCount }, stop);
        await StudySteps.AskAsync(change, StepKind.Analyze, stop);
        await StudySteps.AskAsync(change, StepKind.Render, stop);
        return change;
    }
}
