using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Pandok;

/// <summary>Files of the viewer that were compressed when it was built: <c>name.br</c> beside <c>name</c>, sent in its place to whoever accepts brotli. On a slow line that is three quarters of the wait.</summary>
internal sealed class PressedFiles : IContentTypeProvider
{
    public const string Folder = "/assets";
    private const string Suffix = ".br", Coding = "br";
    private readonly FileExtensionContentTypeProvider plain = new();

    /// <summary>Turns the request for a file to its compressed form, where there is one.</summary>
    public static Task TurnAsync(HttpContext context, Func<Task> next)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments(Folder) && Accepts(context.Request)
            && context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo(path + Suffix).Exists)
            context.Request.Path = path + Suffix;
        return next();
    }

    public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType) =>
        plain.TryGetContentType(IsPressed(subpath) ? subpath[..^Suffix.Length] : subpath, out contentType);

    public static void Describe(HttpResponse response, string path)
    {
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (IsPressed(path)) response.Headers.ContentEncoding = Coding;
    }

    private static bool IsPressed(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);

    private static bool Accepts(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value.Equals(Coding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
}
