using Microsoft.EntityFrameworkCore;
using Pandok.Archive.Renditions;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Platform.Objects;
using Pandok.Studies;
using Pandok.Worklist;

namespace Pandok.Read;

/// <summary>
/// Writes the coarse pack of each series of a settled study whose frames are all ready or refused; from then on the series is complete. The pack gets its name in the transaction that makes
/// the series complete, and only if nothing of it has changed meanwhile: then whoever changed it asks again.
/// </summary>
internal sealed class PackStep(Database db, StudyChanges changes, SeriesImages images, RenditionFiles files, ObjectFiles objects, LiveHub live) : IStudyStep
{
    public StepKind Kind => StepKind.Pack;

    public bool IsLong => true;

    public async Task RunAsync(StudyStep step, CancellationToken stop)
    {
        var study = await db.Set<Study>().AsNoTracking().SingleAsync(row => row.Uid == step.StudyUid, stop);
        var open = await db.Set<Series>().AsNoTracking().Where(row => row.StudyUid == study.Uid && (row.PackVersion == null || row.PackVersion != row.Version)).Select(row => row.Uid).ToListAsync(stop);
        foreach (var series in open)
            if (await images.OfAsync(db, series, stop) is { IsWhole: true } image) await PackAsync(image, stop);
        await changes.ByPlatformAsync(db, study.Uid, async (change, token) =>
        {
            await StudySteps.DoneAsync(change, step, token);
            return change;
        }, stop);
        if (open.Count > 0) live.Publish(new LiveEvent("study", study.Uid, study.SiteId));
    }

    private async Task PackAsync(SeriesImage image, CancellationToken stop)
    {
        var (uid, seen) = (image.Manifest.Series, image.Manifest.Version);
        await using var written = await objects.WriteAsync((to, token) => CoarsePack.WriteAsync(to, seen + 1, image, image.From(files), token), stop);
        await changes.ByPlatformAsync(db, image.Manifest.Study, async (change, token) =>
        {
            if (change.Study.SettledAt is not null && await db.Set<Series>().Where(row => row.Uid == uid && row.Version == seen)
                    .ExecuteUpdateAsync(row => row.SetProperty(one => one.Version, seen + 1).SetProperty(one => one.PackVersion, seen + 1), token) == 1)
                await written.PublishAsync(RenditionFiles.PackKeyOf(image.Manifest.Study, uid));
            return change;
        }, stop);
    }
}
