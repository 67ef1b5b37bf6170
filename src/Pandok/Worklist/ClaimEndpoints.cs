using Pandok.Access;

namespace Pandok.Worklist;

internal static class ClaimEndpoints
{
    public static void MapClaim(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/studies/{study}/claim", TakeAsync).Requires(Permission.ClaimStudy).WithName("ClaimStudy").Produces<ClaimView>();
        routes.MapDelete("/api/studies/{study}/claim", ReleaseAsync).Requires(Permission.ReleaseClaim).WithName("ReleaseClaim").Produces(204);
    }

    private static async Task<IResult> TakeAsync(string study, CurrentUser user, Claims claims, ReaderNames names, CancellationToken stop) =>
        await claims.TakeAsync(user, study, stop) switch
        {
            null => Problems.NotFound(),
            ClaimOutcome.Taken taken => Results.Ok(await names.ClaimAsync(user, user.Id, taken.Until, stop)),
            ClaimOutcome.Renewed renewed => Results.Ok(await names.ClaimAsync(user, user.Id, renewed.Until, stop)),
            ClaimOutcome.HeldBy held => Problems.Problem(409, "claimedByOther", "Somebody else reads this study.",
                new { claim = await names.ClaimAsync(user, held.Reader, held.Until, stop) }),
            ClaimOutcome.NotOpen closed => Problems.Problem(409, closed.Code, "There is nothing to read in this study now."),
            var other => throw new InvalidOperationException(other.GetType().Name),
        };

    private static async Task<IResult> ReleaseAsync(string study, CurrentUser user, Claims claims, CancellationToken stop) =>
        await claims.ReleaseAsync(user, study, stop) switch
        {
            null => Problems.NotFound(),
            ReleaseOutcome.NotYours => Problems.Problem(409, "claimedByOther", "Somebody else reads this study."),
            _ => Results.NoContent(),
        };
}
