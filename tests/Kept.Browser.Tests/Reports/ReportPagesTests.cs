using Kept.Browser.Tests.Windows;
using Kept.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Reports;

/// <summary>Every page on the way from the start to the confirmation, as people see it.</summary>
public sealed class ReportPagesTests(Chromium chromium)
{
    private const string MainButton = "main form .govuk-button:not(.govuk-button--secondary)";

    private static readonly FilePayload Photo = new() { Name = "lane.png", MimeType = "image/png", Buffer = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==") };

    [Theory, Views(DesktopOnly = true)]
    public async Task Every_page_of_a_report_can_be_read_and_used(View view)
    {
        await using var app = await KeptApp.StartAsync();
        await using var window = await chromium.OpenAsync(app, view);
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
        await SayWhoAsync(window);
        await window.CheckAsync("report-check");
        await page.ClickAsync(MainButton);
        await window.CheckAsync("report-sent");
        page.Url.ShouldContain("/report/sent/");
    }

    [Theory, Views(DesktopOnly = true)]
    public async Task Somebody_who_sees_the_same_is_asked_whether_it_is_that(View view)
    {
        await using var app = await KeptApp.StartAsync();
        await using (var first = await chromium.OpenAsync(app, View.Desktop))
        {
            await ToCheckAsync(first);
            await first.Page.ClickAsync(MainButton);
        }

        await using var window = await chromium.OpenAsync(app, view);
        await ToCheckAsync(window);
        window.Page.Url.ShouldEndWith("/similar");
        await window.CheckAsync("report-similar");
        await window.Page.ClickAsync(".kept-card .govuk-button");
        await window.CheckAsync("report-informed");
        await window.Page.FillAsync("#Mail", "ada@example.org");
        await window.Page.ClickAsync(MainButton);
        await window.CheckAsync("report-following");
    }

    [Theory, Views]
    public async Task The_other_kinds_of_question_and_the_lost_draft(View view)
    {
        await using var app = await KeptApp.StartAsync();
        await using var window = await chromium.OpenAsync(app, view);
        await window.GoAsync("/report/council-tax");
        await window.Page.ClickAsync(MainButton);
        await window.Page.CheckAsync("input[value=moved]");
        await window.Page.ClickAsync(MainButton);
        await window.CheckAsync("report-date");
        await window.GoAsync("/report/bulky-waste");
        await window.Page.ClickAsync(MainButton);
        await window.Page.Locator("main input[type=checkbox]").First.CheckAsync();
        await window.Page.ClickAsync(MainButton);
        await window.CheckAsync("report-number");
        await window.Page.FillAsync("main input[inputmode=numeric]", "2");
        await window.Page.ClickAsync(MainButton);
        await window.CheckAsync("report-slot");
        await window.GoAsync($"/report/fly-tipping/{new string('A', 22)}/check");
        window.Page.Url.ShouldContain("/check");
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
        await page.SetInputFilesAsync("input[type=file]", [Photo, new FilePayload { Name = "free.exe", MimeType = "image/png", Buffer = [77, 90, 1] }]);
        await page.ClickAsync("button[formaction*='handler=Add']");
        await window.CheckAsync("report-photos-error");
        await page.ClickAsync(MainButton);
    }

    private static async Task SayWhoAsync(Window window)
    {
        var page = window.Page;
        await page.FillAsync("[name='Typed.Mail']", "ada");
        await page.ClickAsync(MainButton);
        await window.CheckAsync("report-details-error");
        await page.FillAsync("[name='Typed.Mail']", "ada@example.org");
        await page.ClickAsync(MainButton);
    }

    private static async Task ToCheckAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("/report/fly-tipping");
        await page.ClickAsync(MainButton);
        await page.CheckAsync("input[value=furniture]");
        await page.ClickAsync(MainButton);
        await page.CheckAsync("input[value=van]");
        await page.ClickAsync(MainButton);
        await page.Locator(".kept-door").Nth(1).Locator("summary").ClickAsync();
        await page.FillAsync("#Typed_Address", "12 Mill Lane");
        await page.ClickAsync(MainButton);
        await page.CheckAsync("input[value=no]");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await page.ClickAsync(MainButton);
        }
    }
}
