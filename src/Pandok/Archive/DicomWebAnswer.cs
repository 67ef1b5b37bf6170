using Microsoft.Net.Http.Headers;
using Pandok.Access;
using Pandok.Dicom.Web;

namespace Pandok.Archive;

/// <summary>What all DICOMweb answers have in common: where resources are, what the client accepts, entity tags and ranges (RFC 9110 sections 13 and 14), bodies that are streamed.</summary>
internal static class DicomWebAnswer
{
    public const string Json = "application/dicom+json";
    private static readonly Representation[] JsonOffers = [new(Json), new("application/json")];

    public static string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/dicom-web";

    /// <summary>Picks the form that the query parameter <c>accept</c> asks for (PS3.18 section 8.3.3.1), or else the header.</summary>
    /// <returns>The refusal, or null.</returns>
    public static IResult? Choose(HttpContext context, IReadOnlyList<Representation> offers, out Representation chosen)
    {
        chosen = offers.Count > 0 ? offers[0] : new Representation(Json);
        // A plus that is not escaped arrives as a space.
        var asked = context.Request.Query["accept"].ToString() is { Length: > 0 } parameter ? parameter.Replace("dicom json", "dicom+json", StringComparison.OrdinalIgnoreCase) : context.Request.Headers.Accept.ToString();
        if (!MediaRange.TryParseList(asked, out var ranges)) return Problems.Problem(StatusCodes.Status400BadRequest, "badAccept", "Accept is not a list of media ranges (RFC 9110 section 12.5.1).");
        context.Response.Headers.Vary = "Accept";
        if (Representation.Choose(ranges, offers) is not { } found)
            return Problems.Problem(StatusCodes.Status406NotAcceptable, "notAcceptable", "This cannot be given in a form that was asked for.", new { offered = offers.Select(Describe).Distinct() });
        chosen = found;
        return null;
    }

    /// <summary>The same for answers in the DICOM JSON model, which are UTF-8 only and never XML.</summary>
    public static IResult? ChooseJson(HttpContext context, out string mediaType)
    {
        var refusal = Choose(context, JsonOffers, out var chosen);
        mediaType = chosen.MediaType;
        if (refusal is not null) return refusal;
        return context.Request.Query["charset"].ToString() is { Length: > 0 } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? Problems.Problem(StatusCodes.Status406NotAcceptable, "badCharset", "The DICOM JSON model is in UTF-8.")
            : null;
    }

    /// <summary>Names the content's tag; 304 if the client has it.</summary>
    public static IResult? NotModified(HttpContext context, EntityTagHeaderValue tag, bool immutable)
    {
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = immutable ? "private, max-age=31536000, immutable" : "private, no-cache";
        var known = context.Request.Headers.IfNoneMatch;
        if (known.Count == 0 || !EntityTagHeaderValue.TryParseList(known, out var tags)) return null;
        return tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(tag, useStrongComparison: false)) ? Results.StatusCode(StatusCodes.Status304NotModified) : null;
    }

    /// <summary>Content of known length, whole or the one range that was asked for.</summary>
    public static IResult Ranged(HttpContext context, string contentType, EntityTagHeaderValue tag, long length, Func<Stream, long, long, CancellationToken, Task> write)
    {
        context.Response.Headers.AcceptRanges = "bytes";
        var headers = context.Request.GetTypedHeaders();
        var unchanged = headers.IfRange is not { } condition || (condition.EntityTag is { } wanted && wanted.Compare(tag, useStrongComparison: true));
        // Several ranges at once may be answered with everything (RFC 9110 section 14.2).
        if (!unchanged || headers.Range is not { Ranges.Count: 1 } range || !range.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase)) return new Streamed(contentType, length, (to, stop) => write(to, 0, length, stop));
        var (from, last) = range.Ranges.First() switch
        {
            { From: { } start } one => (start, Math.Min(one.To ?? long.MaxValue, length - 1)),
            var suffix => (Math.Max(0, length - suffix.To!.Value), suffix.To.Value == 0 ? -1 : length - 1),
        };
        if (from > last)
        {
            context.Response.Headers.ContentRange = $"bytes */{length}";
            context.Response.Headers.CacheControl = "no-store";
            return Problems.Problem(StatusCodes.Status416RangeNotSatisfiable, "badRange", $"There are {length} bytes.");
        }
        context.Response.StatusCode = StatusCodes.Status206PartialContent;
        context.Response.Headers.ContentRange = $"bytes {from}-{last}/{length}";
        return new Streamed(contentType, last - from + 1, (to, stop) => write(to, from, last - from + 1, stop));
    }

    /// <summary>Content that is not given in ranges.</summary>
    public static IResult Whole(string contentType, long? length, Func<Stream, CancellationToken, Task> write) => new Streamed(contentType, length, write);

    /// <summary>multipart/related; its length is said if that of every part is known.</summary>
    public static IResult Multipart(string type, IReadOnlyList<MultipartHead> heads, Func<int, Stream, CancellationToken, Task> writePart)
    {
        var boundary = MultipartWriter.NewBoundary();
        return new Streamed(MultipartWriter.ContentType(type, boundary), heads.All(head => head.Length is not null) ? MultipartWriter.LengthOf(boundary, heads) : null, async (to, stop) =>
        {
            var writer = new MultipartWriter(to, boundary);
            for (var i = 0; i < heads.Count; i++)
            {
                await writer.BeginAsync(heads[i], stop);
                await writePart(i, to, stop);
            }
            await writer.EndAsync(stop);
        });
    }

    private static string Describe(Representation offer)
    {
        var syntax = offer.TransferSyntax is { } uid ? $"; transfer-syntax={uid}" : "";
        return offer.IsMultipart ? $"multipart/related; type=\"{offer.MediaType}\"{syntax}" : offer.MediaType + syntax;
    }

    /// <summary>A body that is written as it goes out; who asks for HEAD gets its headers only.</summary>
    private sealed class Streamed(string contentType, long? length, Func<Stream, CancellationToken, Task> write) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            context.Response.ContentType = contentType;
            context.Response.ContentLength = length;
            return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : write(context.Response.Body, context.RequestAborted);
        }
    }
}
