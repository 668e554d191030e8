using Kept.Browser.Tests.Windows;
using Shouldly;
using Xunit;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Browser.Tests.Desk;

/// <summary>Every page of the desk as it looks on a busy day. The fullest of each kind in every window, the others in English.</summary>
public sealed class DeskPagesTests(Chromium chromium, BusyDesk busy)
{
    [Theory, Views]
    public async Task The_lists_and_what_is_found(View view)
    {
        await using var window = await OpenAsync(view, "/desk");
        await window.CheckAsync("desk-mine");
        await window.GoAsync("/desk?view=broken&team=any&service=school-place");
        await window.Page.ClickAsync(".kept-filter summary");
        await window.CheckAsync("desk-filter");
        await LookAsync(
            window,
            ("desk-team", "/desk?view=team"), ("desk-nobody", "/desk?view=nobody&sort=contact"), ("desk-due", "/desk?view=due"),
            ("desk-waiting", "/desk?view=waiting"), ("desk-closed", "/desk?view=all&state=closed&service=fly-tipping"),
            ("desk-empty", "/desk?view=waiting&team=schools"), ("desk-nothing-fits", "/desk?view=all&service=noise"),
            ("search", "/desk/search?q=mill"), ("search-nothing", "/desk/search?q=zzzz"), ("search-start", "/desk/search"));
    }

    [Theory, Views]
    public async Task The_page_of_a_case(View view)
    {
        await busy.StartAsync();
        await using var window = await OpenAsync(view, busy.Rich.DeskAddress());
        await window.CheckAsync("case-rich");
        await LookAsync(
            window,
            ("case-broken", busy.Broken), ("case-waiting", busy.Waiting), ("case-closed", busy.Closed), ("case-merged", busy.Merged),
            ("case-approval", busy.ForApproval), ("case-long", busy.Long));
    }

    [Theory, Views]
    public async Task Somebody_rang(View view)
    {
        await using var window = await OpenAsync(view, "/desk/rang?q=ada");
        await window.Page.ClickAsync(".kept-call summary");
        await window.CheckAsync("rang-found");
        await LookAsync(
            window,
            ("rang", "/desk/rang"), ("rang-nobody", "/desk/rang?q=zzzz"), ("rang-told", "/desk/rang?q=ada&told=" + busy.Rich.Reference.Value),
            ("rang-added", "/desk/rang?q=ada&added=" + busy.Rich.Reference.Value));
    }

    /// <summary>Whoever takes a wrong turn at their work stays at the desk.</summary>
    [Theory, Views]
    public async Task What_is_not_there_and_what_is_not_allowed(View view)
    {
        await using var window = await OpenAsync(view, "/account");
        await window.GoAsync("/admin/staff");
        await window.CheckAsync("desk-403");
        await LookAsync(window, ("desk-404", "/desk/cases/ABCD-EFGH"));
        await window.Page.ClickAsync("main a");
        window.Page.Url.ShouldEndWith("/desk");
    }

    private static Task LookAsync(Window window, params (string Name, Case About)[] cases) =>
        LookAsync(window, [.. cases.Select(one => (one.Name, one.About.DeskAddress()))]);

    private static async Task LookAsync(Window window, params (string Name, string Address)[] pages)
    {
        foreach (var (name, address) in window.View.Language == "en" ? pages : [])
        {
            await window.GoAsync(address);
            await window.CheckAsync(name);
        }
    }

    private async Task<Window> OpenAsync(View view, string address)
    {
        var window = await chromium.OpenAsync(await busy.StartAsync(), view);
        await window.SignInAsync(busy.Colleagues[view.Language], address);
        return window;
    }
}
