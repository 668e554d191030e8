using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.SendDueMail;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public class SendDueMailTests
{
    private readonly TestMailer mailer = new();

    [Theory, Databases]
    public async Task What_was_saved_goes_out_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var id = await app.AddMailAsync(subject: "Zaprimili smo vašu prijavu");
        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromHours(5));

        var received = app.Mailbox.OnlyTo("ada@example.org");
        received.Subject.ShouldBe("Zaprimili smo vašu prijavu");
        var message = await app.MailAsync(id);
        message.State.ShouldBe(MessageState.Sent);
        message.SentAt.ShouldBe(KeptApp.UsualStart);
        received.MessageId.ShouldBe($"<{id}.{message.Token.Text}@millbrook.example>");
        Directory.GetFiles(Path.Combine(app.DataFolder, "mail")).ShouldHaveSingleItem().ShouldEndWith($"20260302T090000000-{id}.eml");
    }

    [Theory, Databases]
    public async Task What_goes_to_one_address_goes_in_the_order_it_was_written(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        var ids = await app.AddMailsAsync(3, "ada@example.org");
        mailer.Answer = async mail =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(mail.Id == ids[0] ? 200 : 0), TestContext.Current.CancellationToken);
            return TestMailer.Accepts;
        };

        await app.RunDueWorkAsync();

        mailer.AcceptedIds.ShouldBe(ids);
    }

    [Theory, Databases]
    public async Task A_crash_between_sending_and_writing_it_down_sends_the_same_mail_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        var id = await app.AddMailAsync();
        mailer.Answer = mail =>
        {
            mailer.Take(mail);
            throw new InvalidOperationException("The process dies here.");
        };
        await Should.ThrowAsync<InvalidOperationException>(app.RunDueWorkAsync());
        await app.RestartAsync();
        mailer.Answer = _ => Task.FromResult(TestMailer.Accepts);
        await app.RunDueWorkAsync();
        mailer.Octets.Count.ShouldBe(1, "somebody may still have it in hand");

        await app.AdvanceAsync(Duration.FromMinutes(10));
        mailer.Octets.Count.ShouldBe(2);
        mailer.Octets[1].ShouldBe(mailer.Octets[0]);
        mailer.Accepted[1].MessageId.ShouldBe(mailer.Accepted[0].MessageId);
        (await app.MailAsync(id)).State.ShouldBe(MessageState.Sent);
    }

    [Theory, Databases]
    public async Task A_relay_that_turns_it_away_for_72_hours_ends_it_in_words_the_desk_can_read(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        mailer.Answer = _ => Task.FromResult(TestMailer.TurnsAway);
        var id = await app.AddMailAsync();
        await app.RunDueWorkAsync();
        (await WordsAsync(app, id)).Sentence.ShouldBe(
            "Not delivered yet. The next attempt is on 2 March 2026, 09:01. The mail server answered: “451 4.7.1 Greylisting in action, please come back later”.");

        await app.AdvanceAsync(Duration.FromHours(71));
        (await app.MailAsync(id)).State.ShouldBe(MessageState.Waiting);
        await app.AdvanceAsync(Duration.FromHours(1));
        var message = await app.MailAsync(id);
        message.State.ShouldBe(MessageState.Expired);
        message.NextAttemptAt.ShouldBeNull();
        mailer.Attempts.ShouldBeInRange(26, 29);
        (await WordsAsync(app, id)).ShouldBe(new MessageStateText(
            "Not delivered",
            "Not delivered. We tried for 72 hours. The mail server answered: “451 4.7.1 Greylisting in action, please come back later”.",
            MessageTone.Bad));

        await app.AdvanceAsync(Duration.FromHours(24));
        mailer.Attempts.ShouldBeInRange(26, 29);
    }

    [Theory, Databases]
    public async Task A_mail_turned_away_at_first_arrives_when_the_relay_takes_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        mailer.Answer = _ => Task.FromResult(mailer.Attempts <= 2 ? TestMailer.TurnsAway : TestMailer.Accepts);
        var id = await app.AddMailAsync();
        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromMinutes(6));
        (await app.MailAsync(id)).SentAt.ShouldBe(KeptApp.UsualStart + Duration.FromMinutes(6));
        mailer.Accepted.ShouldHaveSingleItem().Header("Date").ShouldBe("Mon, 2 Mar 2026 09:00:00 +0000");
    }

    [Theory, Databases]
    public async Task A_mail_refused_for_good_is_not_tried_again_until_somebody_says_so(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        mailer.Answer = _ => Task.FromResult(TestMailer.Refuses);
        var id = await app.AddMailAsync();
        await app.RunDueWorkAsync();
        await app.AdvanceAsync(Duration.FromDays(1));
        mailer.Attempts.ShouldBe(1);
        (await app.MailAsync(id)).State.ShouldBe(MessageState.Failed);
        (await WordsAsync(app, id)).Sentence.ShouldContain("no such user");

        mailer.Answer = _ => Task.FromResult(TestMailer.Accepts);
        await app.ChangeMailAsync(id, message => message.SendNow(app.Now).ShouldBeTrue());
        await app.RunDueWorkAsync();
        (await app.MailAsync(id)).State.ShouldBe(MessageState.Sent);
    }

    [Theory, Databases]
    public async Task Several_workers_at_once_send_each_mail_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        mailer.Answer = async _ =>
        {
            await Task.Delay(5);
            return TestMailer.Accepts;
        };
        var ids = new List<long>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add(await app.AddMailAsync($"resident{i}@example.org"));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (await app.WithAsync<SendDueMail, int>(work => work.RunOnceAsync(CancellationToken.None)) > 0)
            {
            }
        }));
        await app.RunDueWorkAsync();
        mailer.AcceptedIds.Order().ShouldBe(ids.Order());
        (await app.CountAsync(MessageState.Sent)).ShouldBe(40);
    }

    [Theory, Databases]
    public async Task A_relay_that_is_down_is_not_asked_for_every_mail(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        mailer.Answer = _ => Task.FromResult(TestMailer.IsDown);
        for (var i = 0; i < 10; i++)
        {
            await app.AddMailAsync($"resident{i}@example.org");
        }

        (await app.WithAsync<SendDueMail, int>(work => work.RunOnceAsync(CancellationToken.None))).ShouldBe(0);
        mailer.Attempts.ShouldBeInRange(1, 4, "no more than are handed over side by side");
        app.Log.Problems.ShouldContain(line => line.Text.Contains("Mail:Smtp", StringComparison.Ordinal));
        app.Log.Lines.ShouldNotContain(line => line.Text.Contains("@example.org", StringComparison.Ordinal));

        mailer.Answer = _ => Task.FromResult(TestMailer.Accepts);
        await app.AdvanceAsync(Duration.FromMinutes(2));
        (await app.CountAsync(MessageState.Sent)).ShouldBe(10);
    }

    [Theory, Databases]
    public async Task A_mail_that_cannot_be_made_fails_alone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        var nobody = await app.AddMailAsync("nobody\r\nRCPT TO:<victim@example.org>");
        var broken = await app.AddMailAsync("broken@example.org");
        await app.WithAsync<KeptDb>(db => db.Database.ExecuteSqlAsync($"UPDATE messages SET letter = 'not JSON' WHERE id = {broken}"));
        var good = await app.AddMailAsync("good@example.org");
        await app.RunDueWorkAsync();
        (await app.MailAsync(good)).State.ShouldBe(MessageState.Sent);
        (await app.MailAsync(nobody)).State.ShouldBe(MessageState.Failed);
        (await WordsAsync(app, nobody)).Sentence.ShouldBe("Not delivered. The other side refused it for good. This is not a mail address.");
        (await app.MailAsync(broken)).State.ShouldBe(MessageState.Failed);
        mailer.AcceptedIds.ShouldBe([good]);
    }

    [Theory, Databases]
    public async Task A_mail_taken_back_while_it_is_on_its_way_says_what_really_happened(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, mailer.Use);
        async Task<Delivery> TakenBackMeanwhile(ComposedMail mail, Delivery answer)
        {
            await app.ChangeMailAsync(mail.Id, message => message.Cancel(DeliveryTrouble.Undone).ShouldBeTrue());
            return answer;
        }

        mailer.Answer = mail => TakenBackMeanwhile(mail, TestMailer.TurnsAway);
        var unsent = await app.AddMailAsync();
        await app.RunDueWorkAsync();
        (await app.MailAsync(unsent)).State.ShouldBe(MessageState.Cancelled);

        mailer.Answer = mail => TakenBackMeanwhile(mail, TestMailer.Accepts);
        var sent = await app.AddMailAsync();
        await app.RunDueWorkAsync();
        (await app.MailAsync(sent)).State.ShouldBe(MessageState.Sent);
    }

    [Fact]
    public async Task Drafts_wait_for_approval_and_taken_back_mails_do_not_go()
    {
        await using var app = await KeptApp.StartAsync(mailer.Use);
        var draft = await app.AddMailAsync(draft: true);
        var cancelled = await app.AddMailAsync();
        await app.ChangeMailAsync(cancelled, message => message.Cancel(DeliveryTrouble.Undone).ShouldBeTrue());
        await app.AdvanceAsync(Duration.FromDays(5));
        mailer.Attempts.ShouldBe(0);

        await app.ChangeMailAsync(draft, message => message.SendNow(app.Now).ShouldBeTrue());
        await app.RunDueWorkAsync();
        mailer.Accepted.ShouldHaveSingleItem().Header("Date").ShouldBe("Sat, 7 Mar 2026 09:00:00 +0000");
        await app.ChangeMailAsync(cancelled, message => message.SendNow(app.Now).ShouldBeFalse());
    }

    [Fact]
    public async Task A_program_that_was_off_for_days_tries_once_more_before_it_gives_up()
    {
        await using var app = await KeptApp.StartAsync(options => mailer.Use(options));
        var message = new Message(
            app.NewId(), new MessageAddress("ada@example.org", "en", null, null), "test", "Hello", SampleLetter.In("en"), app.Now - Message.Lifetime);
        await app.WithAsync<KeptDb>(db =>
        {
            db.Add(message);
            return db.SaveChangesAsync();
        });
        await app.AdvanceAsync(Duration.FromHours(1));
        (await app.MailAsync(message.Id)).State.ShouldBe(MessageState.Sent);
    }

    [Fact]
    public async Task Wakes_the_worker_as_soon_as_it_is_saved()
    {
        await using var app = await KeptApp.StartAsync();
        var bell = app.Services.GetRequiredService<WorkBell<SendDueMail>>();

        await app.AddMailAsync();

        // The clock stands still, so only a ring can end this pause.
        await bell.WaitAsync(TimeSpan.FromDays(1), app.Services.GetRequiredService<TimeProvider>(), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static Task<MessageStateText> WordsAsync(KeptApp app, long id) => app.WithAsync<MessageStateWords, MessageStateText>(async words =>
        words.Of(await app.MailAsync(id), app.Services.GetRequiredService<Kept.Texts.TextLibrary>().In("en")));
}
