using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Archive.Renditions;
using Pandok.Audit;
using Pandok.Deidentification;
using Pandok.Deidentify;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects;
using Pandok.Dicom.Objects.Segmentations;
using Pandok.Dicom.Standard;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Read.Drawings;
using Pandok.Studies;
using Pandok.Worklist;
using NewInstance = Pandok.Archive.NewInstance;

namespace Pandok.Read.Masks;

/// <summary>
/// Saves a segmentation as a new version: an instance in the archive of its study, its row, its receipt and its row of the trail in one transaction, which waits until the bytes are durable.
/// Nothing that was there is changed, so a signed report stays true, and an addendum may have a version of its own.
/// </summary>
internal sealed class SegmentationDesk(Database db, StudyAccess access, StudyChanges changes, SeriesImages images, InstanceFiles files, InstanceArchive archive, MadeHere made, LiveHub live, TimeProvider time)
{
    // Each round lost is a version that another reader of the same study saved.
    private const int Rounds = 10;

    /// <returns>Null when there is no such study for the account.</returns>
    public async Task<SaveOutcome?> SaveAsync(CurrentUser user, string study, SegmentationWish wish, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return null;
        if (await DecideAsync(found, user, wish, stop) is { } decided) return decided;
        if (await images.OfAsync(db, wish.Series!, stop) is not { } image || image.Manifest.Version != wish.Version) return new SaveOutcome.Changed();
        if (SegmentationCheck.Find(wish, image.Manifest) is { } refusal) return new SaveOutcome.Refused(refusal);
        var build = new SegmentationObject(found, wish, image.Manifest, await images.HeadsOfAsync(db, wish.Series!, stop), await FormerAsync(study, wish.Replaces, stop));
        var header = (await files.HeaderAsync(build.First, stop)).DataSet;
        for (var round = 1; ; round++)
        {
            var number = (await Versions(study).MaxAsync(row => (int?)row.Number, stop) ?? 0) + 1;
            var (built, why) = build.Build(header, number, time.GetUtcNow());
            if (built is null) return new SaveOutcome.Refused(why!);
            if (await made.SearchAsync(found, built.DataSet, SegmentationObject.HeadOf(built.DataSet), stop) is { Count: > 0 } findings)
                return new SaveOutcome.Refused(new("identity", $"A text may tell who the patient is: {string.Join(", ", findings.Select(finding => $"{finding.Code.ToCode()} {finding.At}"))}"));
            var outcome = await AddAsync(user, study, wish, built, number, stop);
            if (outcome is SaveOutcome.NumberTaken && round < Rounds) continue;
            if (outcome is SaveOutcome.Saved) live.Publish(new LiveEvent("drawings", study, found.SiteId));
            return outcome;
        }
    }

    private async Task<SaveOutcome?> AddAsync(CurrentUser user, string study, SegmentationWish wish, DicomObject built, int number, CancellationToken stop)
    {
        var instance = new NewInstance(built.DataSet, TransferSyntax.ExplicitLittleEndian, true, async (to, token) => await built.WriteFileAsync(to, token), "", false);
        await using var written = await archive.WriteAsync(instance, stop);
        return await changes.ByAsync<SaveOutcome>(db, user, study, async (change, token) =>
        {
            if (await DecideAsync(change.Study, user, wish, token) is { } decided) return decided;
            if (await Versions(study).AnyAsync(row => row.Number == number, token)) return new SaveOutcome.NumberTaken();
            var stored = await archive.JoinAsync(db, change.Study, instance, written, token);
            var row = RowOf(study, wish, number, user, change.Now);
            db.Add(row);
            await change.SaveAsync(user.Actor, AuditAction.Segmented, new { instance = row.InstanceUid, series = row.SeriesUid, replaces = row.Replaces, number }, token);
            await made.EnterAsync(db, study, row.InstanceUid, stored.Sha256, token);
            await written.PublishAsync(stored.Key);
            return new SaveOutcome.Saved(row.InstanceUid);
        }, stop);
    }

    /// <summary>Asked before the work is done, and again in the transaction.</summary>
    /// <returns>Null: it may be saved.</returns>
    private async Task<SaveOutcome?> DecideAsync(Study study, CurrentUser user, SegmentationWish wish, CancellationToken stop)
    {
        if (await Versions(study.Uid).SingleOrDefaultAsync(row => row.Id == wish.Id, stop) is { } same)
            return same.AuthorId == user.Id ? new SaveOutcome.Saved(same.InstanceUid) : new SaveOutcome.IdTaken();
        if (Keeping.Decide(study, signedAt: null, current: null, user.Id, time.GetUtcNow()) != KeepOutcome.Kept) return new SaveOutcome.ClaimedByOther();
        if (await db.Set<Series>().AsNoTracking().SingleOrDefaultAsync(row => row.Uid == wish.Series && row.StudyUid == study.Uid, stop) is not { } series || !await HasImagesAsync(series.Uid, stop))
            return new SaveOutcome.Refused(new("noSeries", "The study has no such series of images"));
        if (series.Version != wish.Version) return new SaveOutcome.Changed();
        if (wish.Replaces is null) return null;
        if (!await MaskReader.Rows(db, study.Uid).AnyAsync(row => row.Uid == wish.Replaces, stop)) return new SaveOutcome.Refused(new("noSegmentation", "The study has no such segmentation to replace"));
        return await NewestAsync(study.Uid, wish.Replaces, stop) is { } newest ? new SaveOutcome.Replaced(newest) : null;
    }

    private async Task<string?> NewestAsync(string study, string replaced, CancellationToken stop)
    {
        var newer = await Versions(study).Where(row => row.Replaces != null).ToDictionaryAsync(row => row.Replaces!, row => row.InstanceUid, stop);
        string? newest = null;
        for (var at = replaced; newer.TryGetValue(at, out var next); at = next) newest = next;
        return newest;
    }

    private async Task<(Instance, IReadOnlyList<Segment>)?> FormerAsync(string study, string? uid, CancellationToken stop)
    {
        if (uid is null || await MaskReader.Rows(db, study).SingleOrDefaultAsync(row => row.Uid == uid, stop) is not { } row) return null;
        try
        {
            return (row, SegmentationReader.Read((await files.HeaderAsync(row, stop)).DataSet) is SegmentationReading.Understood { Segmentation: var mask } ? mask.Segments : []);
        }
        catch (DicomException)
        {
            return (row, []);
        }
    }

    private Task<bool> HasImagesAsync(string series, CancellationToken stop) =>
        db.Set<Instance>().AnyAsync(row => row.SeriesUid == series && row.Frames > 0 && !FrameRendition.NotImages.Contains(row.SopClass), stop);

    private IQueryable<SegmentationVersion> Versions(string study) => db.Set<SegmentationVersion>().AsNoTracking().Where(row => row.StudyUid == study);

    private static SegmentationVersion RowOf(string study, SegmentationWish wish, int number, CurrentUser user, DateTimeOffset now) => new()
    {
        InstanceUid = SegmentationObject.InstanceOf(study, wish.Id),
        StudyUid = study,
        Id = wish.Id,
        SeriesUid = wish.Series!,
        Replaces = wish.Replaces,
        Number = number,
        AuthorId = user.Id,
        AuthorName = user.DisplayName,
        SavedAt = now,
    };
}
