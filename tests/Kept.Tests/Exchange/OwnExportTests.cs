using Kept.Counts.RecountOverview;
using Kept.Demo.FillWithCases;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Exchange;
using Kept.Exchange.ExportRows;
using Kept.Exchange.ImportFile;
using Kept.Staff.Demo;
using Kept.Surveys;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Tests.Exchange;

/// <summary>What one installation exports, another takes in.</summary>
public sealed class OwnExportTests
{
    private static readonly ImportKind[] InOrder =
    [
        ImportKind.Cases, ImportKind.Followers, ImportKind.Promises, ImportKind.Contacts, ImportKind.Visits, ImportKind.Events, ImportKind.Surveys,
    ];

    [Theory, Databases]
    public async Task All_tables_of_a_council_go_into_an_empty_installation_and_a_second_time_do_nothing(Database database)
    {
        await using var old = await DemoAsync(Database.Sqlite);
        await using var app = await KeptApp.StartAsync(database, options => options.Start = old.Now);
        var tables = new Dictionary<ImportKind, byte[]>();
        foreach (var kind in InOrder)
        {
            tables[kind] = await ExportAsync(old, Enum.Parse<ExportKind>(kind.ToString()));
            var rows = await RowsAsync(old, kind);
            var looked = (await ImportAsync(app, kind, tables[kind], dryRun: true)).ShouldBeOfType<ImportOutcome.Right>(kind.ToString());
            var done = (await ImportAsync(app, kind, tables[kind])).ShouldBeOfType<ImportOutcome.Imported>(kind.ToString());
            (done.New, done.ThereAlready, done.PassedOver).ShouldBe((looked.New, looked.ThereAlready, looked.PassedOver), kind.ToString());
            (done.New + done.ThereAlready + done.PassedOver).ShouldBe(rows);
            done.New.ShouldBeGreaterThan(0, kind.ToString());
            await HoldsTogetherAsync(app);
        }

        await AreTheSameAsync(old, app);
        foreach (var kind in InOrder)
        {
            (await ImportAsync(app, kind, tables[kind])).ShouldBeOfType<ImportOutcome.Imported>().New.ShouldBe(0, kind.ToString());
        }

        (await app.ReadAsync(db => db.Messages.CountAsync())).ShouldBe(0);
        (await app.ReadAsync(db => db.Promises.CountAsync(promise => promise.State == PromiseState.Open && promise.Due <= app.Now))).ShouldBe(0);
        await app.RunDueWorkAsync();
        app.Log.Problems.Where(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error).ShouldBeEmpty();
        (await app.ReadAsync(db => db.Messages.CountAsync(message => !message.Kind.StartsWith("staff-")))).ShouldBe(0, "no resident is written to");
    }

    [Theory, Databases]
    public async Task An_export_of_this_very_installation_does_nothing(Database database)
    {
        await using var app = await DemoAsync(database, cases: 40);
        var cases = await app.ReadAsync(db => db.Cases.CountAsync());
        foreach (var kind in InOrder)
        {
            (await ImportAsync(app, kind, await ExportAsync(app, Enum.Parse<ExportKind>(kind.ToString())))).ShouldBeOfType<ImportOutcome.Imported>(kind.ToString()).New.ShouldBe(0, kind.ToString());
        }

        (await app.ReadAsync(db => db.Cases.CountAsync())).ShouldBe(cases);
    }

