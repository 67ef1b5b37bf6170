using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pandok.Journey.Tests.Fixtures;
using UglyToad.PdfPig;
using static Microsoft.Playwright.Assertions;

namespace Pandok.Journey.Tests;

/// <summary>People at real pages of the real program: what they see, press and get, over a real chest CT sent by DCMTK.</summary>
public sealed class BrowserTests(ITestOutputHelper output)
{
    private const string Findings = "양측 폐하엽 말초에 간유리음영이 보임.";
    private const string Impression = "바이러스성 폐렴에 합당한 소견.";
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 30_000 };

    [Fact]
    public async Task A_reader_sees_the_study_arrive_reads_it_by_keyboard_and_signs_and_the_referrer_gets_the_answer_with_the_name()
    {
        await using var browser = await Browser.LaunchAsync();
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), 60);
        await using var node = await Node.StartAsync();
        var reader = await browser.SignInAsync(node, "reader", await node.AddUserAsync("reader", "Reader", language: "en"));

        // the list is empty, then the study is on it, and the page was never loaded again
        await Expect(reader.GetByText("Nothing waits for you")).ToBeVisibleAsync();
        await reader.EvaluateAsync("() => { globalThis.loadedOnce = true; }");
        await SendAsync(node, planted);
        var row = reader.Locator("tr[data-study]");
        await Expect(row).ToContainTextAsync("60 images", Patient);
        await Expect(row).ToContainTextAsync("Chest");
        Assert.True(await reader.EvaluateAsync<bool>("() => globalThis.loadedOnce === true"));
        var study = (await row.GetAttributeAsync("data-study"))!;

        // opened by keyboard
        await reader.Keyboard.PressAsync("ArrowDown");
        await Expect(row).ToBeFocusedAsync();
        await reader.Keyboard.PressAsync("Enter");
        var room = new ReadingPage(reader, node);
        await room.PictureAsync();
        Assert.EndsWith($"/read/{study}", reader.Url);

        // the grey of a known pixel, in the window of a preset key, of another, and of a drag
        await reader.Keyboard.PressAsync("1");
        await room.WindowIsAsync(-600, 1500);
        var slice = await room.DecodedAsync(study);
        var place = slice.FlattestPlace(-600, 1500);
        var inLung = await room.GreyIsRightAsync(slice, place);
        Assert.InRange(inLung, 30, 225);
        await reader.Keyboard.PressAsync("2");
        await room.WindowIsAsync(40, 400);
        var inMediastinum = await room.GreyIsRightAsync(slice, place);
        Assert.NotEqual(inLung, inMediastinum);
        await reader.Keyboard.PressAsync("1");
        await room.WindowIsAsync(-600, 1500);
        await reader.Mouse.MoveAsync(500, 500);
        await reader.Mouse.DownAsync();
        await reader.Mouse.MoveAsync(500, 440, new MouseMoveOptions { Steps = 6 });
        await reader.Mouse.UpAsync();
        var dragged = await room.WindowAsync();
        Assert.NotEqual(-600, dragged.Center);
        Assert.NotEqual(inLung, await room.GreyIsRightAsync(slice, place));
        output.WriteLine($"at {place}: lung {inLung}, mediastinum {inMediastinum}, dragged to {dragged}");

        // scrolled: another slice, with its own pixels
        var before = await room.SliceAsync();
        await reader.Keyboard.PressAsync("1");
        await reader.Mouse.WheelAsync(0, 100);
        await room.SliceIsNotAsync(before);
        var next = await room.DecodedAsync(study);
        await room.GreyIsRightAsync(next, next.FlattestPlace(-600, 1500));

        // written in Korean, saved by itself, signed by keyboard
        await reader.GetByRole(AriaRole.Button, new() { Name = "Start reading" }).First.ClickAsync();
        await reader.Locator("textarea[name=findings]:not([readonly])").ClickAsync();
        await reader.Keyboard.InsertTextAsync(Findings);
        await room.DraftIsAsync("saved");
        await Expect(reader.GetByText(new Regex("^Saved "))).ToBeVisibleAsync();
        await reader.ClickAsync("textarea[name=impression]");
        await reader.Keyboard.InsertTextAsync(Impression);
        await reader.Keyboard.PressAsync("Control+Enter");
        await Expect(reader.Locator("dialog")).ToContainTextAsync(Impression);
        await Expect(reader.GetByRole(AriaRole.Button, new() { Name = "Sign and send" })).ToBeFocusedAsync();
        await reader.Keyboard.PressAsync("Enter");
        await Expect(reader.Locator(".rr-kind-final")).ToBeVisibleAsync();
        Assert.DoesNotContain(PlantedStudy.HangulName, await reader.ContentAsync());

        // the referrer: the name, the answer, the paper, received
        var referrer = await browser.SignInAsync(node, "referrer", await node.AddUserAsync("referrer", "Referrer", language: "en"));
        var card = referrer.GetByRole(AriaRole.Article);
        await Expect(card).ToContainTextAsync("Report ready", Patient);
        await Expect(card.GetByRole(AriaRole.Heading)).ToHaveTextAsync(PlantedStudy.HangulName);
        await card.GetByRole(AriaRole.Button, new() { Name = "View report" }).ClickAsync();
        await Expect(card).ToContainTextAsync(Impression);
        var paper = await referrer.RunAndWaitForDownloadAsync(() => card.GetByText("Download PDF").ClickAsync());
        using (var document = PdfDocument.Open(await paper.PathAsync()))
        {
            var text = string.Concat(document.GetPages().Select(page => page.Text)).Replace(" ", "", StringComparison.Ordinal);
            Assert.Contains(PlantedStudy.HangulName, text);
            Assert.Contains(Impression.Replace(" ", "", StringComparison.Ordinal), text);
        }
        await card.GetByRole(AriaRole.Button, new() { Name = "Received", Exact = true }).ClickAsync();
        await Expect(card).ToContainTextAsync("Received by");
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task On_a_phone_a_study_is_opened_and_scrolled_by_touch()
    {
        await using var browser = await Browser.LaunchAsync();
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), 60);
        await using var node = await Node.StartAsync();
        await SendAsync(node, planted);
        var page = await browser.SignInAsync(node, "reader", await node.AddUserAsync("reader", "Reader"), phone: true);
        await page.Locator(".card-link").TapAsync();
        var room = new ReadingPage(page, node);
        await room.PictureAsync();
        var before = await room.SliceAsync();
        await room.SwipeAsync(180, 500, 350);
        await room.SliceIsNotAsync(before);
        var study = page.Url.Split('/')[^1];
        var slice = await room.DecodedAsync(study);
        var (center, width) = await room.WindowAsync();
        await room.GreyIsRightAsync(slice, slice.FlattestPlace(center, width));
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone");
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_reader_of_another_site_sees_an_empty_list_and_cannot_open_the_study_by_its_address()
    {
        await using var browser = await Browser.LaunchAsync();
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), 2);
        await using var node = await Node.StartAsync();
        await SendAsync(node, planted);
        using var own = await node.SignInNewAsync("reader", "Reader");
        var list = await Node.UntilAsync(own, "/api/worklist?list=unread", answer => answer.GetProperty("items").GetArrayLength() == 1);
        var page = await browser.SignInAsync(node, "stranger", await node.AddUserAsync("stranger", "Reader", "SITEB", "en"));
        await Expect(page.GetByText("Nothing waits for you")).ToBeVisibleAsync();
        await Expect(page.Locator("tr[data-study]")).ToHaveCountAsync(0);
        await page.GotoAsync($"{node.Address}read/{list.GetProperty("items")[0].GetProperty("study").GetString()}");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("canvas").CountAsync());
        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_while_a_report_is_written_loses_no_text()
    {
        await using var browser = await Browser.LaunchAsync();
        using var planted = await PlantedStudy.CopyAsync(Places.Data("chest-ct/ricord-1a-covid-dicom"), 5);
        await using var node = await Node.StartAsync();
        await SendAsync(node, planted);
        var page = await browser.SignInAsync(node, "reader", await node.AddUserAsync("reader", "Reader", language: "en"));
        await page.Locator("tr[data-study]").DblClickAsync();
        var room = new ReadingPage(page, node);
        await room.PictureAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start reading" }).First.ClickAsync();
        var findings = page.Locator("textarea[name=findings]:not([readonly])");
        await findings.ClickAsync();
        await page.Keyboard.InsertTextAsync(Findings);
        await room.DraftIsAsync("saved");

        await node.KillAsync();
        await page.Keyboard.InsertTextAsync(" 서버가 없는 동안 쓴 글.");
        await room.DraftIsAsync("offline");
        await node.StartServerAsync();
        await room.DraftIsAsync("saved");

        await page.ReloadAsync();
        await room.PictureAsync();
        await Expect(page.Locator("textarea[name=findings]")).ToHaveValueAsync(Findings + " 서버가 없는 동안 쓴 글.");
        Assert.Empty(browser.Faults);
    }

    private static async Task SendAsync(Node node, PlantedStudy planted)
    {
        var (code, said) = await node.StorescuAsync(planted.Folder);
        Assert.True(code == 0, said);
    }
}
