using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pandok.Access;
using Pandok.Archive;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Rendering;
using Pandok.Platform.Database;
using Pandok.Report;
using Pandok.Studies;

namespace Pandok.Read.Drawings;

/// <summary>Key images for the printed report: rendered by the server from frame, window and drawings, never from anybody's screen.</summary>
internal sealed class KeyImagePictures(Database db, DrawingDesk desk, PixelShelf shelf, InstanceFiles files)
{
    public const int Most = 40;
    // 235 points at 300 dots an inch.
    private const int Side = 1000, Quality = 92;

    /// <param name="through">What was kept later belongs to a later signature.</param>
    public async Task<IReadOnlyList<SheetPicture>> OfAsync(CurrentUser user, Study study, DateTimeOffset through, CancellationToken stop)
    {
        var images = (await desk.RowsAsync<KeyImage>(study.Uid, stop)).Where(image => image.SavedAt <= through).Take(Most).ToList();
        if (images.Count == 0) return [];
        var drawn = (await desk.RowsAsync<Measurement>(study.Uid, stop)).Where(row => row.SavedAt <= through).ToList();
        var series = await db.Set<Series>().AsNoTracking().Where(row => row.StudyUid == study.Uid).ToDictionaryAsync(row => row.Uid, row => row.Number, stop);
        var wanted = images.Select(image => image.InstanceUid).ToArray();
        var numbers = await db.Set<Instance>().AsNoTracking().Where(row => wanted.Contains(row.Uid)).ToDictionaryAsync(row => row.Uid, row => row.Number, stop);
        var pictures = new List<SheetPicture>(images.Count);
        foreach (var image in images)
        {
            var marks = drawn.Where(row => row.InstanceUid == image.InstanceUid && row.Frame == image.Frame).Select(SheetMarks.Of).ToList();
            pictures.Add(await PictureAsync(user, image, PlaceOf(image, series.GetValueOrDefault(image.SeriesUid), numbers.GetValueOrDefault(image.InstanceUid), user.Language), marks, stop));
        }
        return pictures;
    }

    private async Task<SheetPicture> PictureAsync(CurrentUser user, KeyImage image, string place, IReadOnlyList<SheetMark> marks, CancellationToken stop)
    {
        try
        {
            if (await shelf.FindAsync(db, user, image.StudyUid, image.SeriesUid, image.InstanceUid, stop) is { } pixels && image.Frame <= pixels.Index.Frames
                && await db.Set<Instance>().AnyAsync(row => row.Uid == image.InstanceUid, stop))
            {
                var set = (await files.HeaderAsync(pixels.Row, stop)).DataSet;
                Dicom.Rendering.Window? window = image is { WindowCenter: { } center, WindowWidth: { } width } ? new(center, Math.Max(1, width)) : null;
                var rendered = FrameRenderer.Render(set, image.Frame, await files.DecodedAsync(pixels, image.Frame, stop), new RenderOptions(window));
                var scale = Math.Min(1, Side / (double)Math.Max(rendered.Width, rendered.Height));
                var query = new RenderQuery(null, Math.Max(1, (int)(rendered.Width * scale)), Math.Max(1, (int)(rendered.Height * scale)), null, Quality);
                return new(PictureEncoder.Encode(rendered, query, PictureEncoder.Jpeg), rendered.Width, rendered.Height, AspectOf(set), place, image.Caption, marks);
            }
        }
        catch (Exception fault) when (fault is CodecException or DicomException or IOException)
        {
            // Said on the sheet; the report itself must not wait for an image.
        }
        return new(null, 1, 1, 1, place, image.Caption, []);
    }

    private static double AspectOf(DataSet set) =>
        (set.GetNumbers(Tags.PixelSpacing) is { Length: 2 } spacing ? spacing : set.GetNumbers(Tags.ImagerPixelSpacing)) is [> 0 and var row, > 0 and var column] ? Math.Clamp(row / column, 0.1, 10) : 1;

    private static string PlaceOf(KeyImage image, int? series, int? number, string language)
    {
        var (s, n) = (series?.ToString(CultureInfo.InvariantCulture) ?? "–", (number ?? image.Frame).ToString(CultureInfo.InvariantCulture));
        var place = language == "ko" ? $"시리즈 {s}, 영상 {n}" : $"Series {s}, image {n}";
        if (image.Frame > 1) place += language == "ko" ? $", 프레임 {image.Frame}" : $", frame {image.Frame}";
        return image is { WindowCenter: { } center, WindowWidth: { } width } ? string.Create(CultureInfo.InvariantCulture, $"{place} · W {width:0} C {center:0}") : place;
    }
}
