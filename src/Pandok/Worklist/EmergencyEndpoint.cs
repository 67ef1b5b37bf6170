using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;

namespace Pandok.Worklist;

internal static class EmergencyEndpoint
{
    internal sealed record Wish(bool? Emergency, string? Reason);

    public static void MapEmergency(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/studies/{study}/emergency", SetAsync).Requires(Permission.RaiseEmergency).WithName("SetEmergency").Produces(204);

    private static async Task<IResult> SetAsync(string study, Wish wish, CurrentUser user, Database db, StudyChanges changes, CancellationToken stop)
    {
        if (wish.Emergency is not { } emergency)
            return Problems.Problem(400, "badRequest", "Say whether it is an emergency.");
        var outcome = await changes.ByAsync(db, user, study, async (change, token) =>
        {
            var decision = Emergency.Decide(change.Study, emergency, user.May(Permission.Coordinate));
            if (decision is EmergencyOutcome.Changed)
            {
                change.Study.Emergency = emergency;
                await change.SaveAsync(user.Actor, AuditAction.Emergency, new { emergency, reason = Emergency.Reason(wish.Reason) }, token);
            }
            return decision;
        }, stop);
        return outcome switch
        {
            null => Problems.NotFound(),
            EmergencyOutcome.OnlyCoordinator => Problems.Problem(403, "onlyCoordinator", "Only the coordinator lowers an emergency."),
            EmergencyOutcome.AlreadySigned => Problems.Problem(409, "alreadySigned", "This study is read already."),
            _ => Results.NoContent(),
        };
    }
}
