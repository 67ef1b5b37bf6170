using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Pandok.Dicom.Files;
using Pandok.Dicom.Web;

namespace Pandok.Tests.Archive;

public sealed class WadoTests
{
    private const string Native = "conformance/transfer-syntaxes/CT_small.dcm";
    private const string Coded = "conformance/transfer-syntaxes/emri_small_RLE.dcm";

    [Fact]
    public async Task Frames_come_alone_in_lists_decoded_and_as_stored()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Coded));
        using var one = await server.GetAsync($"{instance}/frames/3", "application/octet-stream");
        Assert.Equal("application/octet-stream", one.Content.Headers.ContentType!.ToString());
        Assert.Equal($"{server.Node.Address}{instance[1..]}/frames/3", one.Content.Headers.ContentLocation!.ToString());
        var third = await one.Content.ReadAsByteArrayAsync();
        Assert.Equal(64 * 64 * 2, third.Length);

        var list = await PartsAsync(await server.GetAsync($"{instance}/frames/3,1,3"));
        Assert.Equal(3, list.Count);
        Assert.All(list, part => Assert.Equal("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1", part.Type));
        Assert.Equal(third, list[0].Bytes);
        Assert.Equal(third, list[2].Bytes);
        Assert.NotEqual(third, list[1].Bytes);

        var stored = await PartsAsync(await server.GetAsync($"{instance}/frames/3,10", "multipart/related; type=\"image/dicom-rle\""));
        Assert.All(stored, part => Assert.Equal("image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5", part.Type));
        await using var file = File.OpenRead(DicomWebServer.Shared(Coded));
        Assert.Equal((await (await FrameIndex.ReadAsync(file, default)).Index.ReadAsync(file, 3, default)).ToArray(), stored[0].Bytes);

        Assert.Equal(stored[0].Bytes, (await PartsAsync(await server.GetAsync($"{instance}/frames/3", "multipart/related; type=\"application/octet-stream\"; transfer-syntax=*"))).Single().Bytes);
        Assert.Equal(stored[0].Bytes, await (await server.GetAsync($"{instance}/frames/3?accept=image/dicom-rle", "application/octet-stream")).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_cannot_be_given_is_refused_with_words()
    {
        (string Path, string Accept, HttpStatusCode Status, string Code)[] refusals =
        [
            ("/frames/0", "*/*", HttpStatusCode.BadRequest, "badFrames"),
            ("/frames/1,", "*/*", HttpStatusCode.BadRequest, "badFrames"),
            ("/frames/one", "*/*", HttpStatusCode.BadRequest, "badFrames"),
            ("/frames/99999999999", "*/*", HttpStatusCode.BadRequest, "badFrames"),
            ("/frames/2", "*/*", HttpStatusCode.NotFound, "noFrame"),
            ("/frames/1", "image/png", HttpStatusCode.NotAcceptable, "notAcceptable"),
            ("/frames/1", "image/jls; transfer-syntax=1.2.840.10008.1.2.4.80", HttpStatusCode.NotAcceptable, "notAcceptable"),
            ("/frames/1", ";;;", HttpStatusCode.BadRequest, "badAccept"),
            ("", "application/dicom; transfer-syntax=1.2.840.10008.1.2.4.50", HttpStatusCode.NotAcceptable, "notAcceptable"),
            ("/metadata", "application/dicom+xml", HttpStatusCode.NotAcceptable, "notAcceptable"),
            ("/metadata?charset=iso-8859-1", "*/*", HttpStatusCode.NotAcceptable, "badCharset"),
            ("/bulkdata/PixelData", "*/*", HttpStatusCode.BadRequest, "badTag"),
            ("/bulkdata/00100020", "*/*", HttpStatusCode.NotFound, "notFound"),
        ];
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Native));
        foreach (var (path, accept, status, code) in refusals)
        {
            using var answer = await server.GetAsync(instance + path, accept);
            Assert.Equal((path, status, code), (path, answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("code").GetString()));
        }
    }

    [Fact]
    public async Task A_part_is_answered_with_that_part_and_what_is_known_is_not_sent_again()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Native));
        await PartOfAsync(server, instance, "application/dicom; transfer-syntax=*");
        await PartOfAsync(server, instance, "application/dicom");
        await PartOfAsync(server, instance + "/frames/1", "application/octet-stream");
        await PartOfAsync(server, instance + "/bulkdata/7FE00010", "application/octet-stream");
    }

    private static async Task PartOfAsync(DicomWebServer server, string path, string accept)
    {
        using var whole = await server.GetAsync(path, accept);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        var tag = whole.Headers.ETag!;
        Assert.True(whole.Headers.CacheControl is { Private: true } and { MaxAge.TotalDays: > 300 });
        Assert.Contains("Accept", whole.Headers.Vary);

        Assert.Equal(bytes[100..200], await RangeAsync(100, 199, null, HttpStatusCode.PartialContent, $"bytes 100-199/{bytes.Length}"));
        Assert.Equal(bytes[^50..], await RangeAsync(null, 50, null, HttpStatusCode.PartialContent, $"bytes {bytes.Length - 50}-{bytes.Length - 1}/{bytes.Length}"));
        Assert.Equal(bytes[1000..], await RangeAsync(1000, null, tag, HttpStatusCode.PartialContent, $"bytes 1000-{bytes.Length - 1}/{bytes.Length}"));
        Assert.Equal(bytes, await RangeAsync(1000, null, new EntityTagHeaderValue("\"another\""), HttpStatusCode.OK, null));
        Assert.Contains("badRange", System.Text.Encoding.UTF8.GetString(await RangeAsync(bytes.Length, null, null, HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{bytes.Length}")));

        using var same = await server.GetAsync(path, accept, request => request.Headers.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());
        using var head = await server.GetAsync(path, accept, request => request.Method = HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, bytes.Length, tag), (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());

        async Task<byte[]> RangeAsync(long? from, long? to, EntityTagHeaderValue? condition, HttpStatusCode status, string? said)
        {
            using var answer = await server.GetAsync(path, accept, request =>
            {
                request.Headers.Range = new RangeHeaderValue(from, to);
                if (condition is not null) request.Headers.IfRange = new RangeConditionHeaderValue(condition);
            });
            Assert.Equal((status, said), (answer.StatusCode, answer.Content.Headers.ContentRange?.ToString()));
            return await answer.Content.ReadAsByteArrayAsync();
        }
    }

    [Fact]
    public async Task A_study_comes_as_stored_or_uncompressed_each_part_with_its_place_and_syntax()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Coded));
        var study = instance[..instance.IndexOf("/series", StringComparison.Ordinal)];
        using var answer = await server.GetAsync(study, "multipart/related; type=\"application/dicom\"; transfer-syntax=*");
        var stored = (await PartsAsync(answer)).Single();
        Assert.Equal("application/dicom; transfer-syntax=1.2.840.10008.1.2.5", stored.Type);
        Assert.EndsWith(instance, stored.Location);
        Assert.NotNull(answer.Content.Headers.ContentLength);

        using var same = await server.GetAsync(study, "multipart/related; type=\"application/dicom\"; transfer-syntax=*", request => request.Headers.IfNoneMatch.Add(answer.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        var plain = (await PartsAsync(await server.GetAsync(study, "multipart/related; type=\"application/dicom\""))).Single();
        Assert.Equal("application/dicom; transfer-syntax=1.2.840.10008.1.2.1", plain.Type);
        Assert.Equal(plain.Bytes, await (await server.GetAsync(instance, "application/dicom")).Content.ReadAsByteArrayAsync());
        var pixels = await (await server.GetAsync($"{instance}/bulkdata/7FE00010", "application/octet-stream")).Content.ReadAsByteArrayAsync();
        Assert.Equal(10 * 64 * 64 * 2, pixels.Length);
        Assert.Equal(pixels, plain.Bytes[^pixels.Length..]);
        Assert.Equal(10, (await PartsAsync(await server.GetAsync($"{instance}/bulkdata/7FE00010", "multipart/related; type=\"image/dicom-rle\""))).Count);
    }

    [Fact]
    public async Task Metadata_names_long_values_by_URIs_that_can_be_fetched()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared("conformance/modalities/us/gdcm-US-ALOKA-16.dcm"));
        var metadata = JsonElement.Parse(await server.Reader.GetStringAsync($"{instance}/metadata"))[0];
        var links = metadata.EnumerateObject().Where(element => element.Value.TryGetProperty("BulkDataURI", out _)).ToList();
        Assert.Contains(links, link => link.Name == "7FE00010");
        Assert.Contains(links, link => link.Name == "00281221"); // a palette, segmented
        foreach (var link in links) Assert.NotEmpty(await server.Reader.GetByteArrayAsync(link.Value.GetProperty("BulkDataURI").GetString()));
        Assert.All(metadata.EnumerateObject(), element => Assert.False(element.Value.TryGetProperty("InlineBinary", out var inline) && inline.GetString()!.Length > 6000));
    }

    [Fact]
    public async Task Another_sites_reader_finds_nothing_even_of_what_was_just_shown()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Native));
        foreach (var path in new[] { "", "/metadata", "/frames/1", "/bulkdata/7FE00010" })
        {
            Assert.Equal(HttpStatusCode.OK, (await server.GetAsync(instance + path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await server.Stranger.GetAsync(instance + path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await server.Stranger.SendAsync(new HttpRequestMessage(HttpMethod.Head, instance + path))).StatusCode);
        }
        foreach (var path in new[] { "/dicom-web/studies", "/dicom-web/series", "/dicom-web/instances" }) Assert.Equal(HttpStatusCode.NoContent, (await server.Stranger.GetAsync(path)).StatusCode);
    }

    private static async Task<List<(string? Type, string? Location, byte[] Bytes)>> PartsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var reader = new MultipartReader(await answer.Content.ReadAsStreamAsync(), MultipartReader.BoundaryOf(answer.Content.Headers.ContentType!.ToString()));
        var parts = new List<(string?, string?, byte[])>();
        while (await reader.NextAsync(default) is { } part)
        {
            using var bytes = new MemoryStream();
            await part.Body.CopyToAsync(bytes);
            parts.Add((part.ContentType, part.ContentLocation, bytes.ToArray()));
        }
        return parts;
    }
}
