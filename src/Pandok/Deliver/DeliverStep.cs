using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Report;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Deliver;

/// <summary>Brings every signed version that the site does not have yet to the site's page.</summary>
internal sealed class DeliverStep(Database db, StudyChanges changes) : IStudyStep
{
    public StepKind Kind => StepKind.Deliver;

    public Task RunAsync(StudyStep step, CancellationToken stop) =>
        changes.ByPlatformAsync(db, step.StudyUid, async (change, token) =>
        {
            if (!await StudySteps.DoneAsync(change, step, token))
                return change;
            var waiting = await db.Set<ReportVersion>()
                .Where(version => version.StudyUid == step.StudyUid && !db.Set<Delivery>().Any(delivery =>
                    delivery.StudyUid == version.StudyUid && delivery.Version == version.Number && delivery.Channel == Delivery.Portal && delivery.Outcome == DeliveryResult.Delivered))
                .OrderBy(version => version.Number).Select(version => version.Number).ToListAsync(token);
            foreach (var version in waiting)
            {
                await change.SaveAsync(Actor.Platform, AuditAction.Delivered, new { version, channel = Delivery.Portal }, token);
                db.Add(new Delivery { StudyUid = step.StudyUid, Version = version, Channel = Delivery.Portal, Attempt = step.Attempts, At = change.Now, Outcome = DeliveryResult.Delivered });
            }
            return change;
        }, stop);
}
