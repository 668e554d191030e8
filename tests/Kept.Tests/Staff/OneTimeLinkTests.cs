using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Staff.Invitations;
using Kept.Staff.Links;
using Kept.Staff.ManageStaff;
using Kept.Staff.ResetPassword;
using Kept.Staff.SetUp;
using Kept.Staff.SignIn;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Staff;

/// <summary>Links that let somebody in: once, not for ever, and only the newest (FreeScout, CVE-2026-41902 and -27637).</summary>
public sealed class OneTimeLinkTests
{
    private const string NewPassword = "seven green umbrellas";
    private static readonly FirstAdministrator Ada = new("Ada Ito", "ada.ito@millbrook.example", NewPassword, "en");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task The_set_up_link_makes_one_administrator(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var secret = await GiveAsync(app, LinkPurpose.FirstAdministrator, null);

        var first = await SetUpAsync(app, secret, Ada);
        var second = await SetUpAsync(app, secret, Ada with { Mail = "second@millbrook.example" });

        first.ShouldBeOfType<SetUpOutcome.Done>().Member.Role.ShouldBe(StaffRole.Administrator);
        second.ShouldBeOfType<SetUpOutcome.LinkDead>();
        (await SignInAsync(app, Ada.Mail, NewPassword)).ShouldBeOfType<SignInOutcome.Welcome>();
    }

