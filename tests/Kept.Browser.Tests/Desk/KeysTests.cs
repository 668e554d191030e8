using Kept.Browser.Tests.Windows;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Desk;

/// <summary>The desk worked with keys alone, and what changes on an open page by itself.</summary>
public sealed class KeysTests(Chromium chromium, BusyDesk busy)
{
    [Fact]
    public async Task Rows_are_walked_opened_and_shown_beside_the_list()
    {
        await using var window = await chromium.OpenAsync(await busy.StartAsync(), View.Desktop);
        await window.SignInAsync(busy.Colleagues["en"], "/desk?view=nobody");
        var (page, rows) = (window.Page, window.Page.Locator(".kept-row"));
        await Assertions.Expect(page.Locator(".kept-preview")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(rows.Nth(1)).ToHaveClassAsync("kept-row kept-row--chosen");
        var title = await rows.Nth(1).Locator(".kept-row__link").InnerTextAsync();
        await Assertions.Expect(page.Locator(".kept-preview__title")).ToHaveTextAsync(title);
        await window.CheckAsync("desk-walked");

        await page.Keyboard.PressAsync("o");
        await Assertions.Expect(page.Locator("h1 .kept-reference")).ToBeVisibleAsync();
        (await page.InnerTextAsync("main")).ShouldContain(title);
    }

    [Fact]
    public async Task A_case_is_noted_and_answered_and_the_keys_are_listed()
    {
        await using var window = await chromium.OpenAsync(await busy.StartAsync(), View.Desktop);
        await window.SignInAsync(busy.Colleagues["en"], busy.Rich.DeskAddress());
        var page = window.Page;

        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#Note_Words")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("jon");
        await Assertions.Expect(page.Locator("#Note_Words")).ToHaveValueAsync("jon");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator("#Write_Words")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await window.CheckAsync("desk-keys");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#keys")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("t");
        await page.WaitForURLAsync("**/desk/rang?q=*");
    }

    /// <summary>Speech input and shaky hands press keys by accident: WCAG 2.1.4.</summary>
    [Fact]
    public async Task Whoever_does_not_want_the_keys_turns_them_off()
    {
        await using var window = await chromium.OpenAsync(await busy.StartAsync(), View.Desktop);
        await window.SignInAsync(busy.Colleagues["en"]);
        var page = window.Page;

        await page.ClickAsync("[data-opens-help]");
        await page.UncheckAsync("[data-keys-on]");
        await page.Keyboard.PressAsync("Escape");
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#search")).Not.ToBeFocusedAsync();
        await page.ClickAsync("[data-opens-help]");
        await Assertions.Expect(page.Locator("[data-keys-on]")).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Results_come_while_one_types()
    {
        await using var window = await chromium.OpenAsync(await busy.StartAsync(), View.Desktop);
        await window.SignInAsync(busy.Colleagues["en"], "/account");
        var page = window.Page;

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("mill scho");
        await Assertions.Expect(page.Locator("#found a").First).ToBeVisibleAsync();
        await window.CheckAsync("desk-found");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#found a").First).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("ControlOrMeta+a");
        await page.Keyboard.TypeAsync(busy.Rich.Reference.ToString().ToLowerInvariant());
        await Assertions.Expect(page.Locator("#found a")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**" + busy.Rich.DeskAddress());
    }
}
