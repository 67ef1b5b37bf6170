using System.Net;
using SkiaSharp;

namespace Pandok.Tests.Archive;

public sealed class RenderedTests
{
    private const string Grey = "conformance/transfer-syntaxes/CT_small.dcm";
    private const string Many = "conformance/transfer-syntaxes/emri_small_RLE.dcm";

    [Fact]
    public async Task A_picture_comes_as_JPEG_or_PNG_with_the_window_that_was_asked_for()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Grey));

        using var jpeg = await server.GetAsync($"{instance}/rendered", "image/*");
        Assert.Equal("image/jpeg", jpeg.Content.Headers.ContentType!.ToString());
        using var first = SKBitmap.Decode(await jpeg.Content.ReadAsByteArrayAsync());
        Assert.Equal((128, 128), (first.Width, first.Height));

        var dark = await PictureAsync(server, $"{instance}/rendered?window=100000,1");
        var bright = await PictureAsync(server, $"{instance}/rendered?window=-100000,1");
        Assert.All(dark.Pixels, pixel => Assert.Equal(0, pixel.Red));
        Assert.All(bright.Pixels, pixel => Assert.Equal(255, pixel.Red));
        var soft = await PictureAsync(server, $"{instance}/rendered?window=40,400,linear");
        Assert.True(soft.Pixels.Distinct().Count() > 20);

        var part = await PictureAsync(server, $"{instance}/rendered?viewport=64,32,10,20,64,64");
        Assert.Equal((32, 32), (part.Width, part.Height));
        var thumbnail = await PictureAsync(server, $"{instance}/thumbnail");
        Assert.Equal((200, 200), (thumbnail.Width, thumbnail.Height));
    }

    [Fact]
    public async Task Several_frames_come_in_parts_and_a_list_names_its_own()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Many));
        var study = instance[..instance.IndexOf("/series/", StringComparison.Ordinal)];
        foreach (var (path, count) in new[] { ($"{instance}/rendered", 10), ($"{study}/rendered", 10), ($"{instance}/frames/2,4/rendered", 2) })
        {
            using var answer = await server.GetAsync(path);
            Assert.Equal("multipart/related", answer.Content.Headers.ContentType!.MediaType);
            var text = System.Text.Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync());
            Assert.Equal(count, text.Split("Content-Type: image/jpeg").Length - 1);
        }
        using var one = await server.GetAsync($"{instance}/frames/4/rendered", "image/png");
        Assert.Equal("image/png", one.Content.Headers.ContentType!.ToString());
        using var small = await server.GetAsync($"{study}/thumbnail");
        Assert.Equal(HttpStatusCode.OK, small.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_drawn_is_refused_with_words_and_what_is_known_is_not_sent_again()
    {
        await using var server = await DicomWebServer.StartAsync();
        var instance = await server.StoreAsync(DicomWebServer.Shared(Grey));
        foreach (var (query, status) in new[]
        {
            ("rendered?window=1", 400), ("rendered?window=1,0", 400), ("rendered?window=1,2,cubic", 400), ("rendered?viewport=0,1", 400), ("rendered?viewport=99999,1", 400),
            ("rendered?viewport=1,1,0,0,-5,5", 400), ("rendered?quality=0", 400), ("rendered?quality=high", 400), ("frames/2/rendered", 404), ("frames/x/rendered", 400), ("frames/2/thumbnail", 404),
        })
        {
            using var refused = await server.GetAsync($"{instance}/{query}");
            Assert.True(status == (int)refused.StatusCode, $"{query}: {(int)refused.StatusCode}");
        }
        using var gif = await server.GetAsync($"{instance}/rendered", "image/gif");
        Assert.Equal(HttpStatusCode.NotAcceptable, gif.StatusCode);
        using var annotated = await server.GetAsync($"{instance}/rendered?annotation=patient");
        Assert.Contains("annotation has no effect", annotated.Headers.Warning.Single().Text);

        using var known = await server.GetAsync($"{instance}/rendered");
        using var same = await server.GetAsync($"{instance}/rendered", change: request => request.Headers.IfNoneMatch.Add(known.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    private static async Task<SKBitmap> PictureAsync(DicomWebServer server, string path)
    {
        using var answer = await server.GetAsync(path, "image/png");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return SKBitmap.Decode(await answer.Content.ReadAsByteArrayAsync());
    }
}
