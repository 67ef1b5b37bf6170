using Pandok.Dicom.Codecs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Pandok.Access;
using Pandok.Dicom.Files;
using Pandok.Platform.Database;
using Pandok.Platform.Objects;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>The images that are being looked at: the second frame of one needs neither the database nor its header.</summary>
internal sealed class PixelShelf(ObjectFiles objects) : IDisposable
{
    // Places of frames, about 16 bytes each, and some hundred bytes for an image.
    private const long Places = 1_000_000;
    private const int OfAnImage = 20;
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = Places });

    /// <returns>Null if there is no such image, or it is not this account's to see.</returns>
    /// <exception cref="DicomException">The object has no frames that can be told apart.</exception>
    public async ValueTask<StoredPixels?> FindAsync(Database db, CurrentUser user, string study, string series, string instance, CancellationToken stop)
    {
        var pixels = known.Get<StoredPixels>(instance) ?? await LoadAsync(db, instance, stop);
        return pixels is not null && pixels.Row.StudyUid == study && pixels.Row.SeriesUid == series && Permissions.MaySee(user, pixels.Site) ? pixels : null;
    }

    public void Dispose() => known.Dispose();

    private async Task<StoredPixels?> LoadAsync(Database db, string uid, CancellationToken stop)
    {
        var found = await (from row in db.Set<Instance>().AsNoTracking() where row.Uid == uid join study in db.Set<Study>() on row.StudyUid equals study.Uid select new { row, study.SiteId }).FirstOrDefaultAsync(stop);
        if (found is null || found.row.Frames == 0) return null;
        await using var file = objects.Open(found.row.ObjectKey);
        var (header, index) = await FrameIndex.ReadAsync(file, stop);
        var pixels = new StoredPixels(found.row, found.SiteId, PixelLayout.Of(header), index);
        known.Set(uid, pixels, new MemoryCacheEntryOptions { Size = OfAnImage + index.Weight });
        return pixels;
    }
}
