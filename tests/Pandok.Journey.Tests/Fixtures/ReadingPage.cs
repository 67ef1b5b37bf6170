using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>The reading room on a page, asked through its test hook <c>window.pandokReading</c>.</summary>
internal sealed class ReadingPage(IPage page, Node node)
{
    private const string Whole = "/^loss/.test(pandokReading.quality)";

    public async Task PictureAsync() => await page.WaitForFunctionAsync($"() => globalThis.pandokReading?.slice != null && {Whole}");

    public Task<int> SliceAsync() => page.EvaluateAsync<int>("() => pandokReading.slice");

    public Task SliceIsNotAsync(int slice) => page.WaitForFunctionAsync($"before => pandokReading.slice !== before && {Whole}", slice);

    public Task DraftIsAsync(string state) => page.WaitForFunctionAsync("state => pandokReading.draft === state", state, new PageWaitForFunctionOptions { Timeout = 45_000 });

    public async Task<(double Center, double Width)> WindowAsync()
    {
        var window = await page.EvaluateAsync<JsonElement>("() => pandokReading.window");
        return (window.GetProperty("center").GetDouble(), window.GetProperty("width").GetDouble());
    }

    public Task WindowIsAsync(double center, double width) =>
        page.WaitForFunctionAsync("([center, width]) => pandokReading.window.center === center && pandokReading.window.width === width", new[] { center, width });

    /// <summary>The frame on screen, decoded by the server.</summary>
    public async Task<DecodedSlice> DecodedAsync(string study)
    {
        var series = await page.EvaluateAsync<string>("() => pandokReading.series");
        var manifest = (await (await page.APIRequest.GetAsync($"{node.Address}api/series/{series}/manifest")).JsonAsync())!.Value;
        var instance = manifest.GetProperty("frames").GetProperty("instance")[await SliceAsync()].GetString();
        var answer = await page.APIRequest.GetAsync($"{node.Address}dicom-web/studies/{study}/series/{series}/instances/{instance}/frames/1",
            new APIRequestContextOptions { Headers = [new("Accept", "application/octet-stream")] });
        Assert.True(answer.Ok, $"{answer.Status}");
        return new DecodedSlice(manifest, await answer.BodyAsync());
    }

    /// <summary>The picture on screen has, where the slice is flat, the grey that its window asks for. Says that grey.</summary>
    public async Task<double> GreyIsRightAsync(DecodedSlice slice, (int Column, int Row, double Spread) place)
    {
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 80))))");
        var (center, width) = await WindowAsync();
        var expected = DecodedSlice.Grey(slice.ValueAt(place.Column, place.Row), center, width);
        var colour = await page.EvaluateAsync<double[]>("([column, row]) => pandokReading.colourAt(pandokReading.placeOf(column, row))", new[] { place.Column, place.Row });
        var tolerance = 2 + place.Spread / (width - 1) * 255;
        Assert.All(colour, part => Assert.True(Math.Abs(part - expected) <= tolerance,
            string.Create(CultureInfo.InvariantCulture, $"grey {part} instead of {expected:F1} ± {tolerance:F1} at {place} in {center}/{width}")));
        return colour[0];
    }

    /// <summary>One finger over the image, from point to point.</summary>
    public async Task SwipeAsync(double x, double fromY, double toY)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        Task TouchAsync(string type, double? y) => session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type,
            ["touchPoints"] = y is { } at ? new[] { new Dictionary<string, object> { ["x"] = x, ["y"] = at } } : [],
        });
        await TouchAsync("touchStart", fromY);
        for (var step = 1; step <= 8; step++) await TouchAsync("touchMove", fromY + (toY - fromY) * step / 8);
        await TouchAsync("touchEnd", null);
    }
}
