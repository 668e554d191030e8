using Kept.Browser.Tests.Windows;
using Kept.Testing;
using Kept.Testing.Figures;
using Kept.Testing.People;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Desk;

/// <summary>The overview of a year, in every window and on paper.</summary>
public sealed class OverviewTests(Chromium chromium)
{
    /// <summary>A Thursday afternoon, when there is something to say about the week.</summary>
    private static readonly Instant Thursday = Instant.FromUtc(2026, 3, 5, 15, 0);

    [Theory, Views]
    public async Task The_overview_can_be_read(View view)
    {
        await using var app = await KeptApp.StartAsync(options => options.Start = Thursday);
        await using var window = await chromium.OpenAsync(app, view);
        await SignInAsync(window);

        await window.GoAsync("/desk/overview");
        await window.CheckAsync("overview-empty");
        await BelievableYear.AddAsync(app);
        await window.GoAsync("/desk/overview?period=52");
        await window.CheckAsync("overview-year");
        await window.GoAsync("/desk/overview?service=pothole");
        await window.CheckAsync("overview-service");
        await window.GoAsync("/desk/overview");
        foreach (var table in await window.Page.Locator(".kept-picture summary").AllAsync())
        {
            await table.ClickAsync();
        }

        await window.CheckAsync("overview-tables");
        await window.GoAsync("/desk/overview/cases?what=broken&period=13");
        await window.CheckAsync("overview-behind");
    }

    [Fact]
    public async Task It_is_printed_on_one_page()
    {
        await using var app = await KeptApp.StartAsync(options => options.Start = Thursday);
        await BelievableYear.AddAsync(app);
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await SignInAsync(window);
        await window.GoAsync("/desk/overview");

        var paper = await window.Page.PdfAsync(new() { Format = "A4", Path = Path.Combine(TestFolder.Artifacts("screenshots"), "overview-print.pdf") });

        System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(paper), @"/Type\s*/Page\b").ShouldBe(1);
    }

    private static async Task SignInAsync(Window window)
    {
        var lead = await window.App.AddColleagueAsync("Lena Hofer", Kept.Staff.StaffRole.Lead, language: window.View.Language);
        await window.SignInAsync(lead, "/account");
    }
}
