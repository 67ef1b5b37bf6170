using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Archive.Renditions;

/// <summary>The renditions that are being looked at, so that the second range of one asks no database.</summary>
internal sealed class RenditionShelf : IDisposable
{
    private const long Characters = 64 << 20;
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = Characters });

    /// <returns>Null: not made yet.</returns>
    public async ValueTask<StoredRendition?> FindAsync(Database db, string instance, CancellationToken stop)
    {
        if (known.Get<StoredRendition>(instance) is { } remembered) return remembered;
        if (await db.Set<Rendition>().AsNoTracking().SingleOrDefaultAsync(row => row.InstanceUid == instance, stop) is not { } row) return null;
        return known.Set(instance, StoredRendition.Of(row), new MemoryCacheEntryOptions { Size = 500 + row.Frames.Length });
    }

    public void Dispose() => known.Dispose();
}
