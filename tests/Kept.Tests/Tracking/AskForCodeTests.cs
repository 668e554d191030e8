using System.Text.RegularExpressions;
using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Kept.Tests.Mail;
using Kept.Tests.Reports;
using Kept.Tracking.AskForCode;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Tracking;

/// <summary>Following without the link: reference and mail address, then a code.</summary>
public sealed partial class AskForCodeTests
{
    private const string Mail = "ada@example.org";

    [Theory, Databases]
    public async Task The_code_of_the_mail_opens_the_case_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var reference = await ReportAsync(app);
        var ada = await AskAsync(app, reference.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), "Ada@Example.org");
        var entry = ada.Page.Address;
        var code = await CodeAsync(app);

        await ada.Fill("Code", code).PressAsync("Continue");

        ada.Page.Says("By Wednesday 11 March we will have gone to look.").ShouldBeTrue();
        await ada.GoAsync(entry);
        (await ada.Fill("Code", code).PressAsync("Continue")).Errors.ShouldNotBeEmpty("a code works once");
    }

    [Fact]
    public async Task Whoever_fills_in_nothing_is_asked_to()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = app.Visitor();
        await ada.GoAsync("/follow");

        (await ada.PressAsync("Send me a code")).Errors.ShouldBe(["Error: Enter your reference.", "Error: Enter your mail address."]);
    }

    [Theory, Databases]
    public async Task Nobody_at_the_desk_can_read_the_code_before_or_after_it_was_sent(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var reference = await ReportAsync(app);
        await AskAsync(app, reference, Mail);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        async Task<string> AtTheDeskAsync() => (await desk.GoAsync($"/desk/cases/{reference.Replace("-", "", StringComparison.Ordinal)}")).Source;
        await app.WithAsync<SendCodes, int>(work => work.RunOnceAsync(TestContext.Current.CancellationToken));
        var waiting = await CodeMailAsync(app);
        waiting.State.ShouldBe(MessageState.Waiting);
        var seen = new List<string> { waiting.Subject, await app.WithAsync<ComposeMail, string>(compose => Task.FromResult(compose.TextOf(waiting))), await AtTheDeskAsync() };

        var code = await CodeAsync(app);

        var sent = await CodeMailAsync(app);
        sent.State.ShouldBe(MessageState.Sent);
        seen.AddRange([sent.Subject, sent.Letter, await AtTheDeskAsync()]);
        seen.ShouldAllBe(text => !text.Replace(" ", "").Contains(code));
        seen[2].ShouldContain("Your code is ••• •••");
    }

    [Theory, Databases]
    public async Task Who_does_not_follow_the_case_gets_the_same_page_and_no_mail(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var reference = await ReportAsync(app);
        var right = await AskAsync(app, reference, Mail);
        var stranger = await AskAsync(app, reference, "eve@example.org");
        var invented = await AskAsync(app, Reference.NewRandom().ToString(), Mail);
        await app.RunDueWorkAsync();

        stranger.Page.Text.ShouldBe(right.Page.Text);
        invented.Page.Text.ShouldBe(right.Page.Text);
        app.Mailbox.All.Count.ShouldBe(1);
        app.Mailbox.To("eve@example.org").ShouldBeEmpty();
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_is_wrong_too()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await AskAsync(app, await ReportAsync(app), Mail);
        var code = await CodeAsync(app);
        for (var i = 0; i < CodeRequest.MostTries; i++)
        {
            await ada.Fill("Code", code == "000000" ? "111111" : "000000").PressAsync("Continue");
        }

        (await ada.Fill("Code", code).PressAsync("Continue")).Errors.ShouldHaveSingleItem().ShouldContain("ask for a new one");
    }

    [Theory, Databases]
    public async Task Another_request_is_no_new_set_of_guesses(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var reference = await ReportAsync(app);
        var eve = await AskAsync(app, reference, Mail);
        var code = await CodeAsync(app);
        var wrong = code == "000000" ? "111111" : "000000";
        var answers = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            if (i % CodeRequest.MostTries == 0)
            {
                eve = await AskAsync(app, reference, Mail);
                await app.RunDueWorkAsync();
            }

            if (!TakesCode(eve))
            {
                break;
            }

            answers.Add((await eve.Fill("Code", wrong).PressAsync("Continue")).Errors.ShouldHaveSingleItem());
        }

        answers.Count.ShouldBe(CodesOfOne.MostWrong);
        eve.Page.Errors.ShouldHaveSingleItem().ShouldContain("Use the link in any mail from us about it");
        var wrongTries = await app.ReadAsync(db => db.Set<CodeRequest>().SumAsync(request => request.WrongTries));
        wrongTries.ShouldBe(CodesOfOne.MostWrong);

        await app.AdvanceAsync(Duration.FromMinutes(61));
        app.Mailbox.Clear();
        var ada = await AskAsync(app, reference, Mail);
        (await ada.Fill("Code", await CodeAsync(app)).PressAsync("Continue")).Errors.ShouldBeEmpty("after an hour it goes on");
    }

    [Theory, Databases]
    public async Task Whoever_asks_again_and_again_causes_one_mail_and_the_code_is_right_on_every_page(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var reference = await ReportAsync(app);
        await app.WithAsync<KeptDb>(db =>
        {
            db.Add(new ConfirmedAddress(ContactDetails.KeyOfMail(Mail), app.Now));
            return db.SaveChangesAsync();
        });
        var pages = new List<Visitor>();
        for (var i = 0; i < 20; i++)
        {
            pages.Add(await AskAsync(app, reference, Mail));
            await app.AdvanceAsync(Duration.FromSeconds(5));
        }

        app.Mailbox.All.Count.ShouldBe(1);
        pages.Count(TakesCode).ShouldBe(CodesOfOne.MostAsked);
        pages[0].Page.Says("no second mail comes").ShouldBeTrue();
        pages[19].Page.Errors.ShouldHaveSingleItem().ShouldContain("Use the link in any mail from us about it");
        var last = pages[CodesOfOne.MostAsked - 1];
        (await last.Fill("Code", await CodeAsync(app)).PressAsync("Continue")).Errors.ShouldBeEmpty();
        last.Page.Says("By Wednesday 11 March we will have gone to look.").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task Codes_that_a_stranger_asks_for_keep_back_no_notice(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var reference = await ReportAsync(app);
        for (var i = 0; i < 16; i++)
        {
            await AskAsync(app, reference, Mail);
            await app.AdvanceAsync(Duration.FromMinutes(20));
        }

        app.Mailbox.Clear();
        await app.AddMailAsync(Mail, "We did not keep our promise");
        await app.AddMailAsync(Mail, "The new day");
        await app.RunDueWorkAsync();

        app.Mailbox.To(Mail).Select(mail => mail.Subject).ShouldBe(["We did not keep our promise", "The new day"], ignoreOrder: true);
        (await app.ReadAsync(db => db.Messages.CountAsync(message => message.Kind == "code" && message.State == MessageState.Waiting))).ShouldBeLessThan(2);
    }

    [Fact]
    public async Task A_code_that_could_not_go_out_is_dropped_with_its_time_and_the_desk_sees_one()
    {
        await using var app = await KeptApp.StartAsync();
        var reference = await ReportAsync(app);
        await app.AddMailAsync(Mail);
        await app.RunDueWorkAsync();
        app.Mailbox.Clear();
        await AskAsync(app, reference, Mail);
        await app.RunDueWorkAsync();
        app.Mailbox.All.ShouldBeEmpty("two mails went to it in this hour, and the third place is for what has to be told");

        await app.AdvanceAsync(Duration.FromMinutes(31));

        var mail = await CodeMailAsync(app);
        (mail.State, mail.LastAnswer).ShouldBe((MessageState.Cancelled, "#TooLate"));
        mail.SendNow(app.Now).ShouldBeFalse();
        await app.AdvanceAsync(Duration.FromMinutes(40));
        await AskAsync(app, reference, Mail);
        await app.RunDueWorkAsync();
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        await desk.GoAsync($"/desk/cases/{reference.Replace("-", "", StringComparison.Ordinal)}");
        desk.Page.Source.Split($"Your code ({reference})").Length.ShouldBe(2, "one of the two is shown");
    }

    [Theory, Databases]
    public async Task What_was_typed_to_get_a_code_is_kept_for_a_day(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await AskAsync(app, await ReportAsync(app), "somebody.else@example.org");

        await app.AdvanceAsync(ForgetCodes.Age - Duration.FromMinutes(1));
        (await app.ReadAsync(db => db.Set<CodeRequest>().CountAsync(TestContext.Current.CancellationToken))).ShouldBe(1);
        await app.AdvanceAsync(Duration.FromMinutes(16));
        (await app.ReadAsync(db => db.Set<CodeRequest>().CountAsync(TestContext.Current.CancellationToken))).ShouldBe(0);
    }

    [Fact]
    public async Task After_half_an_hour_a_code_is_too_old()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await AskAsync(app, await ReportAsync(app), Mail);
        var code = await CodeAsync(app);

        await app.AdvanceAsync(Duration.FromMinutes(31));

        (await ada.Fill("Code", code).PressAsync("Continue")).Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_a_reference_or_an_address_is_said_beside_the_field()
    {
        await using var app = await KeptApp.StartAsync();
        var ada = await AskAsync(app, "K7QF-3M9S", "ada");

        ada.Page.Errors.Count.ShouldBe(2);
        ada.Page.Find("#Mail").GetAttribute("value").ShouldBe("ada");
        (await app.ReadAsync(db => db.Set<CodeRequest>().CountAsync())).ShouldBe(0);
    }

    /// <summary>The reference of a fresh report, as people read it.</summary>
    private static async Task<string> ReportAsync(KeptApp app)
    {
        await FlyTipping.SendAsync(app.Visitor(), mail: Mail);
        await app.RunDueWorkAsync();
        app.Mailbox.Clear();
        return (await app.ReadAsync(db => db.Cases.SingleAsync())).Reference.ToString();
    }

    private static async Task<Visitor> AskAsync(KeptApp app, string reference, string mail)
    {
        var visitor = app.Visitor();
        await visitor.GoAsync("/follow");
        await visitor.Fill("Your reference", reference).Fill("Your mail address", mail).PressAsync("Send me a code");
        return visitor;
    }

    private static bool TakesCode(Visitor visitor) => visitor.Page.Document.QuerySelector("#Code") is not null;

    private static Task<Message> CodeMailAsync(KeptApp app) => app.ReadAsync(db => db.Messages.SingleAsync(message => message.Kind == "code"));

    private static async Task<string> CodeAsync(KeptApp app)
    {
        await app.RunDueWorkAsync();
        return Code().Match(app.Mailbox.OnlyTo(Mail).Text).Value.Replace(" ", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\d{3} \d{3}")]
    private static partial Regex Code();
}
