using Kept.Browser.Tests.Windows;
using Microsoft.Playwright;
using Shouldly;

namespace Kept.Browser.Tests.Reports;

/// <summary>The whole way of a report about rubbish in the street, with its mistakes, every page checked.</summary>
internal static class ReportWalk
{
    public const string MainButton = "main form .govuk-button:not(.govuk-button--secondary)";

    /// <summary>A photo as phones take them, with the place where it was taken.</summary>
    public static FilePayload Photo { get; } = new()
    {
        Name = "lane.jpg", MimeType = "image/jpeg", Buffer = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "photo.jpg")),
    };

    private static FilePayload ProgramInDisguise { get; } = new() { Name = "free.png", MimeType = "image/png", Buffer = [77, 90, 1] };

    /// <summary>From the start page to the confirmation.</summary>
    public static async Task SendAsync(Window window, string mail)
    {
        var page = window.Page;
        await AskAsync(window);
        await page.ClickAsync(MainButton);
        await page.ClickAsync(MainButton);
        await window.CheckAsync("report-many-of-error");
        await page.CheckAsync("input[value=furniture]");
        await page.ClickAsync(MainButton);
        await page.CheckAsync("input[value=van]");
        await window.CheckAsync("report-one-of");
        await page.ClickAsync(MainButton);
        await SayWhereAsync(window);
        await page.CheckAsync("input[value=no]");
        await window.CheckAsync("report-yes-no");
        await page.ClickAsync(MainButton);
        await page.CheckAsync("input[value=yes]");
        await page.ClickAsync(MainButton);
        await window.CheckAsync("report-long-text");
        await page.FillAsync("textarea", "A white van");
        await page.ClickAsync(MainButton);
        await AddPhotoAsync(window);
        await page.ClickAsync(MainButton);
        await SayWhoAsync(window, mail);
        await window.CheckAsync("report-check");
        await page.ClickAsync(MainButton);
        await window.CheckAsync("report-sent");
    }

    private static async Task AskAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("/");
        await window.CheckAsync("report-start");
        await page.FillAsync("#q", "zzzz");
        await page.ClickAsync(".kept-search__button");
        await window.CheckAsync("report-search-nothing");
        await page.FillAsync("#q", "sofa");
        await page.ClickAsync(".kept-search__button");
        await window.CheckAsync("report-search");
        await window.GoAsync("/report/fly-tipping");
        await window.CheckAsync("report-service");
    }

    /// <summary>The map, where there is script; words otherwise.</summary>
    private static async Task SayWhereAsync(Window window)
    {
        var page = window.Page;
        await window.CheckAsync("report-place");
        if (window.View.HasScript)
        {
            await page.ClickAsync(".kept-door--map summary");
            await page.FocusAsync(".kept-map__canvas");
            await page.Keyboard.PressAsync("ArrowUp");
            await page.ClickAsync(".kept-map__mark");
            await window.CheckAsync("report-place-map");
            (await page.InputValueAsync("[name='Typed.Latitude']")).ShouldNotBeEmpty();
        }

        await page.Locator(".kept-door").Last.Locator("summary").ClickAsync();
        await page.FillAsync("#Typed_Words", "Mill Lane");
        await page.ClickAsync(MainButton);
    }

    private static async Task AddPhotoAsync(Window window)
    {
        var page = window.Page;
        await page.SetInputFilesAsync("input[type=file]", [Photo, ProgramInDisguise]);
        await page.ClickAsync("button[formaction*='handler=Add']");
        await window.CheckAsync("report-photos-error");
        await page.ClickAsync(MainButton);
    }

    private static async Task SayWhoAsync(Window window, string mail)
    {
        var page = window.Page;
        await page.FillAsync("[name='Typed.Mail']", "ada");
        await page.ClickAsync(MainButton);
        await window.CheckAsync("report-details-error");
        await page.FillAsync("[name='Typed.Mail']", mail);
        await page.ClickAsync(MainButton);
    }
}
