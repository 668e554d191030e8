using System.Net;
using System.Text;
using Kept.Counts.RecountOverview;
using Kept.Domain.Cases;
using Kept.Exchange;
using Kept.Exchange.ImportFile;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using Kept.Testing.Visits.Forms;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Exchange;

/// <summary>Cases of an old system and lists of colleagues, brought in as a table.</summary>
public sealed class ImportTests
{
    private const string Head = "external_id,service,received_at,title,state,closed_at,outcome,owner_mail,name,mail,latitude,longitude,note\r\n";
    private const string Good = Head
        + "A-1,fly-tipping,2026-02-20 10:00,Sofa on the green,open,,,mira.kovac@millbrook.example,Ada Eden,ada@example.org,51.5,-0.25,\"Asked twice, by phone\"\r\n"
        + "A-2,fly-tipping,2025-06-01,'=Mattress,closed,2025-06-20T08:30:00Z,notFound,,,,,,\r\n";

    [Theory, Databases]
    public async Task Cases_are_taken_over_with_their_dates_and_nobody_is_written_to(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mira = await app.AddColleagueAsync("Mira Kovač");
        (await ImportAsync(app, Good, dryRun: true)).ShouldBe(new ImportOutcome.Right(2, 0));
        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(0);
        (await ImportAsync(app, Good)).ShouldBe(new ImportOutcome.Imported(2, 0));

        var cases = await app.ReadAsync(db => db.Cases.AsNoTracking().Include(c => c.Promises).Include(c => c.Followers).OrderBy(c => c.ReceivedAt).ToListAsync());
        var (closed, open) = (cases[0], cases[1]);
        (closed.Title, closed.State, closed.Outcome, closed.ClosedAt, closed.Promises.Count).ShouldBe(
            ("=Mattress", CaseState.Closed, Outcome.NotFound, Instant.FromUtc(2025, 6, 20, 8, 30), 0));
        (open.ReceivedAt, open.OwnerId, open.Longitude, open.Reporter!.Mail).ShouldBe((Instant.FromUtc(2026, 2, 20, 10, 0), mira.Id, -0.25, "ada@example.org"));
        open.Promises.ShouldHaveSingleItem().GivenAt.ShouldBe(KeptApp.UsualStart);
        open.NextDue.ShouldBe(open.Promises[0].Due);
        await app.RunDueWorkAsync();
        (await app.ReadAsync(db => db.Messages.CountAsync())).ShouldBe(0);
        var desk = await app.SignInAsync(mira);
        (await desk.GoAsync("/desk/search?q=A-1")).Says("Sofa on the green").ShouldBeTrue();
        (await desk.GoAsync(open.DeskAddress())).Says("Asked twice, by phone").ShouldBeTrue();
        (await desk.GoAsync(closed.DeskAddress())).Status.ShouldBe(HttpStatusCode.OK);
        ((RecountOutcome.Recounted)await app.WithAsync<RecountOverview, RecountOutcome>(recount => recount.HandleAsync())).Corrected.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task The_same_again_and_a_longer_file_make_nothing_twice(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddColleagueAsync("Mira Kovač");
        await ImportAsync(app, Good);

        (await ImportAsync(app, Good)).ShouldBe(new ImportOutcome.Imported(0, 2));
        (await ImportAsync(app, Good + "A-3,pothole,2026-01-01,Hole,,,,,,,,,\r\n")).ShouldBe(new ImportOutcome.Imported(1, 2));
        (await ImportAsync(app, Good, source: "Another")).ShouldBe(new ImportOutcome.Imported(2, 0));
        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(5);
    }

    [Theory, Databases]
    public async Task Every_problem_is_told_by_line_and_column_and_nothing_is_taken_in(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var wrong = (ImportOutcome.Wrong)await ImportAsync(app, Head
            + "A-1,fly-tipping,2026-01-01,\"A title\r\non two lines\",,,,,,,,,\r\n"
            + "A-1,no-such,soon,,closed,,perhaps,nobody@example.org,,not-an-address,95,,\r\n"
            + "A-2,fly-tipping,2027-01-01,Title,open,2026-01-02,,,,,,,\r\n"
            + "A-3,fly-tipping,2026-01-01\r\n"
            + "A-4,fly-tipping,2026-02-01,Title,closed,2026-01-01,noAction,,,,,,\r\n");

        wrong.Rows.ShouldBe(4);
        wrong.Problems.Select(problem => (problem.Line, problem.Column, problem.What)).ShouldBe(
        [
            (4, "service", "service"), (4, "received_at", "moment"), (4, "title", "missing"), (4, "closed_at", "missing"), (4, "outcome", "choice"),
            (4, "latitude", "degrees"), (4, "mail", "mail"), (4, "external_id", "twice"), (4, "owner_mail", "owner"), (5, "received_at", "future"), (5, "closed_at", "notClosed"), (5, "closed_at", "closedBefore"),
            (6, "", "cells"), (7, "closed_at", "closedBefore"), (7, "outcome_words", "missing"),
        ], ignoreOrder: true);
        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("external_id,service,received_at,titel\r\n", "title columnMissing,titel columnUnknown")]
    [InlineData("external_id,service,received_at,title,title\r\n", "title columnTwice")]
    [InlineData("", "external_id / reference columnMissing,service columnMissing,received_at columnMissing,title columnMissing")]
    [InlineData("external_id;service;received_at;title\r\nA;fly-tipping;2026-01-01;a \"b\" c\r\n", " quotes")]
    public async Task A_file_that_is_no_such_table_is_refused(string file, string expected)
    {
        await using var app = await KeptApp.StartAsync();

        var wrong = (ImportOutcome.Wrong)await ImportAsync(app, file);

        string.Join(',', wrong.Problems.Select(problem => $"{problem.Column} {problem.What}")).ShouldBe(expected);
    }

    [Fact]
    public async Task Another_encoding_semicolons_and_a_mark_are_told_apart()
    {
        await using var app = await KeptApp.StartAsync();
        var row = "external_id;service;received_at;title\nA;fly-tipping;2026-01-01;Špoljarić\n";

        (await ImportAsync(app, Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(row)).ToArray(), dryRun: true)).ShouldBe(new ImportOutcome.Right(1, 0));
        var wrong = (ImportOutcome.Wrong)await ImportAsync(app, Encoding.Latin1.GetBytes(row.Replace('Š', 'é').Replace('ć', 'é')));
        wrong.Problems.ShouldHaveSingleItem().ShouldBe(new ImportProblem(2, "title", "utf8"));
    }

