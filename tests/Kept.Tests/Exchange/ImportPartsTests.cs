using System.Net;
using System.Text;
using Kept.Cases;
using Kept.Cases.AddNote;
using Kept.Counts.RecountOverview;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Exchange;
using Kept.Exchange.ImportFile;
using Kept.Staff;
using Kept.Surveys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits.Forms;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Tests.Exchange;

/// <summary>What an old system knew about its cases, brought in after them.</summary>
public sealed class ImportPartsTests
{
    private const string OldCases = "external_id,service,received_at,title,state,closed_at,outcome\r\n"
        + "A-1,fly-tipping,2026-02-20 10:00,Sofa,,,\r\n"
        + "A-2,fly-tipping,2025-06-01 10:00,Mattress,closed,2025-06-20 10:00,fixed\r\n";

    private static readonly Instant Told = Instant.FromUtc(2026, 3, 20, 17, 0);

    [Theory, Databases]
    public async Task A_day_that_somebody_was_told_is_counted_down_in_place_of_what_the_import_counted(Database database)
    {
        await using var app = await StartAsync(database);
        (await ImportAsync(app, ImportKind.Promises, "case,id,stage,state,words,given_at,due,settled_at,reason,replaced_by_id\r\n"
            + "A-1,1,inspect,revised,Gone to look by 1 March.,2026-02-20 10:00,2026-03-01 17:00,2026-02-25 09:00,Snow.,2\r\n"
            + "A-1,2,inspect,open,Gone to look by 20 March.,2026-02-25 09:00,2026-03-20 17:00,,,\r\n"
            + "A-2,3,,kept,Cleared by 21 June.,2025-06-02 10:00,2025-06-21 17:00,2025-06-20 10:00,,\r\n")).ShouldBe(new ImportOutcome.Imported(3, 0));

        var (open, closed) = (await CaseAsync(app, "Sofa"), await CaseAsync(app, "Mattress"));
        open.Promises.Select(promise => (promise.Words, promise.State)).ShouldBe(
            [("Gone to look by 1 March.", PromiseState.Revised), ("Gone to look by 20 March.", PromiseState.Open)], ignoreOrder: true);
        (open.NextDue, open.BrokenPromises).ShouldBe((Told, 0));
        open.Promises.Single(promise => promise.State == PromiseState.Revised).ReplacedById.ShouldBe(open.Promises.Single(promise => promise.IsOpen).Id);
        open.Events.Count(line => line.Kind == EventKind.PromiseGiven).ShouldBe(2);
        closed.Promises.ShouldHaveSingleItem().State.ShouldBe(PromiseState.Kept);
        await IsCountedAsync(app);

        await app.AdvanceAsync(Duration.FromDays(19));
        (await CaseAsync(app, "Sofa")).Promises.ShouldContain(promise => promise.Due == Told && promise.State == PromiseState.Broken);
    }

    [Theory, Databases]
    public async Task A_day_that_has_passed_is_a_broken_promise_and_nobody_is_written_to(Database database)
    {
        await using var app = await StartAsync(database);
        await ImportAsync(app, ImportKind.Followers, "case,id,reporter,mail\r\nA-1,1,true,ada@example.org\r\n");
        var counted = (await CaseAsync(app, "Sofa")).NextDue;

        await ImportAsync(app, ImportKind.Promises, "case,id,words,given_at,due\r\nA-1,1,Done by Sunday.,2026-02-20 10:00,2026-03-01 17:00\r\n");

        var about = await CaseAsync(app, "Sofa");
        var broken = about.Promises.Single(promise => promise.State == PromiseState.Broken);
        (broken.SettledAt, broken.Words, about.NextDue, about.BrokenPromises).ShouldBe((Instant.FromUtc(2026, 3, 1, 17, 0), "Done by Sunday.", counted, 1));
        await app.RunDueWorkAsync();
        (await app.ReadAsync(db => db.Messages.CountAsync())).ShouldBe(0);
        await IsCountedAsync(app);
    }

    [Theory, Databases]
    public async Task A_promise_learns_what_replaced_it_also_from_another_file(Database database)
    {
        await using var app = await StartAsync(database);
        const string head = "case,id,state,words,given_at,due,settled_at,replaced_by_id\r\n";
        const string first = "A-1,1,broken,One.,2026-02-20 10:00,2026-02-21 17:00,2026-02-21 17:00,";
        const string second = "A-1,2,open,Two.,2026-02-21 17:00,2026-03-20 17:00,,\r\n";
        ((ImportOutcome.Wrong)await ImportAsync(app, ImportKind.Promises, head + first + "2\r\n")).Problems.ShouldBe([new ImportProblem(2, "replaced_by_id", "nobody")]);

        await ImportAsync(app, ImportKind.Promises, head + second);
        await ImportAsync(app, ImportKind.Promises, head + first + "2\r\n");

        var promises = (await CaseAsync(app, "Sofa")).Promises;
        promises.Single(promise => promise.Words == "One.").ReplacedById.ShouldBe(promises.Single(promise => promise.Words == "Two.").Id);
    }

