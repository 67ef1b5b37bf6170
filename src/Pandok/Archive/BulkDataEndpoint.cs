using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Dicom.Data;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;

namespace Pandok.Archive;

/// <summary>Values that metadata names by a URI (PS3.18 section 10.4.1.1.5): Pixel Data, and long binary values of the header. The URI ends with the tag.</summary>
internal static class BulkDataEndpoint
{
    /// <summary>A binary value longer than this travels on its own.</summary>
    public const int LongestInline = 4096;

    public static bool IsBulk(DataElement element) => element.Items is null && element.Value.Length > LongestInline && element.Vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN;

    public static string UriOf(string instance, Tag tag) => $"{instance}/bulkdata/{tag.ToHex()}";

    public static async Task<IResult> ValueAsync(string study, string series, string instance, string tag, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop)
    {
        if (!Tag.TryParseHex(tag, out var wanted)) return Problems.Problem(StatusCodes.Status400BadRequest, "badTag", "Bulk data is named by eight hexadecimal digits.");
        return await PixelFault.AnswerAsync(context, async () => wanted == Tags.PixelData || wanted == Tags.FloatPixelData || wanted == Tags.DoubleFloatPixelData
            ? await PixelsAsync(study, series, instance, context, user, seen, files, stop)
            : await HeaderAsync(study, series, instance, wanted, context, user, seen, files, stop));
    }

    private static async Task<IResult> PixelsAsync(string study, string series, string instance, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop)
    {
        if (await seen.PixelsAsync(user, study, series, instance, stop) is not { } pixels) return Problems.NotFound();
        if (DicomWebAnswer.Choose(context, [.. FrameEndpoint.Offers(pixels, single: true)], out var chosen) is { } refusal) return refusal;
        var tag = new EntityTagHeaderValue($"\"{pixels.Row.Sha256[..24]}-all-{(chosen.IsStored ? "stored" : "plain")}\"", isWeak: chosen.IsMultipart);
        if (DicomWebAnswer.NotModified(context, tag, immutable: true) is { } same) return same;
        if (pixels.IsPlain)
        {
            // One frame after another without a gap: the value is bytes of the file.
            var start = pixels.Index[1][0].Offset;
            return Octets(context, chosen, tag, pixels.LengthOf(1, stored: true) * pixels.Index.Frames, (to, offset, count, token) => files.CopyAsync(pixels.Row, start + offset, count, to, token));
        }
        // As stored: a part for each frame (PS3.18 section 8.7.3.3). Alone only if there is one.
        if (chosen.IsStored || pixels.Index.Frames == 1)
            return await FrameEndpoint.AnswerAsync(context, pixels, [.. Enumerable.Range(1, pixels.Index.Frames)], chosen with { IsMultipart = chosen.IsMultipart || pixels.Index.Frames > 1 }, tag, files, stop);
        var first = await files.DecodedFrameAsync(pixels, 1, stop);
        var length = pixels.Layout.FrameLength * pixels.Index.Frames;
        return chosen.IsMultipart
            ? DicomWebAnswer.Multipart(PixelMediaTypes.OctetStream, [new MultipartHead($"{PixelMediaTypes.OctetStream}; transfer-syntax={PixelMediaTypes.ExplicitLittleEndian}", null, length)], (_, to, token) => DecodeAllAsync(to, token))
            : DicomWebAnswer.Whole(PixelMediaTypes.OctetStream, length, DecodeAllAsync);

        async Task DecodeAllAsync(Stream to, CancellationToken token)
        {
            for (var frame = 1; frame <= pixels.Index.Frames; frame++) await to.WriteAsync(frame == 1 ? first : await files.DecodedFrameAsync(pixels, frame, token), token);
        }
    }

    private static async Task<IResult> HeaderAsync(string study, string series, string instance, Tag wanted, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop)
    {
        if (await seen.InstancesAsync(user, study, series, instance, stop) is not [var found]) return Problems.NotFound();
        if (!(await files.HeaderAsync(found, stop)).DataSet.TryGet(wanted, out var element) || !IsBulk(element)) return Problems.NotFound();
        Representation[] offers = [new(PixelMediaTypes.OctetStream, PixelMediaTypes.ExplicitLittleEndian, IsMultipart: true, IsStored: true), new(PixelMediaTypes.OctetStream, PixelMediaTypes.ExplicitLittleEndian, IsStored: true)];
        if (DicomWebAnswer.Choose(context, offers, out var chosen) is { } refusal) return refusal;
        var tag = new EntityTagHeaderValue($"\"{found.Sha256[..24]}-{wanted.ToHex()}\"", isWeak: chosen.IsMultipart);
        return DicomWebAnswer.NotModified(context, tag, immutable: true)
            ?? Octets(context, chosen, tag, element.Value.Length, (to, offset, count, token) => to.WriteAsync(element.Value.Slice((int)offset, (int)count), token).AsTask());
    }

    private static IResult Octets(HttpContext context, Representation chosen, EntityTagHeaderValue tag, long length, Func<Stream, long, long, CancellationToken, Task> write) => chosen.IsMultipart
        ? DicomWebAnswer.Multipart(PixelMediaTypes.OctetStream, [new MultipartHead($"{PixelMediaTypes.OctetStream}; transfer-syntax={PixelMediaTypes.ExplicitLittleEndian}", null, length)], (_, to, token) => write(to, 0, length, token))
        : DicomWebAnswer.Ranged(context, PixelMediaTypes.OctetStream, tag, length, write);
}
