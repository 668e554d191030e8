using Dapper;
using Kept.Storage;
using Kept.Testing;
using Kept.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

public sealed class IdSourceTests
{
    [Fact]
    public void Ids_of_one_process_rise_and_never_repeat_even_while_the_clock_stands_still()
    {
        var ids = From(new VirtualClock(new VirtualTime(KeptApp.UsualStart)));

        var drawn = Enumerable.Range(0, 100_000).Select(_ => ids.Next()).ToList();

        drawn.ShouldBe(drawn.Order());
        drawn.Distinct().Count().ShouldBe(drawn.Count);
        drawn[0].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Ids_never_repeat_when_the_clock_is_put_back()
    {
        var now = KeptApp.UsualStart;
        var ids = From(new VirtualClock(() => now));
        var before = Enumerable.Range(0, 5_000).Select(_ => ids.Next()).ToList();

        now -= Duration.FromMinutes(10);

        before.Concat(Enumerable.Range(0, 5_000).Select(_ => ids.Next())).Distinct().Count().ShouldBe(10_000);
    }

    [Fact]
    public void Threads_never_draw_the_same_id()
    {
        var ids = From(new VirtualClock(new VirtualTime(KeptApp.UsualStart)));

        var drawn = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8)
            .SelectMany(_ => Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList()).ToList();

        drawn.Distinct().Count().ShouldBe(80_000);
    }

    [Fact]
    public void Two_processes_never_draw_the_same_id_in_the_same_millisecond()
    {
        var clock = new VirtualClock(new VirtualTime(KeptApp.UsualStart));
        var (first, last) = (From(clock), From(clock, IdSource.Processes - 1));

        var drawn = Enumerable.Range(0, 4_096).SelectMany(_ => new[] { first.Next(), last.Next() }).ToList();

        drawn.Distinct().Count().ShouldBe(8_192);
        drawn.ShouldAllBe(id => id > 0);
    }

    [Fact]
    public void Ids_are_positive_until_2089()
    {
        var ids = From(new VirtualClock(() => Instant.FromUtc(2089, 1, 1, 0, 0)), IdSource.Processes - 1);

        ids.Next().ShouldBeGreaterThan(0);
    }

    [Theory, Databases]
    public async Task A_start_draws_another_number_than_the_one_before(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var before = Enumerable.Range(0, 1_000).Select(_ => app.NewId()).ToList();

        await app.RestartAsync();

        before.Concat(Enumerable.Range(0, 1_000).Select(_ => app.NewId())).Distinct().Count().ShouldBe(2_000);
    }

    [Theory, Databases]
    public async Task A_number_that_comes_round_is_passed_over_while_its_holder_lives_and_given_again_when_it_does_not(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mine = ProcessOf(app.NewId());
        app.Clock.Advance(Duration.FromHours(2));
        await HoldAsync(app);

        await ComeRoundAsync(app, mine);
        (await DrawAsync(app)).ShouldBe((mine + 1) % IdSource.Processes);

        app.Clock.Advance(Duration.FromHours(2));
        await ComeRoundAsync(app, mine);
        (await DrawAsync(app)).ShouldBe(mine);
    }

    [Theory, Databases]
    public async Task Who_was_not_heard_of_for_so_long_that_another_got_its_number_draws_anew(Database database)
    {
        await using var app = await KeptApp.StartAsync(database);
        var mine = ProcessOf(app.NewId());
        await app.ReadAsync(db => db.Set<ProcessHolder>().Where(held => held.Number == mine)
            .ExecuteUpdateAsync(held => held.SetProperty(known => known.Holder, "another"), Cancel));

        await HoldAsync(app);

        ProcessOf(app.NewId()).ShouldNotBe(mine);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int ProcessOf(long id) => (int)(id >> 12) & (IdSource.Processes - 1);

    private static Task HoldAsync(KeptApp app) =>
        app.WithAsync<KeptDb>(db => app.Services.GetRequiredService<IdSource>().HoldAsync(db, Cancel));

    /// <summary>The next number drawn is this one.</summary>
    private static Task<int> ComeRoundAsync(KeptApp app, int number) => app.ReadAsync(db => db.Database.GetDbConnection().ExecuteAsync(
        "UPDATE process_numbers SET last_drawn = last_drawn - last_drawn % @round + @round + @number - 1", new { round = IdSource.Processes, number }));

    private static Task<int> DrawAsync(KeptApp app) => app.ReadAsync(async db =>
    {
        var ids = new IdSource(new VirtualClock(() => app.Now));
        await ids.UseNextStartAsync(db, Cancel);
        return ProcessOf(ids.Next());
    });

    [Fact]
    public void Without_a_number_there_are_no_ids() =>
        Should.Throw<InvalidOperationException>(() => new IdSource(new VirtualClock(() => KeptApp.UsualStart)).Next());

    private static IdSource From(IClock clock, long start = 0)
    {
        var ids = new IdSource(clock);
        ids.UseStart(start);
        return ids;
    }

    private sealed class VirtualClock(Func<Instant> now) : IClock
    {
        public VirtualClock(VirtualTime time)
            : this(() => time.Now)
        {
        }

        public Instant GetCurrentInstant() => now();
    }
}
