using System.Globalization;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Archive.Renditions;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Web;

namespace Pandok.Archive;

/// <summary>Frames (PS3.18 section 10.4.1.1.6): one or a list, uncompressed, as stored, or as the rendition that is streamed, each in its part, or one alone without a multipart around it.</summary>
internal static class FrameEndpoint
{
    private const int MaximumFrames = 10_000;

    public static async Task<IResult> FramesAsync(string study, string series, string instance, string frames, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, RenditionFiles renditions, CancellationToken stop) =>
        await PixelFault.AnswerAsync(context, async () =>
        {
            if (await seen.PixelsAsync(user, study, series, instance, stop) is not { } pixels) return Problems.NotFound();
            if (Parse(frames) is not { } numbers) return Problems.Problem(StatusCodes.Status400BadRequest, "badFrames", $"Frames are numbers from 1, separated by commas, at most {MaximumFrames}.");
            if (numbers.Exists(number => number > pixels.Index.Frames)) return Problems.Problem(StatusCodes.Status404NotFound, "noFrame", $"The instance has {pixels.Index.Frames} frames.");
            if (DicomWebAnswer.Choose(context, AllOffers(pixels, numbers.Count == 1), out var chosen) is { } refusal) return refusal;
            var rendition = IsRendition(chosen) ? await seen.RenditionAsync(pixels, stop) : null;
            if (IsRendition(chosen) && rendition is null) return NotReady(context);
            // A frame that could not be encoded is given in its other forms only.
            if (rendition is not null && !numbers.TrueForAll(rendition.Has) && DicomWebAnswer.Choose(context, Offers(pixels, numbers.Count == 1), out chosen) is { } other) return other;
            var tag = new EntityTagHeaderValue($"\"{pixels.Row.Sha256[..24]}-{frames}-{(chosen.IsStored ? "stored" : "plain")}\"", isWeak: chosen.IsMultipart);
            if (IsRendition(chosen)) tag = new EntityTagHeaderValue($"\"{rendition!.Row.Sha256[..24]}-{frames}-rendition\"", isWeak: chosen.IsMultipart);
            if (DicomWebAnswer.NotModified(context, tag, immutable: true) is { } same) return same;
            return IsRendition(chosen) ? Answer(context, pixels, rendition!, numbers, chosen, tag, renditions) : await AnswerAsync(context, pixels, numbers, chosen, tag, files, stop);
        });

    /// <summary>With the rendition last, so that who asks for no form by name gets what the instance is; but before the same syntax as stored, for the manifest speaks of the rendition.</summary>
    private static List<Representation> AllOffers(StoredPixels pixels, bool single)
    {
        var offers = Offers(pixels, single);
        if (FrameRendition.NotImages.Contains(pixels.Row.SopClass)) return offers;
        var type = new Representation(PixelMediaTypes.Of(FrameRendition.Syntax), FrameRendition.Syntax, IsMultipart: true);
        Representation[] forms = single ? [type, type with { IsMultipart = false }] : [type];
        return pixels.Row.TransferSyntax == FrameRendition.Syntax ? [.. offers.Where(offer => !offer.IsStored), .. forms, .. offers.Where(offer => offer.IsStored)] : [.. offers, .. forms];
    }

    private static bool IsRendition(Representation chosen) => chosen is { TransferSyntax: FrameRendition.Syntax, IsStored: false };

    private static IResult NotReady(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        context.Response.Headers.CacheControl = "no-store";
        return Problems.Problem(StatusCodes.Status503ServiceUnavailable, "notReady", "This form is being made.");
    }

    private static IResult Answer(HttpContext context, StoredPixels pixels, StoredRendition rendition, List<int> numbers, Representation chosen, EntityTagHeaderValue tag, RenditionFiles files)
    {
        var root = RootOf(context, pixels);
        var type = $"{chosen.MediaType}; transfer-syntax={chosen.TransferSyntax}";
        if (chosen.IsMultipart)
            return DicomWebAnswer.Multipart(chosen.MediaType,
                [.. numbers.Select(number => new MultipartHead(type, root + number.ToString(CultureInfo.InvariantCulture), rendition.Frames.LengthOf(number)))],
                (index, to, token) => files.CopyAsync(rendition, numbers[index], 0, rendition.Frames.LengthOf(numbers[index]), to, token));
        context.Response.Headers.ContentLocation = root + numbers[0].ToString(CultureInfo.InvariantCulture);
        return DicomWebAnswer.Ranged(context, type, tag, rendition.Frames.LengthOf(numbers[0]), (to, offset, count, token) => files.CopyAsync(rendition, numbers[0], offset, count, to, token));
    }

