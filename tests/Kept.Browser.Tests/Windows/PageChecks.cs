using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Kept.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace Kept.Browser.Tests.Windows;

/// <summary>What every page has to stand, at every turn of a story.</summary>
internal static class PageChecks
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        },
        ResultTypes = [ResultType.Violations],
    };

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
        var found = await window.Page.RunAxe(Rules);
        found.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(node => node.Html))}")
            .ShouldBeEmpty(window.Page.Url);
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
