using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Archive.Renditions;
using Pandok.Audit;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>What an account is about to see over DICOMweb: found only if it may be seen, and written down before it is shown.</summary>
internal sealed class Seen(Database db, StudyAccess access, ViewLog views, PixelShelf shelf, RenditionShelf renditions)
{
    private const string Door = "dicomWeb";

    /// <summary>Instances in the order of series and number.</summary>
    /// <returns>None if there are none, or the study is not this account's to see.</returns>
    public async Task<IReadOnlyList<Instance>> InstancesAsync(CurrentUser user, string study, string? series, string? instance, CancellationToken stop)
    {
        if (await access.FindAsync(db, user, study, stop) is not { } found) return [];
        var wanted = db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study);
        if (series is not null) wanted = wanted.Where(row => row.SeriesUid == series);
        if (instance is not null) wanted = wanted.Where(row => row.Uid == instance);
        var rows = await wanted.OrderBy(row => row.SeriesUid).ThenBy(row => row.Number).ThenBy(row => row.Uid).ToListAsync(stop);
        if (rows.Count > 0) await views.SeesAsync(db, user, found.Uid, found.SiteId, Door, stop);
        return rows;
    }

    /// <returns>Null if there is no such image, or it is not this account's to see.</returns>
    public async ValueTask<StoredPixels?> PixelsAsync(CurrentUser user, string study, string series, string instance, CancellationToken stop)
    {
        var pixels = await shelf.FindAsync(db, user, study, series, instance, stop);
        if (pixels is not null) await views.SeesAsync(db, user, study, pixels.Site, Door, stop);
        return pixels;
    }

    /// <summary>The rendition of an image that was found.</summary>
    /// <returns>Null: not made yet.</returns>
    public ValueTask<StoredRendition?> RenditionAsync(StoredPixels pixels, CancellationToken stop) => renditions.FindAsync(db, pixels.Row.Uid, stop);
}
