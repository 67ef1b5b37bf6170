using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Dicom.Rendering;
using Pandok.Dicom.Web;
using Pandok.Studies;

namespace Pandok.Archive;

/// <summary>Pictures for programs that know no DICOM (PS3.18 sections 10.4.1.1.3 and 10.4.1.1.4): with their window, colours and overlays, as JPEG or PNG. Nothing of the patient is drawn.</summary>
internal static class RenderedEndpoints
{
    private const int MaximumPictures = 2000, ThumbnailSide = 200;
    private static readonly Representation[] Alone = [new(PictureEncoder.Jpeg), new(PictureEncoder.Png)];
    private static readonly Representation[] Several = [new(PictureEncoder.Jpeg, IsMultipart: true), new(PictureEncoder.Png, IsMultipart: true)];

    public static Task<IResult> StudyAsync(string study, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        AllAsync(study, null, context, user, seen, files, stop);

    public static Task<IResult> SeriesAsync(string study, string series, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        AllAsync(study, series, context, user, seen, files, stop);

    public static Task<IResult> InstanceAsync(string study, string series, string instance, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        ImageAsync(study, series, instance, null, context, user, seen, files, stop);

    public static Task<IResult> FramesAsync(string study, string series, string instance, string frames, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        ImageAsync(study, series, instance, frames, context, user, seen, files, stop);

    public static Task<IResult> StudyThumbnailAsync(string study, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        ThumbnailAsync(study, null, null, 1, context, user, seen, files, stop);

    public static Task<IResult> SeriesThumbnailAsync(string study, string series, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        ThumbnailAsync(study, series, null, 1, context, user, seen, files, stop);

    public static Task<IResult> InstanceThumbnailAsync(string study, string series, string instance, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        ThumbnailAsync(study, series, instance, 1, context, user, seen, files, stop);

    public static Task<IResult> FrameThumbnailAsync(string study, string series, string instance, int frame, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        ThumbnailAsync(study, series, instance, frame, context, user, seen, files, stop);

    private static async Task<IResult> ImageAsync(string study, string series, string instance, string? frames, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        await PixelFault.AnswerAsync(context, async () =>
        {
            if (await seen.PixelsAsync(user, study, series, instance, stop) is not { } pixels) return Problems.NotFound();
            var numbers = frames is null ? Enumerable.Range(1, pixels.Index.Frames).ToList() : FrameEndpoint.Parse(frames);
            if (numbers is null) return Problems.Problem(StatusCodes.Status400BadRequest, "badFrames", "Frames are numbers from 1, separated by commas.");
            if (numbers.Exists(number => number > pixels.Index.Frames)) return Problems.Problem(StatusCodes.Status404NotFound, "noFrame", $"The instance has {pixels.Index.Frames} frames.");
            return await AnswerAsync([.. numbers.Select(number => (pixels, number))], numbers.Count > 1, context, files, stop);
        });

    private static async Task<IResult> AllAsync(string study, string? series, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        await PixelFault.AnswerAsync(context, async () =>
        {
            var pictures = new List<(StoredPixels, int)>();
            foreach (var row in (await seen.InstancesAsync(user, study, series, null, stop)).Where(row => row.Frames > 0))
            {
                if (await seen.PixelsAsync(user, study, row.SeriesUid, row.Uid, stop) is not { } pixels) continue;
                pictures.AddRange(Enumerable.Range(1, pixels.Index.Frames).Select(frame => (pixels, frame)));
                if (pictures.Count > MaximumPictures) return Problems.Problem(StatusCodes.Status413PayloadTooLarge, "tooMany", $"More than {MaximumPictures} pictures at once; ask series by series, or for frames.");
            }
            return pictures.Count == 0 ? Problems.NotFound() : await AnswerAsync(pictures, true, context, files, stop);
        });

    private static async Task<IResult> AnswerAsync(List<(StoredPixels Pixels, int Frame)> pictures, bool several, HttpContext context, InstanceFiles files, CancellationToken stop)
    {
        var (query, why) = RenderQuery.Parse(context.Request.Query);
        if (query is null) return Problems.Problem(StatusCodes.Status400BadRequest, "badRendering", why!);
        if (DicomWebAnswer.Choose(context, several ? Several : Alone, out var chosen) is { } refusal) return refusal;
        if (context.Request.Query.Keys.FirstOrDefault(key => key is "annotation" or "iccprofile") is { } ignored)
            context.Response.Headers.Append("Warning", $"299 pandok \"{ignored} has no effect: nothing is written on pictures, and they are in sRGB\"");
        var tag = TagOf(pictures, query, chosen);
        if (DicomWebAnswer.NotModified(context, tag, immutable: true) is { } same) return same;
        // The first picture is made before anything is said, so that a damaged one is a refusal and not half an answer.
        var first = await PictureAsync(files, pictures[0], query, chosen.MediaType, stop);
        return several
            ? DicomWebAnswer.Multipart(chosen.MediaType, [.. pictures.Select(picture => new MultipartHead(chosen.MediaType, AddressOf(context, picture), null))],
                async (index, to, token) => await to.WriteAsync(index == 0 ? first : await PictureAsync(files, pictures[index], query, chosen.MediaType, token), token))
            : DicomWebAnswer.Whole(chosen.MediaType, first.Length, (to, token) => to.WriteAsync(first, token).AsTask());
    }

    private static async Task<IResult> ThumbnailAsync(string study, string? series, string? instance, int frame, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        await PixelFault.AnswerAsync(context, async () =>
        {
            if (DicomWebAnswer.Choose(context, Alone, out var chosen) is { } refusal) return refusal;
            // The middle says more of a study than its first slice.
            var rows = (await seen.InstancesAsync(user, study, series, instance, stop)).Where(row => row.Frames > 0).ToList();
            if (rows.Count == 0 || await seen.PixelsAsync(user, study, rows[rows.Count / 2].SeriesUid, rows[rows.Count / 2].Uid, stop) is not { } pixels) return Problems.NotFound();
            if (frame < 1 || frame > pixels.Index.Frames) return Problems.Problem(StatusCodes.Status404NotFound, "noFrame", $"The instance has {pixels.Index.Frames} frames.");
            var query = new RenderQuery(null, ThumbnailSide, ThumbnailSide, null, 80);
            var tag = TagOf([(pixels, frame)], query, chosen);
            if (DicomWebAnswer.NotModified(context, tag, immutable: instance is not null) is { } same) return same;
            var picture = await PictureAsync(files, (pixels, frame), query, chosen.MediaType, stop);
            return DicomWebAnswer.Whole(chosen.MediaType, picture.Length, (to, token) => to.WriteAsync(picture, token).AsTask());
        });

    private static async Task<byte[]> PictureAsync(InstanceFiles files, (StoredPixels Pixels, int Frame) picture, RenderQuery query, string mediaType, CancellationToken stop)
    {
        var header = await files.HeaderAsync(picture.Pixels.Row, stop);
        var decoded = await files.DecodedAsync(picture.Pixels, picture.Frame, stop);
        return PictureEncoder.Encode(FrameRenderer.Render(header.DataSet, picture.Frame, decoded, new RenderOptions(query.Window)), query, mediaType);
    }

    private static EntityTagHeaderValue TagOf(IEnumerable<(StoredPixels Pixels, int Frame)> pictures, RenderQuery query, Representation chosen)
    {
        var what = string.Join(' ', pictures.Select(picture => $"{picture.Pixels.Row.Sha256}-{picture.Frame}")) + query + chosen.MediaType;
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..32]}\"", isWeak: chosen.IsMultipart);
    }

    private static string AddressOf(HttpContext context, (StoredPixels Pixels, int Frame) picture) =>
        $"{DicomWebAnswer.Root(context)}/studies/{picture.Pixels.Row.StudyUid}/series/{picture.Pixels.Row.SeriesUid}/instances/{picture.Pixels.Row.Uid}/frames/{picture.Frame.ToString(CultureInfo.InvariantCulture)}/rendered";
}
