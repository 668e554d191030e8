using Kept.Browser.Tests.Windows;
using Kept.Keys;
using Kept.Staff;
using Kept.Staff.Links;
using Kept.Staff.ManageStaff;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Kept.Browser.Tests.Staff;

/// <summary>How the pages for people who work here look, in every window.</summary>
public sealed class StaffPagesTests(Chromium chromium)
{
    [Theory, Views]
    public async Task Every_page_can_be_read_and_used(View view)
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null, language: view.Language);
        var mira = await app.AddColleagueAsync("Mira Kovač", language: view.Language);
        await app.WithAsync<InviteStaff>(invite => invite.RunAsync(
            hanna.ToIdentity(), new Invitation("Luka Horvat", "luka.horvat@millbrook.example", StaffRole.Agent, "duty", view.Language), default));
        await app.MakeKeyAsync(hanna);
        await app.AddPartnerAsync("Neighbourly Reports");
        var partner = await app.ReadAsync(db => db.Set<Partner>().Select(known => known.Id).SingleAsync());
        var words = app.Services.GetRequiredService<Kept.Texts.TextLibrary>().In(view.Language);
        await using var window = await chromium.OpenAsync(app, view);

        await window.GoAsync("/sign-in");
        await window.CheckAsync("sign-in");
        await PressAsync(window, words["signin.button"]);
        await window.CheckAsync("sign-in-empty");
        await window.GoAsync("/reset-password");
        await window.CheckAsync("reset-ask");
        await window.GoAsync("/reset-password/AAAAAAAAAAAAAAAAAAAAAA");
        await window.CheckAsync("link-dead");
        await window.GoAsync("/invitation/" + await GiveAsync(app, mira));
        await window.CheckAsync("invitation");

        await window.SignInAsync(hanna, "/admin/staff");
        await window.CheckAsync("staff-list");
        await window.GoAsync("/admin/staff/invite");
        await PressAsync(window, words["staff.invite.button"]);
        await window.CheckAsync("staff-invite-empty");
        await window.GoAsync($"/admin/staff/{mira.Id}");
        await window.CheckAsync("staff-change");
        await window.GoAsync("/account");
        await window.CheckAsync("account");
        await window.GoAsync("/account/keys");
        await PressAsync(window, words["keys.make.button"]);
        await window.CheckAsync("own-keys-empty");
        await window.GoAsync("/admin/keys");
        await window.CheckAsync("keys-list");
        await window.GoAsync("/admin/keys/partner");
        await PressAsync(window, words["keys.partner.button"]);
        await window.CheckAsync("keys-partner-empty");
        await window.GoAsync($"/admin/keys/make?partner={partner}");
        await window.Page.Locator("#Label").FillAsync("Reports from the app");
        await window.Page.Locator("#Rights").CheckAsync();
        await PressAsync(window, words["keys.make.button"]);
        await window.CheckAsync("keys-made");
        await window.GoAsync("/admin/keys/" + await app.ReadAsync(db => db.Set<AccessKey>().MaxAsync(key => key.Id)));
        await window.CheckAsync("key-shown");
        await window.GoAsync("/sign-out");
        await window.CheckAsync("sign-out");
    }

    private static Task PressAsync(Window window, string button) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static Task<string> GiveAsync(KeptApp app, StaffMember member) => app.WithAsync<IServiceProvider, string>(async services =>
    {
        var secret = services.GetRequiredService<OneTimeLinks>().Add(LinkPurpose.Invitation, member.Id);
        await services.GetRequiredService<KeptDb>().SaveChangesAsync();
        return secret.Text;
    });
}
