using Kept.Browser.Tests.Windows;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Browser.Tests.Staff;

/// <summary>Passkeys with an authenticator that the browser simulates.</summary>
public sealed class PasskeyTests(Chromium chromium)
{
    [Fact]
    public async Task One_is_added_signs_in_gets_a_name_and_is_removed()
    {
        await using var app = await KeptApp.StartAsync(options => options.Host = "localhost");
        var mira = await app.AddColleagueAsync("Mira Kovač");
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await AddAuthenticatorAsync(window.Page);
        await SignInByPasswordAsync(window, mira);

        await ButtonAsync(window, "Add a passkey on this device");
        await SaysAsync(window, "The passkey was added");
        await window.CheckAsync("account-with-passkey");

        await ButtonAsync(window, "Sign out");
        await SaysAsync(window, "You are signed out");
        await app.AdvanceAsync(Duration.FromMinutes(1));
        await window.GoAsync("/sign-in?returnTo=/account");
        await window.CheckAsync("sign-in-with-passkey");
        await ButtonAsync(window, "Sign in with a passkey");
        await SaysAsync(window, "Your account");

        await window.Page.GetByLabel("Name of the passkey").FillAsync("Blue key");
        await ButtonAsync(window, "Rename the passkey Passkey 1");
        await SaysAsync(window, "The passkey has its new name");
        await ButtonAsync(window, "Remove the passkey Blue key");
        await SaysAsync(window, "You have no passkey yet");

        await ButtonAsync(window, "Sign out");
        await window.GoAsync("/sign-in");
        await ButtonAsync(window, "Sign in with a passkey");
        await SaysAsync(window, "The passkey was not accepted");
        (await app.ReadAsync(db => db.Set<StaffChange>().OrderBy(change => change.Id).Select(change => change.Kind).ToListAsync()))
            .ShouldBe([StaffChangeKind.PasskeyAdded, StaffChangeKind.PasskeyRemoved]);
        (await app.ReadAsync(db => db.Messages.CountAsync(message => message.Kind == "staff-changed"))).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_who_left_gets_in_with_none()
    {
        await using var app = await KeptApp.StartAsync(options => options.Host = "localhost");
        var mira = await app.AddColleagueAsync("Mira Kovač");
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await AddAuthenticatorAsync(window.Page);
        await SignInByPasswordAsync(window, mira);
        await ButtonAsync(window, "Add a passkey on this device");
        await SaysAsync(window, "The passkey was added");
        await ButtonAsync(window, "Sign out");
        await app.WithAsync<Kept.Storage.KeptDb>(async db =>
        {
            (await db.FindAsync<StaffMember>(mira.Id))!.Active = false;
            await db.SaveChangesAsync();
        });

        await window.GoAsync("/sign-in");
        await ButtonAsync(window, "Sign in with a passkey");

        await SaysAsync(window, "The passkey was not accepted");
    }

    /// <summary>Browsers accept no passkey for a bare IP address: the page offers none there, and says where they work.</summary>
    [Fact]
    public async Task At_an_address_where_none_works_none_is_offered()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        await using var window = await chromium.OpenAsync(app, View.Desktop);
        await window.GoAsync("/sign-in");
        (await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).CountAsync()).ShouldBe(0);

        await SignInByPasswordAsync(window, mira);

        (await window.Page.InnerTextAsync("main")).ShouldContain($"Open http://localhost:{app.Address.Port} to use them");
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var chrome = await page.Context.NewCDPSessionAsync(page);
        await chrome.SendAsync("WebAuthn.enable");
        await chrome.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static async Task SignInByPasswordAsync(Window window, StaffMember member)
    {
        await window.GoAsync("/sign-in?returnTo=/account");
        await window.Page.GetByLabel("E-mail address").FillAsync(member.Mail);
        await window.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Colleagues.Password);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await SaysAsync(window, "Your account");
    }

    private static Task ButtonAsync(Window window, string name) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private static Task SaysAsync(Window window, string words) =>
        Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync(words);
}
