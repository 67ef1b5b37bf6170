using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Platform.Database;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Read;

internal static class ManifestEndpoint
{
    // Part of the entity tag: another program may say the same version in other words.
    private const int Format = 1;

    public static async Task<IResult> GetAsync(string series, HttpContext context, CurrentUser user, Database db, StudyAccess access, SeriesImages images, CancellationToken stop)
    {
        if (await access.FindBySeriesAsync(db, user, series, stop) is not { } study) return Problems.NotFound();
        if (await images.OfAsync(db, series, stop) is not { } image) return NoPixels();
        await AskAsync(db, study, image, stop);
        context.Response.Headers.Vary = "Accept-Encoding";
        var isBrotli = context.Request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value == "br" && one.Quality is null or > 0);
        var tag = new EntityTagHeaderValue($"\"{image.Manifest.Version}-{Format}{(isBrotli ? "-br" : "")}\"");
        if (DicomWebAnswer.NotModified(context, tag, immutable: false) is { } same) return same;
        if (isBrotli) context.Response.Headers.ContentEncoding = "br";
        var body = isBrotli ? image.Brotli : image.Json;
        return DicomWebAnswer.Whole("application/json; charset=utf-8", body.Length, (to, token) => to.WriteAsync(body, token).AsTask());
    }

    public static IResult NoPixels() => Problems.Problem(StatusCodes.Status422UnprocessableEntity, "noPixels", "This series holds no images.");

    /// <summary>A study that was archived before there were renditions gets them when somebody looks at it.</summary>
    public static async Task AskAsync(Database db, Study study, SeriesImage image, CancellationToken stop)
    {
        if (image.Manifest.Complete || study.SettledAt is null || await IsAskedAsync(db, study, stop)) return;
        await db.InTransactionAsync(async token =>
        {
            if (await IsAskedAsync(db, study, token)) return;
            await StudySteps.AskAsync(db, study.Uid, StepKind.Render, study.SettledAt.Value, token);
            await db.SaveChangesAsync(token);
        }, stop);
    }

    private static Task<bool> IsAskedAsync(Database db, Study study, CancellationToken stop) =>
        db.Set<StudyStep>().AnyAsync(step => step.StudyUid == study.Uid && (step.Kind == StepKind.Render || step.Kind == StepKind.Pack), stop);
}
