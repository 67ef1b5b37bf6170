using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read;

internal static class ReadStage
{
    public static IServiceCollection AddRead(this IServiceCollection services) => services.AddSingleton<ManifestCache>();

    public static void MapRead(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/studies/{study}/opening", Opening.GetAsync).Requires(Permission.ReadStudy).WithName("OpenStudy").Produces(200, contentType: "application/json");
        routes.MapGet("/api/series/{series}/manifest", ManifestAsync).Requires(Permission.ReadStudy).WithName("ReadManifest").Produces<Manifest>();
    }

    private static async Task<IResult> ManifestAsync(string series, HttpContext context, CurrentUser user, Database db, StudyAccess access, ManifestCache manifests, CancellationToken stop)
    {
        if (await access.FindBySeriesAsync(db, user, series, stop) is not { } study) return Problems.NotFound();
        var row = await db.Set<Series>().AsNoTracking().SingleAsync(found => found.Uid == series, stop);
        var instances = await db.Set<Instance>().AsNoTracking().Where(instance => instance.SeriesUid == series).ToListAsync(stop);
        if (await manifests.OfAsync(row, study.SettledAt is not null, instances) is not { } manifest)
            return Problems.Problem(StatusCodes.Status422UnprocessableEntity, "noPixels", "This series holds no images.");
        var tag = $"\"{manifest.Version}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.Headers.IfNoneMatch == tag ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(manifest);
    }
}
