using Kept.Browser.Tests.Windows;
using Kept.Testing;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Kept.Browser.Tests.Windows;

/// <summary>Debian's Chromium, started once for all tests; each test opens windows of its own, which share nothing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The shell first: a whole Chromium without a screen still draws its own bars and menus for every window.
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(60_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("KEPT_TEST_CHROMIUM") ?? Places.First(File.Exists),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A window on the program.</summary>
    internal async Task<Window> OpenAsync(KeptApp app, View view)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = app.Address.ToString(),
            ViewportSize = new ViewportSize { Width = view.Screen.Width, Height = view.Screen.Height },
            HasTouch = view.Screen.IsPhone,
            IsMobile = view.Screen.IsPhone,
            JavaScriptEnabled = view.HasScript,
            Locale = view.Language,
            TimezoneId = "Europe/London",
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await Window.OpenAsync(app, view, context);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
