using System.Globalization;
using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Dicom.Codecs;
using Pandok.Dicom.Web;

namespace Pandok.Archive;

/// <summary>Frames (PS3.18 section 10.4.1.1.6): one or a list, uncompressed or as stored, each in its part, or one alone without a multipart around it.</summary>
internal static class FrameEndpoint
{
    private const int MaximumFrames = 10_000;

    public static async Task<IResult> FramesAsync(string study, string series, string instance, string frames, HttpContext context, CurrentUser user, Seen seen, InstanceFiles files, CancellationToken stop) =>
        await PixelFault.AnswerAsync(context, async () =>
        {
            if (await seen.PixelsAsync(user, study, series, instance, stop) is not { } pixels) return Problems.NotFound();
            if (Parse(frames) is not { } numbers) return Problems.Problem(StatusCodes.Status400BadRequest, "badFrames", $"Frames are numbers from 1, separated by commas, at most {MaximumFrames}.");
            if (numbers.Exists(number => number > pixels.Index.Frames)) return Problems.Problem(StatusCodes.Status404NotFound, "noFrame", $"The instance has {pixels.Index.Frames} frames.");
            if (DicomWebAnswer.Choose(context, Offers(pixels, numbers.Count == 1), out var chosen) is { } refusal) return refusal;
            var tag = new EntityTagHeaderValue($"\"{pixels.Row.Sha256[..24]}-{frames}-{(chosen.IsStored ? "stored" : "plain")}\"", isWeak: chosen.IsMultipart);
            if (DicomWebAnswer.NotModified(context, tag, immutable: true) is { } same) return same;
            return await AnswerAsync(context, pixels, numbers, chosen, tag, files, stop);
        });

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
        var root = $"{DicomWebAnswer.Root(context)}/studies/{pixels.Row.StudyUid}/series/{pixels.Row.SeriesUid}/instances/{pixels.Row.Uid}/frames/";
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
