using Deque.AxeCore.Commons;
using Kept.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace Kept.Browser.Tests.Windows;

/// <summary>What every page has to stand, at every turn of a story.</summary>
internal static class PageChecks
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // In the page itself, which has no frames: the library's own way opens a second page for every check and reads axe once more there.
    private const string Run = """
        async tags => (await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations
            .map(found => `${found.id} (${found.impact}): ${found.help}\n  ${found.nodes.map(node => node.html).join('\n  ')}`)
        """;

    /// <summary>All checks, and a screenshot under this name.</summary>
    public static async Task CheckAsync(this Window window, string name)
    {
        await window.Page.WaitForLoadStateAsync(LoadState.Load);
        window.Errors.ShouldBeEmpty(window.Page.Url);
        await window.FitsAsync();
        await window.ScreenshotAsync(name);

        // Without script there is the same page, and axe cannot run.
        if (window.View.HasScript)
        {
            await window.AxeAsync();
        }

        // Screenshots and axe add styles of their own, which the page's policy refuses.
        window.ForgetErrors();
    }

    /// <summary>axe-core finds nothing, neither against WCAG 2.2 AA nor against good practice.</summary>
    public static async Task AxeAsync(this Window window)
    {
        await window.Page.EvaluateAsync(Axe);
        var found = await window.Page.EvaluateAsync<string[]>(Run, Rules);
        found.ShouldBeEmpty(window.Page.Url);
    }

    /// <summary>Nothing is wider than the window: nobody has to scroll sideways.</summary>
    public static async Task FitsAsync(this Window window)
    {
        var width = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        width.ShouldBeLessThanOrEqualTo(window.View.Screen.Width, window.Page.Url);
    }

    /// <summary>Into artifacts/screenshots, the whole page.</summary>
    public static async Task ScreenshotAsync(this Window window, string name) =>
        await window.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(TestFolder.Artifacts("screenshots"), $"{name}-{window.View}.png"),
            FullPage = true,
        });
}
