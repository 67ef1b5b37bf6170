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
        var services = context.RequestServices;
        var values = context.Request.RouteValues;
        if (values["study"] is string study && await services.GetRequiredService<StudyAccess>()
                .FindAsync(services.GetRequiredService<Database>(), user, study, context.RequestAborted) is null)
            return false;
        if (values["series"] is not string series)
            return true;
        var owner = await services.GetRequiredService<StudyAccess>().FindBySeriesAsync(services.GetRequiredService<Database>(), user, series, context.RequestAborted);
        return owner is not null && (values["study"] is not string named || owner.Uid == named);
    }
}