    [Theory, Databases]
    public async Task What_a_case_here_has_no_place_for_stands_in_a_note(Database database)
    {
        const string head = "reference,service,team,owner_id,state,outcome,answers,received_at,closed_at,slot_start,slot_end,next_due,title\r\n";
        await using var app = await KeptApp.StartAsync(database);
        (await ImportAsync(app, head
            + "K-1,bulky-waste,no-such-team,17,waiting,,\"{\"\"mood\"\":\"\"good\"\"}\",2026-02-20T10:00:00Z,,2026-02-24T08:00:00Z,2026-02-24T12:00:00Z,2026-03-01T00:00:00Z,Sofa\r\n"
            + "K-2,bulky-waste,schools,,closed,duplicate,{},2026-02-20T10:00:00Z,2026-02-21T10:00:00Z,,,,Chair\r\n"
            + "K-3,bulky-waste,,,open,,,2026-02-20T10:00:00Z,,2026-03-04T08:00:00Z,2026-03-04T12:00:00Z,,Table\r\n")).ShouldBe(new ImportOutcome.Imported(3, 0));

        var cases = await app.ReadAsync(db => db.Cases.AsNoTracking().Include(c => c.Promises).Include(c => c.Events).ToDictionaryAsync(c => c.Title));
        (cases["Sofa"].State, cases["Sofa"].Promises.Count, cases["Sofa"].Answers).ShouldBe((CaseState.Open, 0, "{}"));
        cases["Sofa"].Events.Single(line => line.Kind == EventKind.Noted).Words.ShouldBe("state: waiting\nanswers: {\"mood\":\"good\"}");
        (cases["Chair"].Outcome, cases["Chair"].MergedInto, cases["Chair"].Team).ShouldBe((Outcome.Duplicate, null, "schools"));
        cases["Table"].Promises.ShouldHaveSingleItem().Due.ShouldBe(Instant.FromUtc(2026, 3, 4, 12, 0));
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Mira Kovač"));
        foreach (var taken in cases.Values)
        {
            (await desk.GoAsync(taken.DeskAddress())).Says(taken.Title).ShouldBeTrue();
        }

        (await ImportAsync(app, head
            + "K-4,bulky-waste,,,open,,not json,2026-02-20T10:00:00Z,,,,,Sofa\r\nK-5,bulky-waste,,,open,,\"{\"\"a\"\":1,\"\"a\"\":2}\",2026-02-20T10:00:00Z,,,,,Sofa\r\n"
            + "K-6,bulky-waste,,,open,,,2026-02-20T10:00:00Z,,2026-03-04T08:00:00Z,,,Sofa\r\nK-7,bulky-waste,,,open,,,2026-02-20T10:00:00Z,,2026-03-04T08:00:00Z,2026-03-04T08:00:00Z,,Sofa\r\n"))
            .ShouldBeOfType<ImportOutcome.Wrong>().Problems.Select(problem => (problem.Line, problem.Column, problem.What)).ShouldBe(
            [(2, "answers", "json"), (3, "answers", "json"), (4, "slot_end", "missing"), (5, "slot_end", "slot")], ignoreOrder: true);
    }

