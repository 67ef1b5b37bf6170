using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Deliver;

/// <summary>
/// Brings every signed version that the site does not have yet to the site's page, if report and vault agree whose it is. Otherwise the delivery is held: the study is stuck, the coordinator
/// sees why, and may have it tried again. A study whose identity was erased, or never sealed, is delivered without one.
/// </summary>
internal sealed class DeliverStep(Database db, StudyChanges changes, ReidentifyCheck check) : IStudyStep
{
    public StepKind Kind => StepKind.Deliver;

    public async Task RunAsync(StudyStep step, CancellationToken stop)
    {
        var study = await db.Set<Study>().AsNoTracking().SingleAsync(row => row.Uid == step.StudyUid, stop);
        switch (await check.OfAsync(study, "delivery", Actor.Platform, stop))
        {
            case ReidentifyOutcome.TooMany:
                throw new InvalidOperationException("The vault was asked for too many studies; the delivery is tried again.");
            case ReidentifyOutcome.Mismatch mismatch:
                await HoldAsync(step, mismatch.Which, stop);
                break;
            default:
                await DeliverAsync(step, stop);
                break;
        }
    }

    private Task<StudyChange?> DeliverAsync(StudyStep step, CancellationToken stop) => changes.ByPlatformAsync(db, step.StudyUid, async (change, token) =>
    {
        if (!await StudySteps.DoneAsync(change, step, token))
            return change;
        foreach (var version in await WaitingAsync(step, token))
        {
            await change.SaveAsync(Actor.Platform, AuditAction.Delivered, new { version, channel = Delivery.Portal }, token);
            db.Add(new Delivery { StudyUid = step.StudyUid, Version = version, Channel = Delivery.Portal, Attempt = await NextAsync(step, version, token), At = change.Now, Outcome = DeliveryResult.Delivered });
        }
        return change;
    }, stop);

    private Task<StudyChange?> HoldAsync(StudyStep step, string which, CancellationToken stop) => changes.ByPlatformAsync(db, step.StudyUid, async (change, token) =>
    {
        // The step waits, as after its last failure, for a person who asks for it anew.
        if (await db.Set<StudyStep>().SingleOrDefaultAsync(row => row.StudyUid == step.StudyUid && row.Kind == step.Kind && row.DueAt == step.DueAt, token) is not { } row) return change;
        (row.DueAt, row.Attempts, row.LastError) = (DateTimeOffset.MaxValue, StepRetry.MostAttempts, $"identity:{which}");
        change.Study.StuckReason = $"{Words.Camel(row.Kind)}: identity:{which}";
        await change.SaveAsync(Actor.Platform, AuditAction.Stuck, new { step = Words.Camel(row.Kind), error = $"identity:{which}" }, token);
        foreach (var version in await WaitingAsync(step, token))
            db.Add(new Delivery { StudyUid = step.StudyUid, Version = version, Channel = Delivery.Portal, Attempt = await NextAsync(step, version, token), At = change.Now, Outcome = DeliveryResult.Held });
        return change;
    }, stop);

    private Task<List<int>> WaitingAsync(StudyStep step, CancellationToken stop) => db.Set<ReportVersion>()
        .Where(version => version.StudyUid == step.StudyUid && !db.Set<Delivery>().Any(delivery =>
            delivery.StudyUid == version.StudyUid && delivery.Version == version.Number && delivery.Channel == Delivery.Portal && delivery.Outcome == DeliveryResult.Delivered))
        .OrderBy(version => version.Number).Select(version => version.Number).ToListAsync(stop);

    private async Task<int> NextAsync(StudyStep step, int version, CancellationToken stop) =>
        (await db.Set<Delivery>().Where(delivery => delivery.StudyUid == step.StudyUid && delivery.Version == version && delivery.Channel == Delivery.Portal).MaxAsync(delivery => (int?)delivery.Attempt, stop) ?? 0) + 1;
}
