using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.MakePromise;
using Kept.Cases.MergeCase;
using Kept.Cases.PauseCase;
using Kept.Cases.RecordVisit;
using Kept.Cases.ReopenCase;
using Kept.Cases.RevisePromise;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Mail.Outgoing;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Mail;

/// <summary>What waits and is no longer true does not go out, and the desk sees why.</summary>
public sealed class OvertakenNoticesTests
{
    private const string Mail = "ada@example.org";

    [Theory, Databases]
    public async Task Of_several_new_dates_only_the_last_goes_out_and_it_names_the_last_day_that_was_told(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await FullMailboxAsync(app);
        await ReviseAsync(app, about, new LocalDate(2026, 3, 18));
        await ReviseAsync(app, about, new LocalDate(2026, 3, 19));
        await ReviseAsync(app, about, new LocalDate(2026, 3, 20));
        (await StatesAsync(app, "revised")).ShouldBe([MessageState.Cancelled, MessageState.Cancelled, MessageState.Waiting]);

        await app.AdvanceAsync(Duration.FromHours(1));

        var told = app.Mailbox.OnlyTo(Mail).Text;
        told.ShouldContain("> By Wednesday 11 March we will have gone to look.");
        told.ShouldContain("    By Friday 20 March we will have gone to look.");
        told.ShouldNotContain("18 March");
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        (await desk.GoAsync(about.DeskAddress())).Says("Taken back before it was sent. A newer message says what is true now.").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task What_was_held_back_makes_way_for_what_came_of_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await FullMailboxAsync(app);
        await DoneAsync(app.DoAsync<MakePromise>(make => make.HandleAsync(
            new MakePromiseInput(about.Reference, null, Mira.ById(), new LocalDate(2026, 3, 5), "I ring you."), default)));
        await VisitAsync(app, about, done: false);
        await app.RunDueWorkAsync();
        await VisitAsync(app, about, done: true);
        await app.RunDueWorkAsync();
        (await StatesAsync(app, "visit")).ShouldBe([MessageState.Cancelled, MessageState.Waiting]);

        await DoneAsync(app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, Mira.ById(), Outcome.Fixed, null), default)));
        await app.AdvanceAsync(Duration.FromHours(1));

        (await StatesAsync(app, "visit")).ShouldBe([MessageState.Cancelled, MessageState.Cancelled]);
        (await StatesAsync(app, "promised")).ShouldBe([MessageState.Cancelled]);
        app.Mailbox.OnlyTo(Mail).Text.ShouldContain("It is done.");
    }

    [Theory, Databases]
    public async Task A_visit_that_is_told_at_once_is_told_although_the_case_is_closed_right_after(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        await VisitAsync(app, about, done: true);
        await DoneAsync(app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, Mira.ById(), Outcome.Fixed, null), default)));

        await app.RunDueWorkAsync();

        (await StatesAsync(app, "visit")).ShouldBe([MessageState.Sent]);
    }

    [Theory, Databases]
    public async Task What_was_sent_already_stays_sent(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        await ReviseAsync(app, about, new LocalDate(2026, 3, 18));
        await app.RunDueWorkAsync();

        await ReviseAsync(app, about, new LocalDate(2026, 3, 19));
        await app.RunDueWorkAsync();

        (await StatesAsync(app, "revised")).ShouldBe([MessageState.Sent, MessageState.Sent]);
        app.Mailbox.LastTo(Mail).Text.ShouldContain("> By Wednesday 18 March we will have gone to look.");
    }

    [Theory, Databases]
    public async Task Who_was_not_told_of_a_merge_hears_nothing_of_its_undoing(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await FullMailboxAsync(app);
        var other = await app.ReceiveAsync(details: new ContactDetails("Bo", "bo@example.org"));
        await DoneAsync(app.DoAsync<MergeCase>(merge => merge.HandleAsync(new MergeCaseInput(about.Reference, null, Mira.ById(), other.Reference), default)));

        await DoneAsync(app.DoAsync<UnmergeCase>(undo => undo.HandleAsync(new UnmergeCaseInput(about.Reference, null, Mira.ById()), default)));

        (await StatesAsync(app, "merged")).ShouldBe([MessageState.Cancelled]);
        (await StatesAsync(app, "unmerged")).ShouldBeEmpty();
        await app.AdvanceAsync(Duration.FromHours(2));
        app.Mailbox.To(Mail).ShouldBeEmpty();
    }

    [Theory, Databases]
    public async Task Who_was_told_of_a_merge_is_told_that_it_is_undone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var (about, other) = (await app.ReceiveAsync(), await app.ReceiveAsync(details: new ContactDetails("Bo", "bo@example.org")));
        await DoneAsync(app.DoAsync<MergeCase>(merge => merge.HandleAsync(new MergeCaseInput(about.Reference, null, Mira.ById(), other.Reference), default)));
        await app.RunDueWorkAsync();

        await DoneAsync(app.DoAsync<UnmergeCase>(undo => undo.HandleAsync(new UnmergeCaseInput(about.Reference, null, Mira.ById()), default)));
        await app.RunDueWorkAsync();

        (await StatesAsync(app, "unmerged")).ShouldBe([MessageState.Sent]);
    }

    [Theory, Databases]
    public async Task A_question_that_was_never_asked_is_not_asked_after_we_went_on(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await FullMailboxAsync(app);
        await DoneAsync(app.DoAsync<PauseCase>(pause => pause.HandleAsync(new PauseCaseInput(about.Reference, null, Mira.ById(), "Which lane?"), default)));

        await DoneAsync(app.DoAsync<ResumeCase>(resume => resume.HandleAsync(new ResumeCaseInput(about.Reference, null, Mira.ById()), default)));

        (await StatesAsync(app, "paused")).ShouldBe([MessageState.Cancelled]);
        (await StatesAsync(app, "resumed")).ShouldBeEmpty("no day has changed, and nobody knew of a question");
        (await app.NowAsync(about)).Promises.ShouldHaveSingleItem().IsRunning.ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task A_case_that_is_done_has_no_new_date_any_more(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await FullMailboxAsync(app);
        await ReviseAsync(app, about, new LocalDate(2026, 3, 18));

        await DoneAsync(app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, Mira.ById(), Outcome.Fixed, null), default)));

        (await StatesAsync(app, "revised")).ShouldBe([MessageState.Cancelled]);
        (await StatesAsync(app, "closed")).ShouldBe([MessageState.Waiting]);
    }

    [Theory, Databases]
    public async Task Nobody_is_asked_whether_it_is_done_once_it_is_open_again(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await FullMailboxAsync(app);
        await DoneAsync(app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, Mira.ById(), Outcome.Fixed, null), default)));
        await app.AdvanceAsync(Duration.FromDays(5) - Duration.FromMinutes(2));
        await FillMailboxAsync(app, 3);
        await app.AdvanceAsync(Duration.FromMinutes(5));
        (await StatesAsync(app, "survey")).ShouldBe([MessageState.Waiting]);

        await DoneAsync(app.DoAsync<ReopenCase>(reopen => reopen.HandleAsync(new ReopenCaseInput(about.Reference, null, Mira.ById(), null), default)));
        await app.AdvanceAsync(Duration.FromHours(2));

        (await StatesAsync(app, "survey")).ShouldBe([MessageState.Cancelled]);
        (await StatesAsync(app, "reopened")).ShouldBe([MessageState.Sent]);
    }

    [Theory, Databases]
    public async Task What_a_worker_may_be_sending_is_left_to_it(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var about = await FullMailboxAsync(app);
        await ReviseAsync(app, about, new LocalDate(2026, 3, 18));
        var inHand = await app.ReadAsync(db => db.Messages.SingleAsync(message => message.Kind == "revised"));
        await app.ChangeMailAsync(inHand.Id, message => message.Lease(app.Now + Duration.FromMinutes(5)));

        await ReviseAsync(app, about, new LocalDate(2026, 3, 19));

        (await StatesAsync(app, "revised")).ShouldBe([MessageState.Waiting, MessageState.Waiting]);
    }

    /// <summary>A case of somebody who has not confirmed the address and had three mails this hour.</summary>
    private static async Task<Kept.Domain.Cases.Case> FullMailboxAsync(KeptApp app)
    {
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        await FillMailboxAsync(app, 2);
        app.Mailbox.To(Mail).Count.ShouldBe(3);
        app.Mailbox.Clear();
        return about;
    }

    /// <summary>With what leaves no room for more this hour.</summary>
    private static async Task FillMailboxAsync(KeptApp app, int mails)
    {
        for (var number = 0; number < mails; number++)
        {
            await app.AddMailAsync(Mail);
        }

        await app.RunDueWorkAsync();
    }

    private static async Task ReviseAsync(KeptApp app, Kept.Domain.Cases.Case about, LocalDate date)
    {
        var promise = (await app.NowAsync(about)).Promises.Single(promise => promise.State == PromiseState.Open);
        await DoneAsync(app.DoAsync<RevisePromise>(revise => revise.HandleAsync(
            new RevisePromiseInput(about.Reference, null, Mira.ById(), promise.Id, date, "The van is being mended."), default)));
        await app.AdvanceAsync(Duration.FromSeconds(30));
    }

    private static Task VisitAsync(KeptApp app, Kept.Domain.Cases.Case about, bool done) => DoneAsync(app.DoAsync<RecordVisit>(record => record.HandleAsync(
        new RecordVisitInput(about.Reference, null, Mira.ById(), app.Now, done, done ? null : "van-full", null, []), default)));

    private static async Task DoneAsync(Task<CaseOutcome> outcome) => (await outcome).ShouldBeOfType<CaseOutcome.Done>();

    private static Task<List<MessageState>> StatesAsync(KeptApp app, string kind) => app.ReadAsync(db =>
        db.Messages.Where(message => message.Kind == kind).OrderBy(message => message.Id).Select(message => message.State).ToListAsync());
}
