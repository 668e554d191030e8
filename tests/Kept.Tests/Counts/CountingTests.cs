using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.EndStage;
using Kept.Cases.HandOver;
using Kept.Cases.LogContact;
using Kept.Cases.MergeCase;
using Kept.Cases.PauseCase;
using Kept.Cases.RecordVisit;
using Kept.Cases.ReopenCase;
using Kept.Cases.RevisePromise;
using Kept.Cases.WithdrawCase;
using Kept.Counts;
using Kept.Counts.RecountOverview;
using Kept.Domain.Cases;
using Kept.Domain.Counts;
using Kept.Surveys;
using Kept.Surveys.AnswerSurvey;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Counts;

public sealed class CountingTests
{
    private static readonly LocalDate Monday = new(2026, 3, 2);

    [Theory, Databases]
    public async Task Figures_are_exact_at_every_moment_and_count_back(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        (await NAsync(app, What.Received)).ShouldBe(1);
        (await NAsync(app, What.Open)).ShouldBe(1);

        var asks = new LogContactInput(about.Reference, Mira.ById(), Channel.Phone, Incoming: true, BringsNews: false, null);
        await app.DoAsync<LogContact>(log => log.HandleAsync(asks, default));
        await app.RunDueWorkAsync();
        (await NAsync(app, What.Asked)).ShouldBe(1);
        (await NAsync(app, What.Contacts)).ShouldBe(2);

        var contact = (await app.NowAsync(about)).ContactLog.Single(contact => contact.Chaser);
        await app.DoAsync<MarkContact>(mark => mark.HandleAsync(new MarkContactInput(about.Reference, Mira.ById(), contact.Id, Chaser: false), default));
        (await NAsync(app, What.Asked)).ShouldBe(0);

        await app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, Mira.ById(), Outcome.Fixed, null), default));
        (await NAsync(app, What.Kept)).ShouldBe(1);
        (await NAsync(app, What.Open)).ShouldBe(0);
        (await NAsync(app, TimeToClose.WhatOf(0))).ShouldBe(1);

        await app.DoAsync<ReopenCase>(reopen => reopen.HandleAsync(new ReopenCaseInput(about.Reference, null, Mira.ById(), "Still there"), default));
        (await NAsync(app, What.Closed)).ShouldBe(0);
        (await NAsync(app, What.Open)).ShouldBe(1);
        (await NAsync(app, TimeToClose.WhatOf(0))).ShouldBe(0);
        (await RecountAsync(app)).Corrected.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task After_any_operations_the_figures_are_those_of_a_full_recount(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var random = new Random(20260302);
        var cases = new List<Reference>();
        for (var i = 0; i < 150; i++)
        {
            if (cases.Count < 5 || random.Next(12) == 0)
            {
                cases.Add((await app.ReceiveAsync($"Case {i}", service: random.Next(3) == 0 ? "pothole" : "fly-tipping")).Reference);
            }

            await DoSomethingAsync(app, random, cases);
            if (random.Next(8) == 0)
            {
                await app.AdvanceAsync(Duration.FromHours(random.Next(25, 60)));
            }
        }

        var recounted = await RecountAsync(app);
        recounted.Cases.ShouldBe(cases.Count);
        recounted.Corrected.ShouldBe(0);
        foreach (var what in new[] { What.Kept, What.Broken, What.Revised, What.Asked, What.Left, What.Closed, What.Open })
        {
            (await NAsync(app, what)).ShouldBeGreaterThan(0, what); // the walk went everywhere
        }
    }

    [Theory, Databases]
    public async Task An_answer_counts_once_and_another_answer_in_its_place(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var about = await app.ReceiveAsync();
        await app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(about.Reference, null, Mira.ById(), Outcome.Fixed, null), default));
        var survey = await app.ReadAsync(db => db.Set<Survey>().AsNoTracking().SingleAsync(survey => survey.CaseId == about.Id));

        foreach (var (answer, figures) in new[] { (SurveyAnswer.Yes, (1, 0)), (SurveyAnswer.Yes, (1, 0)), (SurveyAnswer.Unsure, (0, 1)) })
        {
            await app.WithAsync<AnswerSurvey, AnswerSurveyOutcome>(answers => answers.HandleAsync(survey.Secret, answer, null, byItself: false, default));
            (await NAsync(app, What.Yes), await NAsync(app, What.Unsure)).ShouldBe(figures);
        }

        (await RecountAsync(app)).Corrected.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task A_recount_puts_right_what_came_in_past_the_program(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.ReceiveAsync();
        await app.RunDueWorkAsync();
        await app.ReceiveAsync();
        await app.WithAsync<Kept.Storage.KeptDb>(db => db.Database.ExecuteSqlRawAsync("UPDATE counts SET n = n + 5 WHERE what = 'cases.open'; DELETE FROM count_changes"));

        var recounted = await RecountAsync(app);

        recounted.ShouldBe(new RecountOutcome.Recounted(2, recounted.Figures, 3));
        (await NAsync(app, What.Open)).ShouldBe(2);
        await app.RunDueWorkAsync();
        (await NAsync(app, What.Open)).ShouldBe(2);
        (await RecountAsync(app)).Corrected.ShouldBe(0);
    }

    [Theory, Databases]
    public async Task What_happens_during_a_recount_is_counted_once(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.ReceiveAsync();
        using var stop = new CancellationTokenSource();
        var meanwhile = Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await app.ReceiveAsync();
                await app.WithAsync<Kept.Counts.FoldCounts.FoldCounts, int>(fold => fold.RunOnceAsync(default));
            }
        });

        var recounts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            app.WithAsync<RecountOverview, RecountOutcome>(recount => recount.HandleAsync())));
        await meanwhile;

        recounts.OfType<RecountOutcome.Recounted>().ShouldNotBeEmpty();
        (await NAsync(app, What.Received)).ShouldBe(26);
        (await RecountAsync(app)).Corrected.ShouldBe(0);
    }

    private static async Task DoSomethingAsync(KeptApp app, Random random, List<Reference> cases)
    {
        var one = cases[random.Next(cases.Count)];
        var by = random.Next(2) == 0 ? Mira.ById() : Lena.ById();
        Task<CaseOutcome> Do<TOperation>(Func<TOperation, Task<CaseOutcome>> use)
            where TOperation : notnull => app.DoAsync(use);
        var about = await app.ReadAsync(db => db.Cases.AsNoTracking().Include(c => c.Promises).Include(c => c.ContactLog).SingleAsync(c => c.Reference == one));
        switch (random.Next(14))
        {
            case 0 or 1:
                await Do<LogContact>(log => log.HandleAsync(new LogContactInput(one, by, Channel.Phone, random.Next(5) > 0, random.Next(3) == 0, null), default));
                break;
            case 2 when about.ContactLog.Count > 0:
                var contact = about.ContactLog[random.Next(about.ContactLog.Count)];
                await Do<MarkContact>(mark => mark.HandleAsync(new MarkContactInput(one, by, contact.Id, random.Next(2) == 0), default));
                break;
            case 3 or 12:
                var outcome = random.Next(2) == 0 ? Outcome.Fixed : Enum.GetValues<Outcome>()[random.Next(6)];
                await (outcome is Outcome.Withdrawn or Outcome.Duplicate
                    ? Do<WithdrawCase>(withdraw => withdraw.HandleAsync(new WithdrawCaseInput(one, By.Resident, null), default))
                    : Do<CloseCase>(close => close.HandleAsync(new CloseCaseInput(one, null, by, outcome, "Because"), default)));
                break;
            case 4:
                await Do<ReopenCase>(reopen => reopen.HandleAsync(new ReopenCaseInput(one, null, by, "Again"), default));
                break;
            case 5:
                await Do<MergeCase>(merge => merge.HandleAsync(new MergeCaseInput(one, null, by, cases[random.Next(cases.Count)]), default));
                break;
            case 6:
                await Do<UnmergeCase>(unmerge => unmerge.HandleAsync(new UnmergeCaseInput(one, null, by), default));
                break;
            case 7:
                var team = new[] { StreetCare, "schools", "duty" }[random.Next(3)];
                await Do<HandOver>(hand => hand.HandleAsync(new HandOverInput(one, null, by, team, null, null), default));
                break;
            case 8:
                await Do<PauseCase>(pause => pause.HandleAsync(new PauseCaseInput(one, null, by, "Where?"), default));
                break;
            case 9:
                await Do<ResumeCase>(resume => resume.HandleAsync(new ResumeCaseInput(one, null, by), default));
                break;
            case 10 when about.Promises.Count > 0:
                var day = app.Now.InUtc().Date.PlusDays(random.Next(1, 9));
                await Do<RevisePromise>(revise => revise.HandleAsync(new RevisePromiseInput(one, null, by, about.Promises[random.Next(about.Promises.Count)].Id, day, "The van is full"), default));
                break;
            case 11:
                var at = app.Now - Duration.FromMinutes(random.Next(2000));
                await Do<RecordVisit>(visit => visit.HandleAsync(new RecordVisitInput(one, null, by, at, random.Next(2) == 0, "van-full", null), default));
                break;
            default:
                await AnswerAsync(app, random);
                await Do<EndStage>(end => end.HandleAsync(new EndStageInput(one, null, by, null), default));
                break;
        }
    }

    private static async Task AnswerAsync(KeptApp app, Random random)
    {
        foreach (var survey in await app.ReadAsync(db => db.Set<Survey>().AsNoTracking().OrderBy(survey => survey.Id).ToListAsync()))
        {
            if (random.Next(2) == 0)
            {
                var answer = Enum.GetValues<SurveyAnswer>()[random.Next(3)];
                await app.WithAsync<AnswerSurvey, AnswerSurveyOutcome>(answers => answers.HandleAsync(survey.Secret, answer, null, byItself: false, default));
            }
        }
    }

    private static async Task<RecountOutcome.Recounted> RecountAsync(KeptApp app) =>
        (RecountOutcome.Recounted)await app.WithAsync<RecountOverview, RecountOutcome>(recount => recount.HandleAsync());

    /// <summary>The figure over all weeks, teams and services.</summary>
    private static async Task<long> NAsync(KeptApp app, string what) =>
        (await app.WithAsync<ReadCounts, IReadOnlyList<Figure>>(read => read.HandleAsync(new CountPeriod(Monday, Monday.PlusWeeks(60), null, null), default)))
            .Where(figure => figure.What == what).Sum(figure => figure.N);
}
