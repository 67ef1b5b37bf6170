using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Worklist;

/// <summary>A person looked at a stuck study: its steps begin again.</summary>
internal static class RetryEndpoint
{
    public static void MapRetry(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/studies/{study}/retry", RetryAsync).Requires(Permission.Coordinate).WithName("RetryStudy").Produces(204);

    private static async Task<IResult> RetryAsync(string study, CurrentUser user, Database db, StudyChanges changes, CancellationToken stop)
    {
        var done = await changes.ByAsync(db, user, study, async (change, token) =>
        {
            if (change.Study.StuckReason is null)
                return change;
            change.Study.StuckReason = null;
            await change.SaveAsync(user.Actor, AuditAction.Retried, null, token);
            foreach (var row in await db.Set<StudyStep>().Where(row => row.StudyUid == study && row.Attempts >= StepRetry.MostAttempts).ToListAsync(token))
                (row.DueAt, row.Attempts) = (change.Now, 0);
            return change;
        }, stop);
        return done switch
        {
            null => Problems.NotFound(),
            { Saved: false } => Problems.Problem(409, "notStuck", "Nothing of this study waits for a person."),
            _ => Results.NoContent(),
        };
    }
}