    [Theory, Databases]
    public async Task Contacts_visits_and_words_stand_in_the_timeline_at_their_own_moment(Database database)
    {
        await using var app = await StartAsync(database);
        (await ImportAsync(app, ImportKind.Contacts, "case,id,at,channel,incoming,chaser,words\r\n"
            + "A-1,1,2026-02-20 10:00,web,true,false,\r\nA-1,2,2026-02-23 11:00,phone,true,true,When will you come?\r\nA-1,3,2026-02-24 12:00,mail,false,false,On Friday.\r\n"))
            .ShouldBe(new ImportOutcome.Imported(2, 1));
        (await ImportAsync(app, ImportKind.Visits, "case,id,at,done,reason,words\r\nA-1,1,2026-02-26 08:00,false,van-full,\r\n")).ShouldBe(new ImportOutcome.Imported(1, 0));
        (await ImportAsync(app, ImportKind.Events, "case,id,at,kind,is_public,actor,words,details\r\n"
            + "A-1,1,2026-02-20 10:00,received,true,system,,{}\r\nA-1,2,2026-02-23 11:00,contacted,false,staff,When will you come?,{}\r\n"
            + "A-1,3,2026-02-24 12:00,messaged,true,staff,On Friday.,{}\r\nA-1,4,2026-02-25 12:00,noted,false,staff,Needs the large van.,{}\r\n"))
            .ShouldBe(new ImportOutcome.Imported(2, 0, 2));

        var about = await CaseAsync(app, "Sofa");
        (about.Contacts, about.Chasers, about.LastContactAt, about.LastContactChaser).ShouldBe((3, 1, Instant.FromUtc(2026, 2, 24, 12, 0), false));
        (about.Visits.Count, about.Promises.Count, about.NextDue).ShouldBe((1, 1, about.Promises[0].Due));
        await IsCountedAsync(app);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        var page = await desk.GoAsync(about.DeskAddress());
        foreach (var words in new[] { "When will you come?", "Needs the large van.", "The van was full", "Old desk" })
        {
            page.Says(words).ShouldBeTrue(words);
        }

        (await desk.GoAsync("/desk/search?q=large+van")).Says(about.Reference.ToString()).ShouldBeTrue();
        (await desk.GoAsync("/desk/search?q=when+will+you")).Says(about.Reference.ToString()).ShouldBeTrue();
        about.Events.Single(line => line is { Words: "On Friday.", IsPublic: true }).Kind.ShouldBe(EventKind.Messaged);
        about.Events.Where(line => line.Words == "Needs the large van.").ShouldAllBe(line => !line.IsPublic);
    }

    [Theory, Databases]
    public async Task People_come_with_their_cases_and_who_stopped_stays_stopped(Database database)
    {
        await using var app = await StartAsync(database);
        (await ImportAsync(app, ImportKind.Followers, "case,id,reporter,name,mail,phone,address,language,notes,following_since,stopped_at\r\n"
            + "A-1,1,true,Ada Eden,ada@example.org,'+44 7700 900123,1 Mill Lane,en,Hard of hearing,2026-02-20 10:00,\r\n"
            + "A-1,2,false,Bob,bob@example.org,,,de,,2026-02-21 10:00,2026-02-22 10:00\r\nA-1,3,false,Bobby,BOB@example.org,,,de,,2026-02-23 10:00,\r\n")).ShouldBe(new ImportOutcome.Imported(3, 0));

        var about = await CaseAsync(app, "Sofa");
        (about.Reporter!.Name, about.Reporter.Mail, about.Reporter.Phone, about.Reporter.Notes).ShouldBe(("Ada Eden", "ada@example.org", "+44 7700 900123", "Hard of hearing"));
        about.Followers.Single(follower => !follower.Reporter).ShouldSatisfyAllConditions(
            bob => bob.IsFollowing.ShouldBeFalse(), bob => bob.Name.ShouldBe("Bob"), bob => bob.FollowingSince.ShouldBe(Instant.FromUtc(2026, 2, 21, 10, 0)));
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        (await desk.GoAsync("/desk/search?q=bob")).Says("Sofa").ShouldBeTrue();
    }

