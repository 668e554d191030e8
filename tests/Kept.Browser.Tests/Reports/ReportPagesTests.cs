using Kept.Browser.Tests.Windows;
using Kept.Testing;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Reports;

/// <summary>Pages beside the usual way of a report, as people see them; the way itself is walked by the story of the mattress.</summary>
public sealed class ReportPagesTests(Chromium chromium)
{
    [Theory, Views(DesktopOnly = true)]
    public async Task Somebody_who_sees_the_same_is_asked_whether_it_is_that(View view)
    {
        await using var app = await KeptApp.StartAsync();
        await using (var first = await chromium.OpenAsync(app, View.Desktop))
        {
            await ToCheckAsync(first);
            await first.Page.ClickAsync(ReportWalk.MainButton);
        }

        await using var window = await chromium.OpenAsync(app, view);
        await ToCheckAsync(window);
        window.Page.Url.ShouldEndWith("/similar");
        await window.CheckAsync("report-similar");
        await window.Page.ClickAsync(".kept-card .govuk-button");
        await window.CheckAsync("report-informed");
        await window.Page.FillAsync("#Mail", "ada@example.org");
        await window.Page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("report-following");
    }

    [Theory, Views]
    public async Task The_other_kinds_of_question_and_the_lost_draft(View view)
    {
        await using var app = await KeptApp.StartAsync();
        await using var window = await chromium.OpenAsync(app, view);
        await window.GoAsync("/report/council-tax");
        await window.Page.ClickAsync(ReportWalk.MainButton);
        await window.Page.CheckAsync("input[value=moved]");
        await window.Page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("report-date");
        await window.GoAsync("/report/bulky-waste");
        await window.Page.ClickAsync(ReportWalk.MainButton);
        await window.Page.Locator("main input[type=checkbox]").First.CheckAsync();
        await window.Page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("report-number");
        await window.Page.FillAsync("main input[inputmode=numeric]", "2");
        await window.Page.ClickAsync(ReportWalk.MainButton);
        await window.CheckAsync("report-slot");
        await window.GoAsync($"/report/fly-tipping/{new string('A', 22)}/check");
        window.Page.Url.ShouldContain("/check");
    }

    [Theory, Views]
    public async Task A_marked_point_and_a_booked_time_are_shown_back(View view)
    {
        await using var app = await KeptApp.StartAsync();
        await using var window = await chromium.OpenAsync(app, view);
        await ToPlaceAsync(window);
        if (window.View.HasScript)
        {
            await window.Page.EvalOnSelectorAsync("[name='Typed.Latitude']", "field => field.value = '51.5074'");
            await window.Page.EvalOnSelectorAsync("[name='Typed.Longitude']", "field => field.value = '-0.1278'");
        }

        await FromPlaceAsync(window);
        await window.CheckAsync("report-check-point");
        await window.GoAsync("/report/bulky-waste");
        for (var page = 0; page < 20 && !window.Page.Url.Contains("/report/sent/", StringComparison.Ordinal); page++)
        {
            await AnswerAsync(window);
            await window.Page.ClickAsync(ReportWalk.MainButton);
        }

        await window.CheckAsync("report-sent-booking");
    }

    private static async Task AnswerAsync(Window window)
    {
        foreach (var choice in await window.Page.Locator("main input[type=checkbox], main input[type=radio]").AllAsync())
        {
            await choice.CheckAsync();
            break;
        }

        foreach (var (field, value) in new[] { ("main input[inputmode=numeric]", "2"), ("main [name='Typed.Name']", "Ada Eden"), ("main input[type=tel]", "07700 900123"), ("main [name='Typed.Address']", "12 Mill Lane") })
        {
            if (await window.Page.Locator(field).CountAsync() > 0)
            {
                await window.Page.FillAsync(field, value);
            }
        }
    }

    private static async Task ToCheckAsync(Window window)
    {
        await ToPlaceAsync(window);
        await FromPlaceAsync(window);
    }

    private static async Task ToPlaceAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("/report/fly-tipping");
        await page.ClickAsync(ReportWalk.MainButton);
        await page.CheckAsync("input[value=furniture]");
        await page.ClickAsync(ReportWalk.MainButton);
        await page.CheckAsync("input[value=van]");
        await page.ClickAsync(ReportWalk.MainButton);
    }

    private static async Task FromPlaceAsync(Window window)
    {
        var page = window.Page;
        await page.Locator(".kept-door").Nth(1).Locator("summary").ClickAsync();
        await page.FillAsync("#Typed_Address", "12 Mill Lane");
        await page.ClickAsync(ReportWalk.MainButton);
        await page.CheckAsync("input[value=no]");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await page.ClickAsync(ReportWalk.MainButton);
        }
    }
}
