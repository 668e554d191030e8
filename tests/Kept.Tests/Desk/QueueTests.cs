using Kept.Cases;
using Kept.Cases.CloseCase;
using Kept.Cases.HandOver;
using Kept.Cases.LogContact;
using Kept.Cases.PauseCase;
using Kept.Desk.Queue;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Testing.People;
using Kept.Testing.Visits;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Tests.Desk.DeskBench;

namespace Kept.Tests.Desk;

public sealed class QueueTests
{
    [Theory, Databases]
    public async Task Each_view_shows_its_cases_and_counts_them(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var mine = await app.ReceiveAsync("Mine");
        await TakeAsync(app, mine);
        var nobodys = await app.ReceiveAsync("Nobody's");
        var waiting = await app.ReceiveAsync("Waiting");
        await app.DoAsync<PauseCase>(pause => pause.HandleAsync(new PauseCaseInput(waiting.Reference, null, Jonas.ById(), "Where exactly?"), default));
        var closed = await app.ReceiveAsync("Closed");
        await app.DoAsync<CloseCase>(close => close.HandleAsync(new CloseCaseInput(closed.Reference, null, Jonas.ById(), Outcome.Fixed, null), default));
        var other = await app.ReceiveAsync("Another team's", service: "school-place");

        (await ReadAsync(app, QueueFilter.Of(QueueView.Mine, Mira))).ShouldBe([mine.Reference]);
        (await ReadAsync(app, QueueFilter.Of(QueueView.Team, Mira))).ShouldBe([mine.Reference, nobodys.Reference, waiting.Reference]);
        (await ReadAsync(app, QueueFilter.Of(QueueView.Nobody, Mira))).ShouldBe([nobodys.Reference, waiting.Reference]);
        (await ReadAsync(app, QueueFilter.Of(QueueView.Waiting, Mira))).ShouldBe([waiting.Reference]);
        (await ReadAsync(app, QueueFilter.Of(QueueView.Due, Mira))).ShouldBeEmpty();
        (await ReadAsync(app, QueueFilter.Of(QueueView.All, Mira))).ShouldBe([mine.Reference, nobodys.Reference, other.Reference, waiting.Reference], ignoreOrder: true);
        (await ReadAsync(app, new QueueFilter(QueueView.All, State: CaseState.Closed))).ShouldBe([closed.Reference]);

        (await app.AsReaderAsync<CountQueue, QueueCounts>(count => count.HandleAsync(Mira, default)))
            .ShouldBe(new QueueCounts { Mine = 1, Team = 3, Nobody = 2, Due = 0, Broken = 0, Waiting = 1 });
    }

    [Theory, Databases]
    public async Task A_bin_that_was_not_emptied_is_known_by_the_address_it_stands_at_and_nothing_else_by_where_somebody_lives(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var details = new ContactDetails("Ada Eden", "ada@example.org", "07700 900123", "12 Mill Lane");
        await app.ReceiveAsync("Recycling", details, Place.Nowhere, "missed-bin");
        await app.ReceiveAsync("Bags", details, Place.Nowhere);
        var desk = await app.SignInAsync(await app.AddColleagueAsync("Tom Okafor"));

        var rows = (await desk.GoAsync("/desk?view=all&team=any")).Document.QuerySelectorAll(".kept-row").Select(Page.Words).ToList();

        rows.Single(row => row.Contains("Recycling")).ShouldContain("12 Mill Lane");
        rows.Single(row => row.Contains("Bags")).ShouldNotContain("12 Mill Lane");
    }

