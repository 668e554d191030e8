using System.Net;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Staff.StartUp;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

/// <summary>The pages as people use them, from the first administrator on.</summary>
public sealed class StaffPagesTests
{
    private const string NewPassword = "seven green umbrellas";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task From_an_empty_installation_to_a_colleague_who_works(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var console = new StringWriter();
        await app.WithAsync<StartUpNotice>(notice => notice.WriteAsync(console, [app.Address.ToString()], [], Cancellation));
        var link = console.ToString().Split('\n').Single(line => line.Contains("/set-up/", StringComparison.Ordinal)).Trim();

        var ada = app.Visitor();
        await ada.GoAsync(link);
        await ada.GoAsync(link);
        var page = await ada.Fill("Name", "Ada Ito").Fill("E-mail address", "ada@millbrook.example").Fill("Password", "short").PressAsync("Save and sign in", HttpStatusCode.UnprocessableEntity);
        page.Errors.Single().ShouldContain("at least 12 characters");
        page = await ada.Fill("Password", NewPassword).PressAsync("Save and sign in");
        page.Heading.ShouldBe("People who work here");
        page.Says("Ada Ito").ShouldBeTrue();
        (await app.Visitor().GoAsync(link, HttpStatusCode.Gone)).Heading.ShouldBe("This link no longer works");

        await ada.FollowAsync("Invite somebody");
        await ada.Fill("Name", "Luka Horvat").Fill("E-mail address", "luka@millbrook.example").Choose("Agent").Fill("Team", "Street care")
            .Fill("Language", "Hrvatski").PressAsync("Send the invitation");
        ada.Page.Says("The invitation to Luka Horvat is on its way").ShouldBeTrue();

        var luka = app.Visitor("hr");
        var invitation = await LinkOfLastMessageAsync(app);
        await luka.GoAsync(invitation);
        page = await luka.GoAsync(invitation);
        page.Heading.ShouldBe("Dobro došli, Luka Horvat");
        await luka.Fill("Lozinka", NewPassword).PressAsync("Spremi i prijavi me");
        luka.Page.Heading.ShouldBe("Vaš račun");
        await app.Visitor().GoAsync(invitation, HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Every_refused_sign_in_reads_the_same()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var answers = new List<string>();
        foreach (var mail in Enumerable.Repeat(mira.Mail, 7).Append("nobody@millbrook.example"))
        {
            var visitor = app.Visitor();
            await visitor.GoAsync("/sign-in");
            var page = await visitor.Fill("E-mail address", mail).Fill("Password", "wrong wrong wrong").PressAsync("Sign in", HttpStatusCode.UnprocessableEntity);
            answers.Add(page.Text);
        }

        answers.Distinct().Count().ShouldBe(1);
        answers[0].ShouldContain("locked for 15 minutes");
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_mail_and_asking_says_the_same_to_everybody()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var before = await app.SignInAsync(mira);
        var visitor = app.Visitor();

        await visitor.GoAsync("/sign-in");
        await visitor.FollowAsync("I forgot my password");
        var unknown = await visitor.Fill("E-mail address", "nobody@millbrook.example").PressAsync("Send me the link");
        await visitor.GoAsync("/reset-password");
        var known = await visitor.Fill("E-mail address", mira.Mail).PressAsync("Send me the link");
        known.Text.Replace(mira.Mail, "…", StringComparison.Ordinal)
            .ShouldBe(unknown.Text.Replace("nobody@millbrook.example", "…", StringComparison.Ordinal));

        var link = await LinkOfLastMessageAsync(app);
        await visitor.GoAsync(link);
        await visitor.GoAsync(link);
        await visitor.Fill("New password", NewPassword).PressAsync("Save the new password");
        visitor.Page.Heading.ShouldBe("Your new password is saved");
        await app.SignInAsync(mira, NewPassword);
        await app.AdvanceAsync(NodaTime.Duration.FromSeconds(61));
        (await before.GoAsync("/account")).Address.AbsolutePath.ShouldBe("/sign-in", "all sessions end with the old password");
    }

    [Fact]
    public async Task An_administrator_moves_a_colleague_and_sees_what_was_changed()
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = await app.SignInAsync(hanna);

        await visitor.GoAsync($"/admin/staff/{mira.Id}");
        await visitor.Choose("Team lead").Fill("Team", "Bins and collections").PressAsync("Save");
        visitor.Page.Says("The changes to Mira Kovač are saved").ShouldBeTrue();
        await visitor.GoAsync($"/admin/staff/{mira.Id}");
        visitor.Page.Says("May do changed from Agent to Team lead, by Hanna Lindqvist").ShouldBeTrue();
        visitor.Page.Says("Team changed from Street care to Bins and collections, by Hanna Lindqvist").ShouldBeTrue();

        await visitor.PressAsync("Send a link to reset the password");
        visitor.Page.Says($"A mail with a link is on its way to {mira.Mail}").ShouldBeTrue();

        await visitor.Tick("Still works here", ticked: false).PressAsync("Save");
        visitor.Page.Says("No longer here").ShouldBeTrue();
        await app.Visitor().GoAsync(await LinkOfLastMessageAsync(app), HttpStatusCode.Gone);
    }

