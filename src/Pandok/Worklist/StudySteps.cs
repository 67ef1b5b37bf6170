using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>
/// The queue of steps is its table. Invariants: 1. a node works on a row only after moving its <c>DueAt</c> from the value it read (the lease);
/// 2. the transaction that saves the result deletes the row, and only if the lease is still its own; 3. the fifth failure leaves the row and
/// marks the study stuck, with an audit row; 4. a node that dies has used up an attempt, so a step that kills nodes ends as stuck too.
/// </summary>
internal sealed class StudySteps(Database db, StudyChanges changes, IEnumerable<IStudyStep> steps, TimeProvider time, ILogger<StudySteps> log)
{
    /// <summary>The step is wanted, now. Asking again starts it afresh. Call after the study is saved; the commit saves this.</summary>
    public static Task AskAsync(StudyChange change, StepKind kind, CancellationToken stop) => AskAsync(change.Db, change.Study.Uid, kind, change.Now, stop);

    /// <summary>The step is wanted, from a moment on.</summary>
    public static async Task AskAsync(Database db, string study, StepKind kind, DateTimeOffset due, CancellationToken stop)
    {
        var rows = db.Set<StudyStep>();
        if (await rows.SingleOrDefaultAsync(row => row.StudyUid == study && row.Kind == kind, stop) is { } waiting)
            (waiting.DueAt, waiting.Attempts, waiting.LastError) = (due, 0, null);
        else
            rows.Add(new StudyStep { StudyUid = study, Kind = kind, DueAt = due });
    }

    /// <returns>False: the lease went to somebody else, or the step was asked for anew; then save nothing.</returns>
    public static async Task<bool> DoneAsync(StudyChange change, StudyStep step, CancellationToken stop) =>
        await change.Db.Set<StudyStep>().Where(row => row.StudyUid == step.StudyUid && row.Kind == step.Kind && row.DueAt == step.DueAt).ExecuteDeleteAsync(stop) == 1;

    /// <summary>What could be done now is done, and there will be more.</summary>
    /// <returns>False: the lease went to somebody else, or the step was asked for anew.</returns>
    public static async Task<bool> LaterAsync(StudyChange change, StudyStep step, DateTimeOffset due, CancellationToken stop) =>
        await change.Db.Set<StudyStep>().Where(row => row.StudyUid == step.StudyUid && row.Kind == step.Kind && row.DueAt == step.DueAt)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.DueAt, due).SetProperty(r => r.Attempts, 0).SetProperty(r => r.LastError, (string?)null), stop) == 1;

    /// <summary>Work that takes longer than a lease says that it goes on.</summary>
    /// <returns>False: the lease went to somebody else, or the step was asked for anew.</returns>
    public static async Task<bool> KeepAsync(Database db, StudyStep step, DateTimeOffset now, CancellationToken stop)
    {
        var (seen, until) = (step.DueAt, now + StepRetry.Lease);
        step.DueAt = until;
        return await db.Set<StudyStep>().Where(row => row.StudyUid == step.StudyUid && row.Kind == step.Kind && row.DueAt == seen).ExecuteUpdateAsync(row => row.SetProperty(r => r.DueAt, until), stop) == 1;
    }

    /// <param name="isLong">Which steps: the long ones one at a time, so that an emergency that comes meanwhile is the next.</param>
    /// <returns>How many steps this node took.</returns>
    public async Task<int> RunDueAsync(bool isLong, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var kinds = steps.Where(step => step.IsLong == isLong).Select(step => step.Kind).ToArray();
        var due = await (
            from step in db.Set<StudyStep>().AsNoTracking()
            join study in db.Set<Study>() on step.StudyUid equals study.Uid
            where step.DueAt <= now && kinds.Contains(step.Kind)
            orderby study.Emergency descending, step.DueAt
            select step).Take(isLong ? 1 : 20).ToListAsync(stop);
        var taken = 0;
        foreach (var step in due)
        {
            if (step.Attempts >= StepRetry.MostAttempts)
                await FailAsync(step, step.LastError ?? "Interrupted", stop);
            else if (await LeaseAsync(step, stop))
            {
                taken++;
                await RunAsync(step, stop);
            }
        }
        return taken;
    }

    private async Task<bool> LeaseAsync(StudyStep step, CancellationToken stop)
    {
        var (seen, until, attempts) = (step.DueAt, time.GetUtcNow() + StepRetry.Lease, step.Attempts + 1);
        var mine = await db.Set<StudyStep>().Where(row => row.StudyUid == step.StudyUid && row.Kind == step.Kind && row.DueAt == seen)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.DueAt, until).SetProperty(r => r.Attempts, attempts), stop) == 1;
        (step.DueAt, step.Attempts) = (until, attempts);
        return mine;
    }

    private async Task RunAsync(StudyStep step, CancellationToken stop)
    {
        try
        {
            await steps.Single(candidate => candidate.Kind == step.Kind).RunAsync(step, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            log.StepFailed(step.Kind, step.StudyUid, step.Attempts, fault.GetType().Name);
            await FailAsync(step, fault.GetType().Name, stop);
        }
    }

    private Task<StudyChange?> FailAsync(StudyStep step, string error, CancellationToken stop) =>
        changes.ByPlatformAsync(db, step.StudyUid, async (change, token) =>
        {
            var row = await db.Set<StudyStep>().SingleOrDefaultAsync(r => r.StudyUid == step.StudyUid && r.Kind == step.Kind && r.DueAt == step.DueAt, token);
            if (row is null)
                return change;
            var next = StepRetry.Next(row.Attempts, change.Now);
            (row.DueAt, row.LastError) = (next ?? DateTimeOffset.MaxValue, error);
            if (next is null)
            {
                change.Study.StuckReason = $"{Words.Camel(row.Kind)}: {error}";
                await change.SaveAsync(Actor.Platform, AuditAction.Stuck, new { step = Words.Camel(row.Kind), error, attempts = row.Attempts }, token);
            }
            else
                await db.SaveChangesAsync(token);
            return change;
        }, stop);
}
