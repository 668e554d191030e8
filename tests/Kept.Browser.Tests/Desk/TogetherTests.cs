using Kept.Browser.Tests.Windows;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.Playwright;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Desk;

/// <summary>Colleagues at the same time, and a caller on the line.</summary>
public sealed class TogetherTests(Chromium chromium)
{
    [Fact]
    public async Task Two_on_one_case_see_each_other_and_the_second_save_shows_both_versions()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.DumpedAsync("Mill Lane");
        await using var hers = await chromium.OpenAsync(app, View.Desktop);
        await hers.SignInAsync(await app.AddColleagueAsync("Mira Kovač"), about.DeskAddress());
        await using var his = await chromium.OpenAsync(app, View.Phone);
        await his.SignInAsync(await app.AddColleagueAsync("Tom Okafor"), about.DeskAddress());
        await Assertions.Expect(his.Page.Locator("#viewers")).ToContainTextAsync("Mira Kovač");
        await his.CheckAsync("case-seen-by-two");

        await his.Page.ClickAsync("#form-handover > summary");
        await his.Page.FillAsync("#Give_Words", "For you.");
        await his.Page.ClickAsync("#form-handover form button");
        await his.Page.WaitForURLAsync("**?done=handover");
        await SoonAsync(app, () => hers.Page.Locator("#newer").IsVisibleAsync());

        await hers.Page.ClickAsync("#form-close > summary");
        await hers.Page.CheckAsync("input[name='Close.Outcome'][value=NoAction]");
        await hers.Page.FillAsync("#Close_Words", "Private ground.");
        await hers.Page.ClickAsync("#form-close form button.govuk-button");
        await Assertions.Expect(hers.Page.Locator(".kept-conflict")).ToContainTextAsync("Private ground.");
        await Assertions.Expect(hers.Page.Locator(".kept-conflict")).ToContainTextAsync("For you.");
        await Assertions.Expect(hers.Page.Locator(".kept-conflict")).ToContainTextAsync("Nothing will be done");
        await hers.CheckAsync("case-conflict");
        await hers.Page.SetViewportSizeAsync(View.Phone.Screen.Width, View.Phone.Screen.Height);
        await hers.AxeAsync();
        await hers.ScreenshotAsync("case-conflict-narrow");
        hers.ForgetErrors();
        await hers.Page.ClickAsync("#form-close form button.govuk-button");
        await hers.Page.WaitForURLAsync("**?done=close");
    }

    [Theory, MemberData(nameof(Windows))]
    public async Task A_caller_wants_news_tells_more_and_has_something_new(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.DumpedAsync("Mill Lane");
        await using var window = await chromium.OpenAsync(app, view);
        await window.SignInAsync(await app.AddColleagueAsync("Mira Kovač"), "/desk/rang");
        var page = window.Page;

        await page.FillAsync("#rang", "sam poole");
        await page.Keyboard.PressAsync("Enter");
        await page.ClickAsync("form[action$='/news'] button");
        await Assertions.Expect(page.Locator(".kept-aloud__words")).ToContainTextAsync("Wednesday 11 March");
        await window.CheckAsync("rang-aloud");
        await page.ClickAsync(".kept-call summary");
        await page.ClickAsync("form[action$='/more'] button");
        await Assertions.Expect(page.Locator(".govuk-error-message")).ToBeVisibleAsync();
        await window.CheckAsync("rang-error");
        await page.FillAsync("#Call_Words", "There are rats now.");
        await page.ClickAsync("form[action$='/more'] button");
        await Assertions.Expect(page.Locator(".kept-done")).ToBeVisibleAsync();
        await page.SelectOptionAsync("#service", "pothole");
        await page.ClickAsync(".kept-rang__new button");
        await page.WaitForURLAsync("**/report/pothole?for=caller*");

        var contacts = await app.WithAsync<Kept.Cases.CaseFiles, int>(async files => (await files.ReadAsync(about.Reference, Kept.Cases.By.System, default))!.Case.Chasers);
        contacts.ShouldBe(1);
    }

    [Fact]
    public async Task The_counts_follow_what_happens()
    {
        await using var app = await KeptApp.StartAsync();
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await window.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var count = window.Page.Locator("[data-count=nobody]");
        await Assertions.Expect(count).ToHaveTextAsync("0");

        await app.DumpedAsync("Mill Lane");

        await SoonAsync(app, async () => await count.InnerTextAsync() == "1");
    }

    /// <summary>Signed out in another tab, or for too long away: what was typed comes through.</summary>
    [Fact]
    public async Task A_note_survives_that_the_session_is_gone()
    {
        await using var app = await KeptApp.StartAsync();
        var about = await app.DumpedAsync("Mill Lane");
        var mira = await app.AddColleagueAsync("Mira Kovač");
        await using var window = await chromium.OpenAsync(app, View.Phone);
        await window.SignInAsync(mira, about.DeskAddress());
        await window.Page.ClickAsync("#form-note > summary");
        await window.Page.FillAsync("#Note_Words", "Written before the session went.");
        await window.Page.Context.ClearCookiesAsync();

        await window.Page.ClickAsync("#form-note form button");
        await window.CheckAsync("desk-session-gone");
        await window.Page.FillAsync("#Mail", mira.Mail);
        await window.Page.FillAsync("#Password", Colleagues.Password);
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("Written before the session went.");
        await window.CheckAsync("desk-session-back");
        await window.Page.ClickAsync("main form button");
        await Assertions.Expect(window.Page.Locator(".kept-timeline")).ToContainTextAsync("Written before the session went.");
    }

    /// <summary>
    /// A stream waits by the virtual clock, from when its own request has got there: moving that clock once may be too early.
    /// </summary>
    private static Task SoonAsync(KeptApp app, Func<Task<bool>> isSeen) => Eventually.IsTrueAsync(async () =>
    {
        await app.AdvanceAsync(Duration.FromSeconds(1));
        return await isSeen();
    });

    public static TheoryData<View> Windows => [View.Desktop, View.Phone, new View(Screen.Desktop, HasScript: false)];
}