    [Theory, Databases]
    public async Task An_answer_is_kept_and_the_next_closing_asks_anew(Database database)
    {
        await using var app = await StartAsync(database);
        (await ImportAsync(app, ImportKind.Surveys, "case,id,round,asked_at,answer,answered_at,comment\r\n"
            + "A-2,1,0,2025-06-25 10:00,yes,2025-06-26 10:00,Clean!\r\nA-2,2,1,2025-06-25 10:00,,,\r\nA-1,3,0,2026-02-25 10:00,no,2026-02-26 10:00,Still there\r\n"))
            .ShouldBe(new ImportOutcome.Imported(2, 0, 1));

        var answers = await app.ReadAsync(db => db.Set<Survey>().AsNoTracking().OrderBy(survey => survey.AnsweredAt).ToListAsync());
        answers.Select(survey => (survey.Answer, survey.Comment)).ShouldBe([(SurveyAnswer.Yes, "Clean!"), (SurveyAnswer.No, "Still there")]);
        ((await CaseAsync(app, "Mattress")).Reopened, (await CaseAsync(app, "Sofa")).Reopened).ShouldBe((0, 1));
        await IsCountedAsync(app);
    }

    [Theory, Databases]
    public async Task Whatever_is_wrong_is_told_by_line_and_nothing_is_taken_in(Database database)
    {
        await using var app = await StartAsync(database);
        var wrong = new Dictionary<ImportKind, (string File, string Expected)>
        {
            [ImportKind.Contacts] = ("case,id,at,channel,incoming,chaser,words\r\nB-9,1,soon,pigeon,maybe,,\r\nA-1,1,2027-01-01,,false,true,\r\nA-1,,2026-01-01,web,,,\u0001\r\n",
                "2 case case,2 at moment,2 channel choice,2 incoming choice,3 id twice,3 at future,3 channel missing,3 chaser chaser,4 id missing,4 words control"),
            [ImportKind.Visits] = ("case,id,at,done,reason\r\nA-1,1,2026-01-01,false,\r\nA-1,2,2026-01-01,false,flat-tyre\r\nA-1,3,2026-01-01,,\r\n", "2 reason missing,3 reason reason,4 done missing"),
            [ImportKind.Events] = ("case,id,at,kind,words\r\nZZZZ-ZZZZ,1,2026-01-01,noted,Hello\r\nA-1,2,2026-01-01,sung,La\r\n", "2 case case,3 kind choice"),
            [ImportKind.Followers] = ("case,id,reporter,mail,following_since,stopped_at,language\r\nA-1,1,true,nobody,2026-01-02,2026-01-01,xx\r\n", "2 mail mail,2 stopped_at stoppedBefore,2 language language"),
            [ImportKind.Surveys] = ("case,id,round,answer,answered_at\r\nA-1,1,-1,perhaps,\r\n", "2 round number,2 answer choice,2 answered_at missing"),
            [ImportKind.Promises] = ("case,id,words,given_at,due,state,settled_at,replaced_by_id\r\nA-1,1,,2026-01-02,2026-01-01,open,2026-01-01,7\r\nA-1,2,W,2026-01-02,2100-01-01,kept,,\r\nA-1,3,W,2026-01-02,2026-01-03,broken,2026-01-03,2\r\nA-2,4,W,2025-07-02,2025-07-03,broken,2025-07-03,2\r\n",
                "2 words missing,2 due dueBefore,2 settled_at notSettled,2 replaced_by_id notReplaced,2 replaced_by_id nobody,3 due far,3 settled_at missing,5 replaced_by_id nobody"),
        };
        foreach (var (kind, (file, expected)) in wrong)
        {
            var outcome = (await ImportAsync(app, kind, file)).ShouldBeOfType<ImportOutcome.Wrong>(kind.ToString());
            outcome.Problems.Select(problem => $"{problem.Line} {problem.Column} {problem.What}").ShouldBe(expected.Split(','), ignoreOrder: true, kind.ToString());
            ((ImportOutcome.Wrong)await ImportAsync(app, kind, "case,id,mood\r\n")).Problems.ShouldContain(new ImportProblem(1, "mood", "columnUnknown"));
            ((ImportOutcome.Wrong)await ImportAsync(app, kind, string.Concat(file.AsSpan(0, file.IndexOf('\n', StringComparison.Ordinal) + 1), "A-1,\"", new string('a', 2_000_000)))).Problems
                .ShouldContain(new ImportProblem(2, "", "tooLong"));
        }

        (await app.ReadAsync(db => db.Set<ImportedRow>().CountAsync())).ShouldBe(0);
        (await CaseAsync(app, "Sofa")).Promises.Count.ShouldBe(1);
    }

