using Pandok.Platform.Database;

namespace Pandok.Access;

/// <summary>
/// Stands before every route that says what it requires. No account: 401. Not this role: 403. A study or a series in the path that the account may not
/// see: 404, the same as one that does not exist, before the handler reads anything (architecture, invariant 8).
/// </summary>
internal static class RouteGuard
{
    public static IApplicationBuilder UseRouteGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (await RefusalAsync(context) is { } refusal)
            await refusal.ExecuteAsync(context);
        else
            await next(context);
    });

    private static async Task<IResult?> RefusalAsync(HttpContext context)
    {
        var required = context.GetEndpoint()?.Metadata.GetOrderedMetadata<RequiredPermission>() ?? [];
        if (required.Count == 0)
            return null;
        if (context.Items[typeof(CurrentUser)] is not CurrentUser user)
            return Problems.Problem(StatusCodes.Status401Unauthorized, "notSignedIn", "Sign in first.");
        if (required.Any(one => !user.May(one.Permission)))
            return Problems.Problem(StatusCodes.Status403Forbidden, "notAllowed", "This account may not do that.");
        return await SeesPathAsync(context, user) ? null : Problems.NotFound();
    }

    private static async Task<bool> SeesPathAsync(HttpContext context, CurrentUser user)
    {
        var study = context.Request.RouteValues["study"] as string;
        var series = context.Request.RouteValues["series"] as string;
        return (study is null && series is null)
            || await context.RequestServices.GetRequiredService<StudyAccess>().MaySeeAsync(context.RequestServices.GetRequiredService<Database>(), user, study, series, context.RequestAborted);
    }
}