    [Theory, Databases]
    public async Task A_quote_that_is_never_closed_does_not_fill_the_memory(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);

        var wrong = (ImportOutcome.Wrong)await ImportAsync(app, Head + "A-1,\"" + new string('a', 3_000_000));

        wrong.Problems.ShouldContain(problem => problem.What == "tooLong");
    }

    [Fact]
    public async Task A_row_that_is_too_large_hides_nothing_after_it_and_what_is_not_listed_is_counted()
    {
        const int unknown = 40_000;
        await using var app = await KeptApp.StartAsync();
        var file = new StringBuilder(Head)
            .Append("A-1,fly-tipping,2026-01-01,\"").Append('a', 3_000_000).Append("\",,,,,,,,,\r\n")
            .Append("A-2,nothing,2026-01-01,Title,,,,,,,,,\r\n")
            .Append("A-3,fly-tipping,2026-01-01,\"never closed,,,,,,,,,\r\n");
        for (var i = 0; i < unknown; i++)
        {
            file.Append(System.Globalization.CultureInfo.InvariantCulture, $"B-{i},nothing,2026-01-01,Title,,,,,,,,,\r\n");
        }

        var wrong = (ImportOutcome.Wrong)await ImportAsync(app, file.ToString(), dryRun: true);

        wrong.Problems.Take(4).Select(problem => (problem.Line, problem.Column, problem.What)).ShouldBe(
            [(2, "", "tooLong"), (3, "service", "service"), (4, "", "tooLong"), (5, "service", "service")]);
        (wrong.Count, wrong.Rows, wrong.More).ShouldBe((unknown + 3, unknown + 1, unknown + 3 - wrong.Problems.Count));
        wrong.More.ShouldBeGreaterThan(0);
    }

    [Theory, Databases]
    public async Task Colleagues_are_invited_once_each(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var hanna = await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null);
        const string list = "name,mail,role,team,language\r\nLuka Horvat,luka@millbrook.example,lead,street-care,hr\r\nHanna,hanna.lindqvist@millbrook.example,,,\r\n";
        const string ofKept = "id,name,mail,role,team,language,active,joined\r\n17,Ana Kos,ana@millbrook.example,agent,street-care,hr,false,true\r\n";

        (await InviteAsync(app, hanna, list, dryRun: true)).ShouldBe(new ImportOutcome.Right(1, 1));
        (await InviteAsync(app, hanna, list)).ShouldBe(new ImportOutcome.Imported(1, 1));
        (await InviteAsync(app, hanna, list)).ShouldBe(new ImportOutcome.Imported(0, 2));
        (await InviteAsync(app, hanna, ofKept)).ShouldBe(new ImportOutcome.Imported(0, 0, 1));
        var luka = await app.ReadAsync(db => db.Set<StaffMember>().SingleAsync(member => member.Email == "luka@millbrook.example"));
        (luka.Role, luka.Team, luka.Language, luka.HasJoined).ShouldBe((StaffRole.Lead, "street-care", "hr", false));
        (await app.ReadAsync(db => db.Set<Message>().CountAsync())).ShouldBe(1);
        var wrong = (ImportOutcome.Wrong)await InviteAsync(app, hanna, "name,mail,role,team\r\n,none,king,nowhere\r\nA,a@b.example,,\r\nB,A@b.example,,\r\n");
        wrong.Problems.Select(problem => (problem.Line, problem.Column)).ShouldBe([(2, "name"), (2, "mail"), (2, "role"), (2, "team"), (4, "mail")], ignoreOrder: true);
    }

    [Theory, Databases]
    public async Task On_the_page_an_administrator_checks_a_file_and_then_takes_it_in(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddColleagueAsync("Mira Kovač");
        var hanna = await app.SignInAsync(await app.AddColleagueAsync("Hanna Lindqvist", StaffRole.Administrator, team: null));
        await hanna.GoAsync("/desk/import");
        (await PressAsync("Check the file", Head + "A-1,nothing,2026-01-01,T,,,,,,,,,\r\n", HttpStatusCode.UnprocessableEntity)).Says("2 service There is no service with this code.").ShouldBeTrue();
        (await PressAsync("Check the file", Good)).Says("No mistake. 2 rows would be taken in, 0 are here already.").ShouldBeTrue();
        (await PressAsync("Import", Good)).Says("2 rows taken in, 0 were here already.").ShouldBeTrue();

        var lead = await app.SignInAsync(await app.AddColleagueAsync("Lena Hart", StaffRole.Lead));
        await lead.GoAsync("/desk/import", HttpStatusCode.Forbidden);

        Task<Page> PressAsync(string button, string file, HttpStatusCode expected = HttpStatusCode.OK) =>
            hanna.Choose("Cases of another system").Fill("Name of the other system", "Old desk")
                .Attach("File", new UploadedFile("cases.csv", "text/csv", Encoding.UTF8.GetBytes(file))).PressAsync(button, expected);
    }

    [Fact]
    public async Task Only_administrators_bring_data_in()
    {
        await using var app = await KeptApp.StartAsync();
        var lena = await app.AddColleagueAsync("Lena Hart", StaffRole.Lead);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Good));

        foreach (var kind in Enum.GetValues<ImportKind>())
        {
            (await app.WithAsync<ImportFile, ImportOutcome>(import => import.HandleAsync(lena.ToIdentity(), new ImportInput(kind, "Old", false), file, null, default)))
                .ShouldBeOfType<ImportOutcome.NotAllowed>(kind.ToString());
        }

        (await InviteAsync(app, lena, "name,mail\r\nA,a@b.example\r\n")).ShouldBeOfType<ImportOutcome.NotAllowed>();
    }

    private static Task<ImportOutcome> ImportAsync(KeptApp app, string file, bool dryRun = false, string source = "Old desk") =>
        ImportAsync(app, Encoding.UTF8.GetBytes(file), dryRun, source);

    private static Task<ImportOutcome> ImportAsync(KeptApp app, byte[] file, bool dryRun = false, string source = "Old desk") =>
        app.WithAsync<ImportFile, ImportOutcome>(import => import.HandleAsync(null, new ImportInput(ImportKind.Cases, source, dryRun), new MemoryStream(file), null, default));

    private static Task<ImportOutcome> InviteAsync(KeptApp app, StaffMember by, string file, bool dryRun = false) =>
        app.WithAsync<ImportFile, ImportOutcome>(import => import.HandleAsync(by.ToIdentity(), new ImportInput(ImportKind.Staff, null, dryRun), new MemoryStream(Encoding.UTF8.GetBytes(file)), null, default));
}