    private static async Task AreTheSameAsync(KeptApp old, KeptApp app)
    {
        var (before, after) = (await CasesAsync(old), await CasesAsync(app));
        after.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        foreach (var (reference, was) in before)
        {
            var now = after[reference];
            (now.Title, now.ServiceCode, now.Team, now.Channel, now.Language, now.Place, now.ReceivedAt, now.ClosedAt, now.Outcome, now.OutcomeWords, now.SlotStart, now.SlotEnd)
                .ShouldBe((was.Title, was.ServiceCode, was.Team, was.Channel, was.Language, was.Place, was.ReceivedAt, was.ClosedAt, was.Outcome, was.OutcomeWords, was.SlotStart, was.SlotEnd));
            now.State.ShouldBe(was.State == CaseState.Waiting ? CaseState.Open : was.State);
            (now.Contacts, now.Chasers, now.LastContactAt, now.Visits.Count).ShouldBe((was.Contacts, was.Chasers, was.LastContactAt, was.Visits.Count), reference);
            (now.Reporter!.Name, now.Reporter.Mail, now.Reporter.Phone, now.Followers.Count).ShouldBe((was.Reporter!.Name, was.Reporter.Mail, was.Reporter.Phone, was.Followers.Count));
            if (was.State != CaseState.Waiting)
            {
                Told(now).ShouldBe(Told(was), ignoreOrder: true, customMessage: $"{reference} {was.State} {was.ServiceCode}");
                now.NextDue.ShouldBe(was.NextDue);
                now.BrokenPromises.ShouldBe(was.BrokenPromises, reference);
            }
        }

        (await AnswersAsync(app)).ShouldBe(await AnswersAsync(old), ignoreOrder: true);
    }

    private static IEnumerable<(string, PromiseState, Instant, bool, string?)> Told(Case about) =>
        about.Promises.Select(promise => (promise.Words, promise.State, promise.Due, promise.ReplacedById is not null, promise.Stage));

    private static async Task<Dictionary<string, Case>> CasesAsync(KeptApp app) => (await app.ReadAsync(db => db.Cases.AsNoTracking().AsSplitQuery()
        .Include(c => c.Promises).Include(c => c.Followers).Include(c => c.Visits).ToListAsync())).ToDictionary(c => c.Reference.ToString());

    private static Task<List<string>> AnswersAsync(KeptApp app) => app.ReadAsync(db =>
        (from survey in db.Set<Survey>() join about in db.Cases on survey.CaseId equals about.Id where survey.Answer != null
         select about.Title + survey.Round + survey.Answer + survey.Comment).ToListAsync());

    /// <summary>What is kept beside the rows is what the rows say.</summary>
    private static async Task HoldsTogetherAsync(KeptApp app)
    {
        var cases = await app.ReadAsync(db => db.Cases.AsNoTracking().AsSplitQuery()
            .Include(c => c.Promises).Include(c => c.ContactLog).Include(c => c.Stages).Include(c => c.Events).ToListAsync());
        foreach (var about in cases)
        {
            (about.Contacts, about.Chasers).ShouldBe((about.ContactLog.Count, about.ContactLog.Count(contact => contact.Chaser)));
            var running = about.IsClosed ? [] : about.Promises.Where(promise => promise.IsRunning).ToList();
            about.NextDue.ShouldBe(running.Min(promise => (Instant?)promise.Due));
            about.Events.Count(line => line.Kind == EventKind.PromiseGiven).ShouldBe(about.Promises.Count);
        }

        (await app.WithAsync<RecountOverview, int>(recount => recount.FindWrongAsync(default))).ShouldBe(0);
    }

    private static async Task<KeptApp> DemoAsync(Database database, int cases = 300)
    {
        var app = await KeptApp.StartAsync(database);
        await app.WithAsync<DemoStaff, bool>(demo => demo.SeedAsync(default));
        (await app.WithAsync<FillWithCases, FillWithCasesOutcome>(fill => fill.HandleAsync(new(cases, Seed: 7, Days: 400), null, default)))
            .ShouldBeOfType<FillWithCasesOutcome.Filled>();
        return app;
    }

    private static Task<long> RowsAsync(KeptApp app, ImportKind kind) =>
        app.WithAsync<ExportRows, long>(export => export.CountAsync(new ExportInput(Enum.Parse<ExportKind>(kind.ToString())), default));

    private static Task<byte[]> ExportAsync(KeptApp app, ExportKind kind) => app.WithAsync<ExportRows, byte[]>(async export =>
    {
        using var output = new MemoryStream();
        await export.HandleAsync(null, new ExportInput(kind), output, null, default);
        return output.ToArray();
    });

    private static async Task<ImportOutcome> ImportAsync(KeptApp app, ImportKind kind, byte[] table, bool dryRun = false)
    {
        using var file = new MemoryStream(table);
        return await app.WithAsync<ImportFile, ImportOutcome>(import => import.HandleAsync(null, new ImportInput(kind, "Former desk", dryRun), file, null, default));
    }
}
