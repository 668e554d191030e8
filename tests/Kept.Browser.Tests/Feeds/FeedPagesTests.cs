using Kept.Browser.Tests.Windows;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Kept.Browser.Tests.Feeds;

/// <summary>How the page of calendar addresses looks, in every window.</summary>
public sealed class FeedPagesTests(Chromium chromium)
{
    [Theory, Views]
    public async Task The_page_can_be_read_and_used(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var lena = await app.AddColleagueAsync("Lena Hart", StaffRole.Lead, language: view.Language);
        var words = app.Services.GetRequiredService<Kept.Texts.TextLibrary>().In(view.Language);
        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(lena, "/account/calendars");
        await window.CheckAsync("calendars-none");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = words["feeds.named", ("what", words["feeds.make"]), ("name", words["feeds.own"])] }).ClickAsync();
        await window.Page.Locator("code").WaitForAsync();
        await window.CheckAsync("calendars-made");
    }
}