    [Theory, Databases]
    public async Task Of_many_who_use_it_at_the_same_moment_one_gets_in(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var secret = await GiveAsync(app, LinkPurpose.FirstAdministrator, null);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            Task.Run(() => SetUpAsync(app, secret, Ada with { Mail = $"ada{number}@millbrook.example" }))));

        outcomes.OfType<SetUpOutcome.Done>().Count().ShouldBe(1);
        outcomes.OfType<SetUpOutcome.LinkDead>().Count().ShouldBe(7);
    }

    [Fact]
    public async Task A_mistake_in_the_form_does_not_use_it_up()
    {
        await using var app = await KeptApp.StartAsync();
        var secret = await GiveAsync(app, LinkPurpose.FirstAdministrator, null);

        var refused = await SetUpAsync(app, secret, new FirstAdministrator(" ", "nonsense", "short", "en"));

        refused.ShouldBeOfType<SetUpOutcome.Refused>().Problems.Select(problem => problem.Field).ShouldBe(["Name", "Mail", "Password"]);
        (await SetUpAsync(app, secret, Ada)).ShouldBeOfType<SetUpOutcome.Done>();
    }

    [Fact]
    public async Task It_ends_after_a_day_with_a_newer_one_and_with_an_administrator()
    {
        await using var app = await KeptApp.StartAsync();
        var old = await GiveAsync(app, LinkPurpose.FirstAdministrator, null);
        await app.AdvanceAsync(Duration.FromHours(24));
        (await SetUpAsync(app, old, Ada)).ShouldBeOfType<SetUpOutcome.LinkDead>();

        var replaced = await GiveAsync(app, LinkPurpose.FirstAdministrator, null);
        var newest = await GiveAsync(app, LinkPurpose.FirstAdministrator, null);
        (await SetUpAsync(app, replaced, Ada)).ShouldBeOfType<SetUpOutcome.LinkDead>();

        await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        (await SetUpAsync(app, newest, Ada)).ShouldBeOfType<SetUpOutcome.LinkDead>();
    }

    [Fact]
    public async Task The_database_does_not_hold_what_opens_the_door()
    {
        await using var app = await KeptApp.StartAsync();
        var secret = await GiveAsync(app, LinkPurpose.FirstAdministrator, null);

        var stored = await app.ReadAsync(db => db.Set<OneTimeLink>().Select(link => link.SecretHash).SingleAsync());

        stored.ShouldNotContain(secret);
        (await SetUpAsync(app, stored[..Secret.TextLength], Ada)).ShouldBeOfType<SetUpOutcome.LinkDead>();
    }

    [Theory, Databases]
    public async Task An_invited_colleague_joins_once_within_seven_days(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        var secret = await InviteAsync(app, hanna, "Luka Horvat", "luka@millbrook.example");

        var joined = await AcceptAsync(app, secret);
        var again = await AcceptAsync(app, secret);

        joined.ShouldBeOfType<AcceptOutcome.Done>().Member.Role.ShouldBe(StaffRole.Agent);
        again.ShouldBeOfType<AcceptOutcome.LinkDead>();
        (await SignInAsync(app, "luka@millbrook.example", NewPassword)).ShouldBeOfType<SignInOutcome.Welcome>();

        var late = await InviteAsync(app, hanna, "Late Riser", "late@millbrook.example");
        await app.AdvanceAsync(Duration.FromDays(7));
        (await AcceptAsync(app, late)).ShouldBeOfType<AcceptOutcome.LinkDead>();
    }

    [Fact]
    public async Task A_link_is_good_for_its_purpose_only()
    {
        await using var app = await KeptApp.StartAsync();
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator);
        var invitation = await InviteAsync(app, hanna, "Luka Horvat", "luka@millbrook.example");

        (await ResetAsync(app, invitation)).ShouldBeOfType<ResetOutcome.LinkDead>();
        (await SetUpAsync(app, invitation, Ada)).ShouldBeOfType<SetUpOutcome.LinkDead>();
        (await AcceptAsync(app, invitation)).ShouldBeOfType<AcceptOutcome.Done>();
    }

    [Theory, Databases]
    public async Task A_reset_sets_a_new_password_once_and_ends_a_lock(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        for (var i = 0; i < SignInTry.MostInWindow; i++)
        {
            await SignInAsync(app, mira.Mail, "wrong wrong wrong");
        }

        await AskAsync(app, mira.Mail);
        var secret = await SecretInLastMailAsync(app, "/reset-password/");
        (await ResetAsync(app, secret)).ShouldBeOfType<ResetOutcome.Done>();
        (await ResetAsync(app, secret)).ShouldBeOfType<ResetOutcome.LinkDead>();

        (await SignInAsync(app, mira.Mail, NewPassword)).ShouldBeOfType<SignInOutcome.Welcome>();
        (await SignInAsync(app, mira.Mail, Colleagues.Password)).ShouldBeOfType<SignInOutcome.Refused>();
    }

    [Fact]
    public async Task Asking_for_strangers_sends_nothing_and_asking_often_sends_three()
    {
        await using var app = await KeptApp.StartAsync();
        var mira = await app.AddColleagueAsync("Mira Kovač");

        for (var i = 0; i < 5; i++)
        {
            await AskAsync(app, "stranger@elsewhere.example");
            await AskAsync(app, mira.Mail);
        }

        (await app.ReadAsync(db => db.Messages.Select(message => message.Recipient).ToListAsync()))
            .ShouldBe(Enumerable.Repeat(mira.Mail, SignInTry.MostResets));
        await app.AdvanceAsync(Duration.FromHours(1));
        await AskAsync(app, mira.Mail);
        (await app.ReadAsync(db => db.Messages.CountAsync())).ShouldBe(SignInTry.MostResets + 1);
    }

    private static Task<string> GiveAsync(KeptApp app, LinkPurpose purpose, long? staffId) => app.WithAsync<IServiceProvider, string>(async services =>
    {
        var links = (OneTimeLinks)services.GetService(typeof(OneTimeLinks))!;
        await links.TakeBackAsync(purpose, staffId, Cancellation);
        var secret = links.Add(purpose, staffId);
        await ((KeptDb)services.GetService(typeof(KeptDb))!).SaveChangesAsync(Cancellation);
        return secret.Text;
    });

    private static async Task<string> InviteAsync(KeptApp app, StaffMember by, string name, string mail)
    {
        var invitation = new Invitation(name, mail, StaffRole.Agent, "street-care", "hr");
        (await app.WithAsync<InviteStaff, InviteOutcome>(invite => invite.RunAsync(by.ToIdentity(), invitation, Cancellation)))
            .ShouldBeOfType<InviteOutcome.Invited>();
        return await SecretInLastMailAsync(app, "/invitation/");
    }

    private static async Task<string> SecretInLastMailAsync(KeptApp app, string path)
    {
        var letter = await app.ReadAsync(db => db.Messages.OrderBy(message => message.Id).Select(message => message.Letter).LastAsync());
        var address = Letter.FromJson(letter).Blocks.OfType<LetterBlock.Button>().Single().Address;
        address.ShouldStartWith(app.Address.GetLeftPart(UriPartial.Authority) + path);
        return address[(address.LastIndexOf('/') + 1)..];
    }

    private static Task<SetUpOutcome> SetUpAsync(KeptApp app, string secret, FirstAdministrator input) =>
        app.WithAsync<SetUpFirstAdministrator, SetUpOutcome>(setUp => setUp.RunAsync(secret, input, Cancellation));

    private static Task<AcceptOutcome> AcceptAsync(KeptApp app, string secret) => app.WithAsync<AcceptInvitation, AcceptOutcome>(
        accept => accept.RunAsync(secret, new InvitationAnswer("Luka H.", NewPassword, "hr"), Cancellation));

    private static Task<ResetOutcome> ResetAsync(KeptApp app, string secret) =>
        app.WithAsync<SetNewPassword, ResetOutcome>(reset => reset.RunAsync(secret, NewPassword, Cancellation));

    private static Task AskAsync(KeptApp app, string mail) => app.WithAsync<AskForReset>(ask => ask.RunAsync(mail, Cancellation));

    private static Task<SignInOutcome> SignInAsync(KeptApp app, string mail, string password) =>
        app.WithAsync<SignInByPassword, SignInOutcome>(signIn => signIn.RunAsync(mail, password, Cancellation));
}
