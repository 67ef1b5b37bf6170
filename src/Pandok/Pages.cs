using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Pandok.Access;

namespace Pandok;

/// <summary>The built pages of the viewer. A page's address that names no file gets the page that draws it.</summary>
internal static partial class Pages
{
    // No origin but our own. 'wasm-unsafe-eval' lets the codecs run, 'unsafe-inline' of styles is the image viewer's.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UsePageSecurity(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // Answers about studies are nobody's to keep; who may be cached (frames) says so.
        if (context.Request.Path.StartsWithSegments("/api"))
            headers.CacheControl = "no-store";
        return next(context);
    });

    public static IApplicationBuilder UsePages(this IApplicationBuilder app) => app.Use(PressedFiles.TurnAsync)
        .UseStaticFiles(new StaticFileOptions { ContentTypeProvider = new PressedFiles(), OnPrepareResponse = Remember });

    public static void MapPages(this WebApplication app)
    {
        // Request delegates: the generator of handlers would drop the pattern of a fallback.
        app.MapFallback("/api/{**rest}", NotFoundAsync).AllowAnonymous();
        app.MapFallback("/dicom-web/{**rest}", NotFoundAsync).AllowAnonymous();
        // A study's id has dots, so nothing below /read/ is taken for a file.
        app.MapFallback("/read/{**rest}", context =>
        {
            // What the page's script will ask for first comes along with it: on a long line each turn costs.
            if (context.GetRouteValue("rest") is string rest && DicomUid().IsMatch(rest))
                context.Response.Headers.Link = $"</api/studies/{rest}/opening>; rel=preload; as=fetch; crossorigin";
            return Page(app, "read.html").ExecuteAsync(context);
        }).AllowAnonymous();
        app.MapFallback("{**rest:nonfile}", context => Page(app, "index.html").ExecuteAsync(context)).AllowAnonymous();
    }

    private static Task NotFoundAsync(HttpContext context) => Problems.NotFound().ExecuteAsync(context);

    [GeneratedRegex(@"^[0-9.]{1,64}$")]
    private static partial Regex DicomUid();

    private static IResult Page(WebApplication app, string name)
    {
        var file = app.Environment.WebRootFileProvider.GetFileInfo(name);
        return file is { Exists: true, PhysicalPath: { } path }
            ? Results.File(path, "text/html; charset=utf-8")
            : Problems.Problem(StatusCodes.Status404NotFound, "noPages", "The pages are not built into this server.");
    }

    // Files under assets/ carry a hash of their content in the name.
    private static void Remember(StaticFileResponseContext served)
    {
        var (path, response) = (served.Context.Request.Path, served.Context.Response);
        var isHashed = path.StartsWithSegments(PressedFiles.Folder);
        response.Headers.CacheControl = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
        if (isHashed) PressedFiles.Describe(response, path);
    }
}
