using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Pandok.Archive;
using Pandok.Archive.Renditions;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Objects.Segmentations;
using Pandok.Platform.Database;
using Pandok.Studies;

namespace Pandok.Read.Masks;

/// <summary>Reads segmentations out of the archive and finds the series they belong to. What was made is remembered by instance and by version of that series.</summary>
internal sealed class MaskReader(SeriesImages images, InstanceFiles files, IOptions<JsonOptions> json) : IDisposable
{
    private const long Bytes = 64 << 20;
    private const int Quality = 6, Window = 22;
    private static readonly Tag ContentLabel = new(0x00700080), ContentDescription = new(0x00700081), Manufacturer = new(0x00080070), ModelName = new(0x00081090);
    private readonly MemoryCache made = new(new MemoryCacheOptions { SizeLimit = Bytes });

    /// <summary>A mask as it goes out: JSON, compressed with brotli.</summary>
    internal sealed record Packed(string Series, int Version, byte[] Brotli, int Length);

    public static IQueryable<Instance> Rows(Database db, string study) =>
        db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study && FrameRendition.NotImages.Contains(row.SopClass));

    /// <summary>What a segmentation says of itself, and whether its frames fit; its pixels are not read.</summary>
    public async Task<SegmentationItem> HeadAsync(Database db, Instance row, CancellationToken stop)
    {
        DataSet set;
        try
        {
            set = (await files.HeaderAsync(row, stop)).DataSet;
        }
        catch (DicomException fault)
        {
            return new SegmentationItem(row.Uid, row.Number, null, null, null, null, 0, new MaskRefusal("damaged", fault.Message));
        }
        SegmentationItem Item(SeriesImage? image, int segments, MaskRefusal? refusal) =>
            new(row.Uid, row.Number, set.GetString(ContentLabel), set.GetString(ContentDescription) ?? set.GetString(Tags.SeriesDescription), MakerOf(set), refusal is null ? image?.Manifest.Series : null, segments, refusal);
        if (SegmentationReader.Read(set) is not SegmentationReading.Understood { Segmentation: var mask }) return Item(null, 0, RefusalOf(SegmentationReader.Read(set)));
        var (image, _, refusal) = await PlaceAsync(db, row.StudyUid, mask, stop);
        return Item(image, mask.Segments.Count, refusal);
    }

    /// <returns>The mask, or why there is none.</returns>
    public async Task<(Packed? Mask, MaskRefusal? Refusal)> MaskAsync(Database db, Instance row, CancellationToken stop)
    {
        try
        {
            await using var file = files.Open(row);
            var (header, index) = await FrameIndex.ReadAsync(file, stop);
            if (SegmentationReader.Read(header.DataSet) is not SegmentationReading.Understood { Segmentation: var mask }) return (null, RefusalOf(SegmentationReader.Read(header.DataSet)));
            var (image, places, refusal) = await PlaceAsync(db, row.StudyUid, mask, stop);
            if (refusal is not null) return (null, refusal);
            var key = (row.ObjectKey, image!.Manifest.Series, image.Manifest.Version);
            if (made.Get<Packed>(key) is { } known) return (known, null);
            var builder = new MaskBuilder(image.Manifest, mask);
            var pixels = new StoredPixels(row, default, PixelLayout.Of(header), index);
            var labels = new ushort[mask.Rows * mask.Columns];
            for (var i = 0; i < places.Count; i++)
            {
                Unpack(mask, mask.Frames[i], (await files.DecodedAsync(pixels, i + 1, stop)).Samples, labels);
                if (builder.Add(mask.Frames[i], places[i], labels) is { } why) return (null, why);
            }
            return (Remember(key, builder.Finish(row.Uid, MakerOf(header.DataSet))), null);
        }
        catch (Exception fault) when (fault is DicomException or CodecException { Code: not CodecFault.MissingLibrary })
        {
            return (null, new MaskRefusal("damaged", fault.Message));
        }
    }

    public void Dispose() => made.Dispose();

    // The series whose images the frames name; else those the header names; else those in the same space. The first that fits.
    private async Task<(SeriesImage? Image, IReadOnlyList<MaskPlace> Places, MaskRefusal? Refusal)> PlaceAsync(Database db, string study, StoredSegmentation mask, CancellationToken stop)
    {
        var named = mask.Frames.SelectMany(frame => frame.Sources).Select(source => source.SopInstanceUid).Distinct().ToHashSet(StringComparer.Ordinal);
        var rows = await db.Set<Instance>().AsNoTracking().Where(row => row.StudyUid == study && row.Frames > 0 && !FrameRendition.NotImages.Contains(row.SopClass)).Select(row => new { row.Uid, row.SeriesUid }).ToListAsync(stop);
        var candidates = rows.GroupBy(row => row.SeriesUid)
            .Select(group => (Series: group.Key, Sources: group.Count(row => named.Contains(row.Uid)), IsNamed: mask.ReferencedSeries.Contains(group.Key)))
            .OrderByDescending(one => one.Sources).ThenByDescending(one => one.IsNamed).ThenBy(one => one.Series, StringComparer.Ordinal);
        MaskRefusal? first = null;
        foreach (var candidate in candidates)
        {
            if (await images.OfAsync(db, candidate.Series, stop) is not { } image) continue;
            var (places, refusal) = MaskBuilder.Place(image.Manifest, mask);
            if (refusal is null) return (image, places, null);
            first ??= refusal;
        }
        return (null, [], first ?? new MaskRefusal("noImages", "The study holds no images"));
    }

    // Frames of single bits come packed, or as one byte a pixel from a codec.
    private static void Unpack(StoredSegmentation mask, StoredFrame frame, byte[] samples, ushort[] labels)
    {
        if (mask.BitsAllocated != 1 || samples.Length < labels.Length)
        {
            mask.Unpack(frame, samples, 0, labels);
            return;
        }
        for (var i = 0; i < labels.Length; i++) labels[i] = samples[i] == 0 ? (ushort)0 : (ushort)frame.SegmentNumber!.Value;
    }

    private Packed Remember(object key, SegmentationMask mask)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(mask, json.Value.SerializerOptions);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(text.Length)];
        if (!BrotliEncoder.TryCompress(text, packed, out var length, Quality, Window)) throw new InvalidOperationException("Brotli does not fit into its own bound.");
        return made.Set(key, new Packed(mask.Series, mask.Version, packed[..length], text.Length), new MemoryCacheEntryOptions { Size = length + 200 });
    }

    private static MaskRefusal RefusalOf(SegmentationReading reading) =>
        reading is SegmentationReading.Refused refused ? new(Access.Words.Camel(refused.Reason), refused.What) : throw new InvalidOperationException("An understood segmentation is not refused.");

    private static string? MakerOf(DataSet set) => string.Join(' ', new[] { set.GetString(Manufacturer), set.GetString(ModelName) }.Where(word => !string.IsNullOrWhiteSpace(word)).Distinct()) is { Length: > 0 } maker ? maker : null;
}