    [Theory, Databases]
    public async Task Chips_narrow_a_view(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var asked = await app.ReceiveAsync("Asked about", channel: Channel.Phone);
        await app.DoAsync<LogContact>(log => log.HandleAsync(
            new LogContactInput(asked.Reference, Mira.ById(), Channel.Phone, Incoming: true, BringsNews: false, null), default));
        await app.AdvanceAsync(Duration.FromDays(1));
        var late = await app.ReceiveAsync("A day later", service: "pothole");
        var all = new QueueFilter(QueueView.All);
        var monday = new LocalDate(2026, 3, 2);

        (await ReadAsync(app, all with { Chasers = true })).ShouldBe([asked.Reference]);
        (await ReadAsync(app, all with { Chasers = false })).ShouldBe([late.Reference]);
        (await ReadAsync(app, all with { Channel = Channel.Phone })).ShouldBe([asked.Reference]);
        (await ReadAsync(app, all with { Service = "pothole" })).ShouldBe([late.Reference]);
        (await ReadAsync(app, all with { Team = StreetCare })).ShouldBe([asked.Reference]);
        (await ReadAsync(app, all with { To = monday })).ShouldBe([asked.Reference]);
        (await ReadAsync(app, all with { From = monday.PlusDays(1) })).ShouldBe([late.Reference]);
        (await ReadAsync(app, all with { From = monday, To = monday, State = CaseState.Closed })).ShouldBeEmpty();
        (await ReadAsync(app, all with { Owner = Mira.Id })).ShouldBeEmpty();
        (await ReadAsync(app, all with { Owner = QueueFilter.NobodysId, Sort = QueueSort.Oldest })).ShouldBe([asked.Reference, late.Reference]);
        (await ReadAsync(app, all with { Sort = QueueSort.Newest })).ShouldBe([late.Reference, asked.Reference]);
        (await ReadAsync(app, all with { Sort = QueueSort.Chasers })).ShouldBe([asked.Reference, late.Reference]);
        (await ReadAsync(app, all with { Sort = QueueSort.Contact })).ShouldBe([late.Reference, asked.Reference]);
    }

    [Theory, Databases]
    public async Task Every_row_stands_on_exactly_one_page_in_every_order(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        for (var i = 0; i < 60; i++)
        {
            var made = await app.ReceiveAsync($"Case {i}");
            if (i % 4 == 0)
            {
                await app.DoAsync<PauseCase>(pause => pause.HandleAsync(new PauseCaseInput(made.Reference, null, Mira.ById(), "?"), default));
            }
        }

        foreach (var view in new[] { QueueView.Team, QueueView.Waiting })
        {
            foreach (var sort in Enum.GetValues<QueueSort>())
            {
                var seen = await AllPagesAsync(app, QueueFilter.Of(view, Mira) with { Sort = sort });
                seen.Count.ShouldBe(view == QueueView.Team ? 60 : 15, $"{view} by {sort}");
                seen.Distinct().Count().ShouldBe(seen.Count);
            }
        }
    }

    [Theory, Databases]
    public async Task A_row_tells_how_its_promise_stands(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        await app.AddStaffAsync();
        var made = await app.ReceiveAsync();
        var filter = QueueFilter.Of(QueueView.Team, Mira);

        var row = (await PageAsync(app, filter)).Rows.Single();
        (row.Left.Urgency, row.Left.WorkingDays).ShouldBe((Urgency.Running, 7));
        row.Left.Share.ShouldBeGreaterThan(0.9);
        row.Service.ShouldBe("Rubbish dumped in the street");
        row.Place.ShouldBe("Lane behind Mill School");
        row.Team.ShouldBe("Street care");

        await app.AdvanceToAsync(Instant.FromUtc(2026, 3, 11, 10, 0));
        (await PageAsync(app, filter)).Rows.Single().Left.Urgency.ShouldBe(Urgency.Today);
        (await ReadAsync(app, QueueFilter.Of(QueueView.Due, Mira))).ShouldBe([made.Reference]);

        await app.AdvanceToAsync(Instant.FromUtc(2026, 3, 12, 10, 0));
        (await ReadAsync(app, QueueFilter.Of(QueueView.Broken, Mira))).ShouldBe([made.Reference]);
    }

    private static Task<CaseOutcome> TakeAsync(KeptApp app, Domain.Cases.Case about) =>
        app.DoAsync<TakeCase>(take => take.HandleAsync(new TakeCaseInput(about.Reference, null, Mira.ById()), default));

    private static Task<QueuePage> PageAsync(KeptApp app, QueueFilter filter) =>
        app.AsReaderAsync<ReadQueue, QueuePage>(queue => queue.HandleAsync(filter, Mira, default));

    private static async Task<IEnumerable<Reference>> ReadAsync(KeptApp app, QueueFilter filter) =>
        (await PageAsync(app, filter)).Rows.Select(row => row.Case.Reference);

    private static async Task<List<Reference>> AllPagesAsync(KeptApp app, QueueFilter filter)
    {
        var seen = new List<Reference>();
        for (QueuePage? page = null; page is null || page.Next is not null;)
        {
            page = await PageAsync(app, filter with { Size = 7, After = page?.Next });
            seen.AddRange(page.Rows.Select(row => row.Case.Reference));
        }

        return seen;
    }
}