    [Fact]
    public async Task The_second_of_two_administrators_sees_that_something_changed()
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var (first, second) = (await app.SignInAsync(hanna), await app.SignInAsync(hanna));
        await first.GoAsync($"/admin/staff/{mira.Id}");
        await second.GoAsync($"/admin/staff/{mira.Id}");
        await first.Choose("Team lead").PressAsync("Save");

        var page = await second.Choose("Administrator").PressAsync("Save", HttpStatusCode.Conflict);

        page.Errors.Single().ShouldContain("Somebody else has changed this person");
        page.Find("input[name=Role][checked]").GetAttribute("value").ShouldBe("Lead");
        (await app.ReadAsync(db => db.FindAsync<StaffMember>(mira.Id).AsTask())).ShouldNotBeNull().Role.ShouldBe(StaffRole.Lead);
    }

    [Fact]
    public async Task Somebody_changes_the_own_password_only_by_knowing_it()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");
        var visitor = await app.SignInAsync(mira);
        var elsewhere = await app.SignInAsync(mira);

        await visitor.GoAsync("/account");
        await visitor.Fill("Current password", "not this one at all").Fill("New password", NewPassword).PressAsync("Change the password", HttpStatusCode.UnprocessableEntity);
        visitor.Page.Errors.Single().ShouldContain("Your current password is not right");
        await visitor.Fill("Current password", Colleagues.Password).Fill("New password", NewPassword).PressAsync("Change the password");
        visitor.Page.Says("Your new password is saved").ShouldBeTrue();

        await app.AdvanceAsync(NodaTime.Duration.FromSeconds(61));
        (await visitor.GoAsync("/account")).Heading.ShouldBe("Your account");
        (await elsewhere.GoAsync("/account")).Address.AbsolutePath.ShouldBe("/sign-in");
        (await app.ReadAsync(db => db.Messages.Where(message => message.Kind == "staff-changed").Select(message => message.Recipient).SingleAsync()))
            .ShouldBe(mira.Mail);
    }

    [Fact]
    public async Task Whose_language_is_another_sees_pages_in_it_after_signing_in()
    {
        await using var app = await KeptApp.StartAsync();
        var jonas = await app.AddColleagueAsync("Jonas Weber", language: "de");
        var visitor = app.Visitor("en");
        await visitor.GoAsync("/sign-in?returnTo=/account");
        await visitor.Fill("E-mail address", jonas.Mail).Fill("Password", Colleagues.Password).PressAsync("Sign in");
        visitor.Page.Heading.ShouldBe("Ihr Konto");

        await visitor.Fill("Sprache", "Magyar").PressAsync("Speichern");
        visitor.Page.Heading.ShouldBe("Az Ön fiókja");
    }

    private static async Task<string> LinkOfLastMessageAsync(KeptApp app)
    {
        var letter = await app.ReadAsync(db => db.Messages.OrderBy(message => message.Id).Select(message => message.Letter).LastAsync());
        return Letter.FromJson(letter).Blocks.OfType<LetterBlock.Button>().Single().Address;
    }
}