    [Theory, Databases]
    public async Task A_case_of_ours_is_named_by_its_reference_and_the_same_name_in_another_system_is_another(Database database)
    {
        await using var app = await StartAsync(database);
        var ours = await app.ReceiveAsync();
        var file = $"case,id,at,channel,words\r\n{ours.Reference},1,2026-02-20 10:00,phone,Rang the old number\r\n";

        (await ImportAsync(app, ImportKind.Contacts, file)).ShouldBe(new ImportOutcome.Imported(1, 0));
        (await ImportAsync(app, ImportKind.Contacts, file)).ShouldBe(new ImportOutcome.Imported(0, 1));
        (await ImportAsync(app, ImportKind.Contacts, file, source: "Another")).ShouldBe(new ImportOutcome.Imported(1, 0));
        (await ImportAsync(app, ImportKind.Contacts, "case,id,at,channel\r\nA-1,2,2026-02-20 10:00,phone\r\n", source: "Another")).ShouldBeOfType<ImportOutcome.Wrong>();
        (await app.NowAsync(ours)).LastContactAt.ShouldBe(KeptApp.UsualStart, "a contact of before is not the last one");
        await IsCountedAsync(app);
    }

    [Theory, Databases]
    public async Task What_was_broken_off_goes_on_where_it_was(Database database)
    {
        await using var app = await StartAsync(database);
        var file = new StringBuilder("case,id,at,channel,chaser,words\r\n");
        for (var i = 0; i < 1500; i++)
        {
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"A-1,{i},2026-02-21 10:00,phone,{(i % 2 == 0 ? "true" : "false")},Call {i}\r\n");
        }

        using var off = new CancellationTokenSource();
        using var broken = new MemoryStream(Encoding.UTF8.GetBytes(file.ToString()));
        await Should.ThrowAsync<OperationCanceledException>(() => app.WithAsync<ImportFile, ImportOutcome>(import => import.HandleAsync(
            null, new ImportInput(ImportKind.Contacts, "Old desk", false), broken, new AfterSome(off.Cancel), off.Token)));

        (await ImportAsync(app, ImportKind.Contacts, file.ToString())).ShouldBe(new ImportOutcome.Imported(500, 1000));
        ((await CaseAsync(app, "Sofa")).Contacts, (await CaseAsync(app, "Sofa")).Chasers).ShouldBe((1501, 750));
        await IsCountedAsync(app);
    }

    [Theory, Databases]
    public async Task A_colleague_who_saves_meanwhile_loses_nothing(Database database)
    {
        await using var app = await StartAsync(database);
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"A-1,{i},2026-02-21 10:00,phone,Call {i}\r\n"));
        var about = await CaseAsync(app, "Sofa");

        var import = ImportAsync(app, ImportKind.Contacts, "case,id,at,channel,words\r\n" + rows);
        for (var i = 0; i < 5; i++)
        {
            (await app.WithAsync<AddNote, CaseOutcome>(add => add.HandleAsync(new AddNoteInput(about.Reference, By.System, $"Note {i}"), default)))
                .ShouldBeOfType<CaseOutcome.Done>();
        }

        (await import).ShouldBe(new ImportOutcome.Imported(300, 0));
        var after = await CaseAsync(app, "Sofa");
        (after.Contacts, after.Events.Count(line => line.Kind == EventKind.Noted), after.Events.Count(line => line.Kind == EventKind.Contacted)).ShouldBe((301, 5, 300));
        await IsCountedAsync(app);
    }

    [Theory, Databases]
    public async Task Administrators_do_it_on_the_page(Database database)
    {
        await using var app = await StartAsync(database);
        var hanna = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
        await hanna.GoAsync("/desk/import");
        (await hanna.Choose("Notes and messages of timelines").Fill("Name of the other system", "Old desk")
            .Attach("File", new UploadedFile("events.csv", "text/csv", "case,id,at,kind,words\r\nA-1,1,2026-02-21,noted,Hello\r\nA-1,2,2026-02-21,warned,\r\n"u8.ToArray()))
            .PressAsync("Import", HttpStatusCode.OK)).Says("1 row taken in, 0 were here already. 1 row passed over.").ShouldBeTrue();
    }

    private sealed class AfterSome(Action what) : IProgress<long>
    {
        public void Report(long value) => what();
    }

    private static async Task<KeptApp> StartAsync(Database database)
    {
        var app = await KeptApp.StartAsync(database);
        (await ImportAsync(app, ImportKind.Cases, OldCases)).ShouldBe(new ImportOutcome.Imported(2, 0));
        return app;
    }

    private static Task<Case> CaseAsync(KeptApp app, string title) => app.ReadAsync(db => db.Cases.AsNoTracking().AsSplitQuery()
        .Include(c => c.Promises).Include(c => c.Followers).Include(c => c.Visits).Include(c => c.Events).SingleAsync(c => c.Title == title));

    private static async Task IsCountedAsync(KeptApp app) =>
        (await app.WithAsync<RecountOverview, int>(recount => recount.FindWrongAsync(default))).ShouldBe(0);

    private static async Task<ImportOutcome> ImportAsync(KeptApp app, ImportKind kind, string table, string source = "Old desk")
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(table));
        return await app.WithAsync<ImportFile, ImportOutcome>(import => import.HandleAsync(null, new ImportInput(kind, source, false), file, null, default));
    }
}
