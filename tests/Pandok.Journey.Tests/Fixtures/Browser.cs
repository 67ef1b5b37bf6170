using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Pandok.Journey.Tests.Fixtures;

/// <summary>Chromium with WebGL in software: the same pictures on every machine. It remembers what went wrong inside its pages.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser chromium;

    private Browser(IPlaywright playwright, IBrowser chromium)
    {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /// <summary>Exceptions that nobody caught, of all pages.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public static async Task<Browser> LaunchAsync()
    {
        var program = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(program)) Assert.Skip($"NOT TESTED: {program} is not installed.");
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>A person of their own (no shared cookies) who signs in through the page.</summary>
    public async Task<IPage> SignInAsync(Node node, string name, string password, bool phone = false)
    {
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 },
            HasTouch = phone,
            IsMobile = phone,
            TimezoneId = "Asia/Seoul",
        });
        context.SetDefaultTimeout(30_000);
        SetDefaultExpectTimeout(15_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, fault) => Faults.Enqueue(fault);
        await page.GotoAsync(node.Address.ToString());
        await page.FillAsync("input[name=userName]", name);
        await page.FillAsync("input[name=password]", password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("input[name=password]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }
}
