using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Platform.Live;
using Pandok.Report;
using Pandok.Studies;

namespace Pandok.Read.Drawings;

/// <summary>
/// Keeping and deleting what readers leave on images: each one transaction with its row of the trail. The study itself does not change, so its version does not either;
/// listeners hear of it after the commit by an event of its own.
/// </summary>
internal sealed class DrawingDesk(Database db, StudyAccess access, AuditTrail audit, ReportDesk reports, LiveHub live, TimeProvider time)
{
    public async Task<MeasurementList> MeasurementsAsync(string study, CancellationToken stop)
    {
        var signedAt = await SignedAtAsync(study, stop);
        return new([.. (await RowsAsync<Measurement>(study, stop)).Select(row => MeasurementView.Of(row, signedAt))]);
    }

    public async Task<KeyImageList> KeyImagesAsync(string study, CancellationToken stop)
    {
        var signedAt = await SignedAtAsync(study, stop);
        return new([.. (await RowsAsync<KeyImage>(study, stop)).Select(row => KeyImageView.Of(row, signedAt))]);
    }

    /// <summary>In the order in which they were saved.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string study, CancellationToken stop) where T : class, IKept =>
        [.. (await db.Set<T>().AsNoTracking().Where(row => row.StudyUid == study).ToListAsync(stop)).OrderBy(row => row.SavedAt).ThenBy(row => row.Id)];

    /// <summary>When the study's last version was signed; null if none was.</summary>
    public async Task<DateTimeOffset?> SignedAtAsync(string study, CancellationToken stop) => (await reports.VersionsAsync(study, stop)).Max(version => (DateTimeOffset?)version.SignedAt);

    /// <returns>Null when there is no such study for the account; the row when it was kept.</returns>
    public async Task<(KeepOutcome Outcome, Measurement? Row)?> KeepAsync(CurrentUser user, string study, Guid id, MeasurementWish wish, CancellationToken stop) =>
        await KeepAsync(user, study, id, (wish.Series!, wish.Instance!, wish.Frame), now => new Measurement
        {
            StudyUid = study,
            Id = id,
            SeriesUid = wish.Series!,
            InstanceUid = wish.Instance!,
            Frame = wish.Frame,
            Kind = wish.Kind,
            Label = Clean(wish.Label),
            Drawn = new(wish.Points!, wish.Positions, wish.FrameOfReference, wish.Figures!, wish.Spacing),
            AuthorId = user.Id,
            AuthorName = user.DisplayName,
            SavedAt = now,
        }, AuditAction.Measured, stop);

    /// <returns>Null when there is no such study for the account; the row when it was kept.</returns>
    public async Task<(KeepOutcome Outcome, KeyImage? Row)?> KeepAsync(CurrentUser user, string study, Guid id, KeyImageWish wish, CancellationToken stop) =>
        await KeepAsync(user, study, id, (wish.Series!, wish.Instance!, wish.Frame), now => new KeyImage
        {
            StudyUid = study,
            Id = id,
            SeriesUid = wish.Series!,
            InstanceUid = wish.Instance!,
            Frame = wish.Frame,
            Caption = Clean(wish.Caption),
            WindowCenter = wish.Window?.Center,
            WindowWidth = wish.Window?.Width,
            AuthorId = user.Id,
            AuthorName = user.DisplayName,
            SavedAt = now,
        }, AuditAction.KeyImage, stop);

    /// <returns>Null when there is no such study for the account.</returns>
    public async Task<KeepOutcome?> DeleteAsync<T>(CurrentUser user, string study, Guid id, AuditAction action, CancellationToken stop) where T : class, IKept
    {
        db.ChangeTracker.Clear();
        Study? found = null;
        var outcome = await db.InTransactionAsync(async token =>
        {
            if ((found = await access.FindAsync(db, user, study, token)) is null) return (KeepOutcome?)null;
            if (await db.Set<T>().SingleOrDefaultAsync(row => row.StudyUid == study && row.Id == id, token) is not { } current) return KeepOutcome.NotThere;
            var decided = Keeping.Decide(found, await SignedAtAsync(study, token), current, user.Id, time.GetUtcNow());
            if (decided != KeepOutcome.Kept) return decided;
            db.Remove(current);
            await db.SaveChangesAsync(token);
            await audit.AppendAsync(db, user.Actor, action, study, found.SiteId, new { id, deleted = true }, token);
            return decided;
        }, stop);
        if (outcome == KeepOutcome.Kept) Tell(found!);
        return outcome;
    }

    private async Task<(KeepOutcome Outcome, T? Row)?> KeepAsync<T>(
        CurrentUser user, string study, Guid id, (string Series, string Instance, int Frame) image, Func<DateTimeOffset, T> make, AuditAction action, CancellationToken stop) where T : class, IKept
    {
        db.ChangeTracker.Clear();
        Study? found = null;
        var result = await db.InTransactionAsync<(KeepOutcome Outcome, T? Row)?>(async token =>
        {
            if ((found = await access.FindAsync(db, user, study, token)) is null) return null;
            var now = time.GetUtcNow();
            var current = await db.Set<T>().SingleOrDefaultAsync(row => row.StudyUid == study && row.Id == id, token);
            var decided = Keeping.Decide(found, await SignedAtAsync(study, token), current, user.Id, now);
            if (decided != KeepOutcome.Kept) return (decided, null);
            if (!await db.Set<Instance>().AnyAsync(row => row.Uid == image.Instance && row.SeriesUid == image.Series && row.StudyUid == study && row.Frames >= image.Frame, token)) return (KeepOutcome.NoImage, null);
            if (current is null && await db.Set<T>().CountAsync(row => row.StudyUid == study, token) >= Keeping.Most) return (KeepOutcome.TooMany, null);
            var row = make(now);
            if (current is null) db.Add(row);
            else db.Entry(current).CurrentValues.SetValues(row);
            await db.SaveChangesAsync(token);
            await audit.AppendAsync(db, user.Actor, action, study, found.SiteId, new { id }, token);
            return (KeepOutcome.Kept, row);
        }, stop);
        if (result?.Outcome == KeepOutcome.Kept) Tell(found!);
        return result;
    }

    private void Tell(Study study) => live.Publish(new LiveEvent("drawings", study.Uid, study.SiteId));

    // PostgreSQL cannot store U+0000, and no label needs it.
    private static string Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal).Trim() ?? "";
}
