using Dapper;
using Kept.Cases;
using Kept.Catalogue;
using Kept.Demo.FillWithCases;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Mail.Outgoing;
using Kept.Staff;
using Kept.Staff.Demo;
using Kept.Surveys;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Tests.Commands;

/// <summary>What <c>kept demo</c> and the first start of a demo council add.</summary>
public sealed class DemoCasesTests
{
    private static readonly FillWithCasesInput Three = new(Cases: 300, Seed: 7, Days: 1095);

    [Theory, Databases]
    public async Task A_new_demo_council_has_cases_and_is_filled_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database, options => options.Settings["Kept:Demo"] = "true");
        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(FillWithCasesInput.First.Cases);
        (await app.ReadAsync(db => db.Cases.CountAsync(c => c.State != CaseState.Closed))).ShouldBeGreaterThan(15);

        await app.RestartAsync();
        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(FillWithCasesInput.First.Cases);
    }

    [Theory, Databases]
    public async Task Every_case_is_as_the_program_would_have_made_it(Database database)
    {
        await using var app = await StartAsync(database);
        await FillAsync(app, Three);
        var cases = await app.ReadAsync(db => db.Cases.AsNoTracking().AsSplitQuery()
            .Include(c => c.Followers).Include(c => c.Stages).Include(c => c.Promises).Include(c => c.Pauses).Include(c => c.Visits)
            .Include(c => c.ContactLog).Include(c => c.Events).ToListAsync());

        cases.Count.ShouldBe(Three.Cases);
        cases.OrderBy(c => c.Id.Value).ShouldBe(cases.OrderBy(c => c.ReceivedAt));
        cases.Count(c => c.IsClosed).ShouldBeInRange(Three.Cases * 85 / 100, Three.Cases - 1);
        cases.ForEach(c => HoldsTogether(c, app.Now));
        cases.SelectMany(c => c.Promises).Select(promise => promise.State).Distinct().Count().ShouldBe(4);
        cases.SelectMany(c => c.ContactLog).ShouldContain(contact => contact.Chaser);
        cases.SelectMany(c => c.Visits).ShouldContain(visit => !visit.Done);
        await AnswersFitAsync(app, cases);
    }

    [Theory, Databases]
    public async Task What_lies_beside_a_case_is_there_too(Database database)
    {
        await using var app = await StartAsync(database);
        await FillAsync(app, Three);

        var messages = await app.ReadAsync(db => db.Messages.AsNoTracking().ToListAsync());
        messages.ShouldAllBe(message => message.State == MessageState.Sent || message.State == MessageState.Failed);
        messages.Count.ShouldBeGreaterThan(Three.Cases);
        (await app.ReadAsync(db => db.Set<Survey>().CountAsync(survey => survey.Answer == SurveyAnswer.Yes))).ShouldBeGreaterThan(10);
        (await app.ReadAsync(db => db.Set<CaseWords>().CountAsync())).ShouldBe(Three.Cases);
        await app.RunDueWorkAsync();
        app.Log.Problems.Where(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error).ShouldBeEmpty();
        await IsSoundAsync(app, database);
    }

    [Theory, Databases]
    public async Task The_pages_show_them(Database database)
    {
        await using var app = await StartAsync(database);
        await FillAsync(app, Three);
        var member = await app.ReadAsync(db => db.Set<StaffMember>().FirstAsync(m => m.Role == StaffRole.Administrator));
        var visitor = await app.SignInAsync(member, (await app.Services.GetRequiredService<DemoSignIn>().ReadAsync(default))!);
        var some = await app.ReadAsync(db => db.Cases.AsNoTracking().Include(c => c.Followers).OrderBy(c => c.Id).ToListAsync());

        (await visitor.GoAsync("/desk?view=all")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        foreach (var shown in some.Where((_, number) => number % 30 == 0))
        {
            (await visitor.GoAsync($"/desk/cases/{shown.Reference.Value}")).Text.ShouldContain(shown.Title);
            (await visitor.GoAsync(CaseAddress.Of(shown))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        }

        var named = some.First(c => c.Reporter?.Name is not null);
        (await visitor.GoAsync($"/desk/search?q={Uri.EscapeDataString(named.Reporter!.Name!)}")).Text.ShouldContain(named.Reference.ToString());
        app.Log.Problems.Where(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_seed_tells_the_same_stories_and_a_second_filling_adds_more()
    {
        await using var one = await StartAsync(Database.Sqlite);
        await using var other = await StartAsync(Database.Sqlite);
        await FillAsync(one, Three);
        await FillAsync(other, Three);
        (await StoriesAsync(one)).ShouldBe(await StoriesAsync(other));

        await FillAsync(one, Three);
        (await one.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(2 * Three.Cases);
        await IsSoundAsync(one, Database.Sqlite);
    }

    [Theory, Databases]
    public async Task A_council_of_real_people_stays_alone(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var outcome = await app.WithAsync<FillWithCases, FillWithCasesOutcome>(fill => fill.HandleAsync(Three, null, default));

        outcome.ShouldBeOfType<FillWithCasesOutcome.NotADemo>();
        (await app.ReadAsync(db => db.Cases.AnyAsync())).ShouldBeFalse();
    }

    /// <summary>A demo council without the cases it begins with.</summary>
    private static async Task<KeptApp> StartAsync(Database database)
    {
        var app = await KeptApp.StartAsync(database);
        await app.WithAsync<DemoStaff, bool>(demo => demo.SeedAsync(default));
        return app;
    }

    private static async Task FillAsync(KeptApp app, FillWithCasesInput input) =>
        (await app.WithAsync<FillWithCases, FillWithCasesOutcome>(fill => fill.HandleAsync(input, null, default)))
            .ShouldBeOfType<FillWithCasesOutcome.Filled>().Cases.ShouldBe(input.Cases);

    private static Task<List<string>> StoriesAsync(KeptApp app) => app.ReadAsync(db => db.Cases.AsNoTracking().OrderBy(c => c.Id)
        .Select(c => c.ServiceCode + c.Title + c.State + c.Contacts + c.Chasers).ToListAsync());

    private static void HoldsTogether(Case told, Instant now)
    {
        var kinds = told.Events.OrderBy(entry => entry.Id).Select(entry => entry.Kind).ToList();
        kinds[0].ShouldBe(EventKind.Received);
        told.Events.ShouldAllBe(entry => entry.At >= told.ReceivedAt && entry.At <= now);
        told.Promises.ShouldNotBeEmpty();
        told.Contacts.ShouldBe(told.ContactLog.Count);
        told.Chasers.ShouldBe(told.ContactLog.Count(contact => contact.Chaser));
        told.Promises.Where(promise => promise.IsRunning && promise.Due < now - Duration.FromMinutes(1)).ShouldBeEmpty();
        told.IsClosed.ShouldBe(told.ClosedAt is not null);
        if (told.IsClosed)
        {
            told.Outcome.ShouldNotBeNull();
            told.Promises.ShouldAllBe(promise => !promise.IsOpen);
            kinds.ShouldContain(kind => kind == EventKind.Closed || kind == EventKind.Withdrawn);
            told.NextDue.ShouldBeNull();
        }
        else
        {
            told.OwnerId.HasValue.ShouldBe(kinds.Contains(EventKind.Taken) || kinds.Contains(EventKind.Escalated));
            told.NextDue.ShouldBe(told.Promises.Where(promise => promise.IsRunning).Min(promise => (Instant?)promise.Due));
        }
    }

    private static async Task AnswersFitAsync(KeptApp app, List<Case> cases)
    {
        var catalogue = app.Services.GetRequiredService<CatalogueInUse>();
        foreach (var told in cases)
        {
            var service = await catalogue.ServiceOfAsync(told.ServiceVersionId, default);
            var answers = AnswerJson.ReadStored(service, told.Answers);
            var received = catalogue.CalendarOf(service.Calendar).Local(told.ReceivedAt).Date;
            AnswerCheck.All(service, answers, new AnswerContext(received, [.. answers.Values.OfType<AnswerValue.Slot>()]))
                .ShouldBeOfType<AnswersOutcome.Complete>($"{told.ServiceCode}: {told.Answers}");
            service.Details.Name.ShouldSatisfyAllConditions(need => (need == Need.Required && told.Reporter!.Name is null).ShouldBeFalse());
        }
    }

    private static async Task IsSoundAsync(KeptApp app, Database database)
    {
        if (database == Database.Sqlite)
        {
            await app.ReadAsync(async db =>
            {
                var connection = db.Database.GetDbConnection();
                (await connection.QueryAsync<string>("PRAGMA integrity_check")).ShouldBe(["ok"]);
                (await connection.QueryAsync("PRAGMA foreign_key_check")).ShouldBeEmpty();
                return await connection.ExecuteAsync("INSERT INTO case_words_index (case_words_index) VALUES ('integrity-check')");
            });
        }
    }
}
