using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Archive.Renditions;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read;

/// <summary>All frames of a series at one level in one answer (<see cref="LevelPlan"/>): from the coarse pack where it reaches, else put together from the frames.</summary>
internal static class LevelsEndpoint
{
    public const string MediaType = "application/vnd.pandok.frames";
    private const int Highest = 32;

    /// <param name="level">The resolution, 0 for the lowest.</param>
    /// <param name="after">The resolution that the client has already; only what is beyond it is sent.</param>
    /// <param name="v">The manifest's version; an answer to a version may be kept for ever.</param>
    public static async Task<IResult> GetAsync(string series, int level, int? after, int? v, HttpContext context, CurrentUser user, Database db, StudyAccess access, ViewLog views, SeriesImages images, RenditionFiles files, CancellationToken stop)
    {
        if (await access.FindBySeriesAsync(db, user, series, stop) is not { } study) return Problems.NotFound();
        if (level is < 0 or > Highest || after < 0 || after >= level) return Problems.Problem(StatusCodes.Status400BadRequest, "badLevel", $"Levels are 0 to {Highest}; the one after which to begin is lower.");
        var image = (v is { } asked ? images.Remembered(series, asked) : null) ?? await images.OfAsync(db, series, stop);
        if (image is null) return ManifestEndpoint.NoPixels();
        if (v is not null && v != image.Manifest.Version)
            return Problems.Problem(StatusCodes.Status410Gone, "versionGone", "The series has changed; fetch its manifest anew.", new { image.Manifest.Version });
        await views.SeesAsync(db, user, study, "stream", stop);
        var tag = new EntityTagHeaderValue($"\"{series}-{image.Manifest.Version}-{level}{(after is null ? "" : $"-{after}")}\"");
        if (DicomWebAnswer.NotModified(context, tag, immutable: v is not null) is { } same) return same;
        var plan = LevelPlan.Of(image.Places, level, after);
        return DicomWebAnswer.Ranged(context, MediaType, tag, plan.Length, async (to, offset, count, token) =>
        {
            using var pack = level <= CoarsePack.Level ? await CoarsePack.OpenAsync(files, image, token) : null;
            if (pack is not null && level == CoarsePack.Level && after is null) await pack.CopyAsync(offset, count, to, token);
            else await plan.WriteAsync(to, offset, count, pack is null ? image.From(files) : pack.ReadAsync, token);
        });
    }
}
