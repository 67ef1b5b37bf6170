using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Pandok.Archive;
using Pandok.Archive.Renditions;
using Pandok.Dicom.Files;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read;

/// <summary>Series by their version. A growing series makes new ones; the old ones stay true, and are remembered for who is still in the middle of one.</summary>
internal sealed class SeriesImages(InstanceFiles files, IOptions<JsonOptions> json) : IDisposable
{
    private const long Bytes = 128 << 20;
    private const int HeadsAtOnce = 8, OfAFrame = 200, Quality = 7, Window = 20;
    private readonly MemoryCache images = new(new MemoryCacheOptions { SizeLimit = Bytes }), heads = new(new MemoryCacheOptions { SizeLimit = Bytes });

    /// <summary>The series as it is now.</summary>
    /// <returns>Null if no instance of it has frames to show.</returns>
    public async Task<SeriesImage?> OfAsync(Database db, string uid, CancellationToken stop)
    {
        while (true)
        {
            var series = await RowAsync(db, uid, stop);
            if (Remembered(uid, series.Version) is { } known) return known;
            var instances = await Images(db, uid).ToListAsync(stop);
            var rows = await db.Set<Rendition>().AsNoTracking().Where(row => row.SeriesUid == uid).ToListAsync(stop);
            if (instances.Count == 0) return null;
            var headers = await HeadsAsync(instances, stop);
            // What was read belongs to one version only if that is still the present one.
            if ((await RowAsync(db, uid, stop)).Version != series.Version) continue;
            var (manifest, places) = ManifestBuilder.Build(series, headers, rows.ToDictionary(row => row.InstanceUid, StoredRendition.Of));
            return Remember(manifest, places);
        }
    }

    /// <returns>Null if this version is not remembered.</returns>
    public SeriesImage? Remembered(string series, int version) => images.Get<SeriesImage>((series, version));

    /// <summary>What the first image of a series says of it; null if there is none, or it cannot be read.</summary>
    public async Task<SeriesLook?> LookAsync(Database db, string series, CancellationToken stop)
    {
        try
        {
            return await Images(db, series).OrderBy(row => row.Number).ThenBy(row => row.Uid).FirstOrDefaultAsync(stop) is { } first ? (await HeadAsync(first, stop)).Look : null;
        }
        catch (DicomException)
        {
            return null;
        }
    }

    /// <summary>The images of a series and what their headers say, by SOP Instance UID.</summary>
    public async Task<IReadOnlyDictionary<string, (Instance Row, InstanceHead Head)>> HeadsOfAsync(Database db, string series, CancellationToken stop)
    {
        var instances = await Images(db, series).ToListAsync(stop);
        return instances.Zip(await HeadsAsync(instances, stop)).ToDictionary(one => one.First.Uid);
    }

    public void Dispose()
    {
        images.Dispose();
        heads.Dispose();
    }

    private static IQueryable<Instance> Images(Database db, string series) =>
        db.Set<Instance>().AsNoTracking().Where(row => row.SeriesUid == series && row.Frames > 0 && !FrameRendition.NotImages.Contains(row.SopClass));

    private static Task<Series> RowAsync(Database db, string uid, CancellationToken stop) => db.Set<Series>().AsNoTracking().SingleAsync(row => row.Uid == uid, stop);

    private SeriesImage Remember(Manifest manifest, IReadOnlyList<FramePlace> places)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, json.Value.SerializerOptions);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(text.Length)];
        if (!BrotliEncoder.TryCompress(text, packed, out var length, Quality, Window)) throw new InvalidOperationException("Brotli does not fit into its own bound.");
        var image = new SeriesImage(manifest, places, text, packed[..length]);
        return images.Set((manifest.Series, manifest.Version), image, new MemoryCacheEntryOptions { Size = text.Length + length + (long)OfAFrame * places.Count });
    }

    private async Task<IReadOnlyList<InstanceHead>> HeadsAsync(List<Instance> instances, CancellationToken stop)
    {
        var found = new InstanceHead[instances.Count];
        await Parallel.ForAsync(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = HeadsAtOnce, CancellationToken = stop }, async (i, token) => found[i] = await HeadAsync(instances[i], token));
        return found;
    }

    private async ValueTask<InstanceHead> HeadAsync(Instance instance, CancellationToken stop)
    {
        if (heads.Get<InstanceHead>(instance.ObjectKey) is { } known) return known;
        var head = InstanceHead.Of((await files.HeaderAsync(instance, stop)).DataSet);
        return heads.Set(instance.ObjectKey, head, new MemoryCacheEntryOptions { Size = 2000 + (long)OfAFrame * head.Frames.Count });
    }
}