    private static string RootOf(HttpContext context, StoredPixels pixels) =>
        $"{DicomWebAnswer.Root(context)}/studies/{pixels.Row.StudyUid}/series/{pixels.Row.SeriesUid}/instances/{pixels.Row.Uid}/frames/";

    /// <summary>Uncompressed if we can, first; then as stored, under its own media type, or as octets for who names the syntax or takes any.</summary>
    public static List<Representation> Offers(StoredPixels pixels, bool single)
    {
        var syntax = pixels.Row.TransferSyntax;
        var offers = new List<Representation>();
        if (FrameDecoder.Supports(syntax)) offers.Add(new(PixelMediaTypes.OctetStream, PixelMediaTypes.ExplicitLittleEndian, IsMultipart: true, IsStored: pixels.IsPlain));
        if (syntax != PixelMediaTypes.ExplicitLittleEndian)
        {
            offers.Add(new(PixelMediaTypes.Of(syntax), syntax, IsMultipart: true, IsStored: true));
            if (PixelMediaTypes.Of(syntax) != PixelMediaTypes.OctetStream) offers.Add(new(PixelMediaTypes.OctetStream, syntax, IsMultipart: true, IsStored: true));
        }
        return single ? [.. offers, .. offers.Select(offer => offer with { IsMultipart = false })] : offers;
    }

    public static async Task<IResult> AnswerAsync(HttpContext context, StoredPixels pixels, IReadOnlyList<int> numbers, Representation chosen, EntityTagHeaderValue tag, InstanceFiles files, CancellationToken stop)
    {
        // The first frame is decoded before anything is said, so that a damaged one is a refusal and not half an answer.
        var first = chosen.IsStored ? null : await files.DecodedFrameAsync(pixels, numbers[0], stop);
        var root = RootOf(context, pixels);
        var type = $"{chosen.MediaType}; transfer-syntax={chosen.TransferSyntax}";
        if (!chosen.IsMultipart)
        {
            context.Response.Headers.ContentLocation = root + numbers[0].ToString(CultureInfo.InvariantCulture);
            // Our own pages ask for plain octets and compare the type as a whole.
            if (chosen.TransferSyntax == PixelMediaTypes.ExplicitLittleEndian) type = chosen.MediaType;
            return first is not null ? DicomWebAnswer.Ranged(context, type, tag, first.Length, (to, offset, count, token) => to.WriteAsync(first.AsMemory((int)offset, (int)count), token).AsTask())
                : pixels.Index.IsInPlace && pixels.Index[numbers[0]] is [var extent] ? DicomWebAnswer.Ranged(context, type, tag, extent.Length, (to, offset, count, token) => files.CopyAsync(pixels.Row, extent.Offset + offset, count, to, token))
                : DicomWebAnswer.Whole(type, pixels.LengthOf(numbers[0], stored: true), (to, token) => files.CopyFrameAsync(pixels, numbers[0], to, token));
        }
        return DicomWebAnswer.Multipart(chosen.MediaType,
            [.. numbers.Select(number => new MultipartHead(type, root + number.ToString(CultureInfo.InvariantCulture), pixels.LengthOf(number, chosen.IsStored)))],
            async (index, to, token) =>
            {
                if (chosen.IsStored) await files.CopyFrameAsync(pixels, numbers[index], to, token);
                else await to.WriteAsync(index == 0 ? first : await files.DecodedFrameAsync(pixels, numbers[index], token), token);
            });
    }

    /// <returns>Null if the text is no list of frames.</returns>
    public static List<int>? Parse(string text)
    {
        var numbers = new List<int>();
        foreach (var range in text.AsSpan().Split(','))
        {
            if (numbers.Count == MaximumFrames || !int.TryParse(text.AsSpan(range), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1) return null;
            numbers.Add(number);
        }
        return numbers;
    }
}
