namespace Pandok.Access;

/// <summary>A page of another origin cannot set a header of its own without asking first, and we never allow it to.</summary>
internal static class AntiForgery
{
    public const string Header = "X-Pandok";

    public static IApplicationBuilder UseAntiForgery(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (Guarded(context.Request) && context.Request.Headers[Header] != "1")
            await Problems.Problem(StatusCodes.Status400BadRequest, "missingHeader", $"Unsafe methods need the header {Header}: 1.").ExecuteAsync(context);
        else
            await next(context);
    });

    private static bool Guarded(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}
