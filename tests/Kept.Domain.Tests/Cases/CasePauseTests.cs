using Kept.Domain.Calendars;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Cases;

/// <summary>Waiting for the resident: what stands still, what goes on, and with how much time.</summary>
public sealed class CasePauseTests
{
    private readonly CaseBench bench = new();

    [Fact]
    public void A_pause_stops_the_clock_and_the_rest_is_promised_anew()
    {
        var received = bench.Receive();
        bench.Now = CaseBench.At(2026, 3, 4, 10, 0);
        received.PauseClocks(bench.Agent(), "Which lane?").ShouldBeTrue();
        received.NextDue.ShouldBeNull();
        bench.Now = CaseBench.At(2026, 3, 20, 10, 0);
        received.BreakDue(bench.System(), 5).ShouldBeEmpty();

        var given = received.ResumeClocks(bench.Agent()).ShouldNotBeNull().ShouldHaveSingleItem();

        received.Promises[0].State.ShouldBe(PromiseState.Revised);
        given.Due.ShouldBeGreaterThan(CaseBench.At(2026, 3, 26, 0, 0));
        received.State.ShouldBe(CaseState.Open);
        received.ResumeClocks(bench.Agent()).ShouldBeNull();
    }

    [Fact]
    public void A_pause_that_takes_no_working_day_changes_no_promise()
    {
        var received = bench.Receive();
        received.Revise(bench.Agent(), received.Promises[0].Id, new LocalDate(2026, 3, 19), "Snow.");
        received.PauseClocks(bench.Agent(), "Which lane?");
        bench.Now += Duration.FromMilliseconds(300);

        received.ResumeClocks(bench.Agent()).ShouldNotBeNull().ShouldBeEmpty();

        received.Promises.Count.ShouldBe(2);
        var running = received.Promises.Single(promise => promise.IsRunning);
        (running.Due, received.NextDue).ShouldBe((CaseBench.At(2026, 3, 19, 17, 0), CaseBench.At(2026, 3, 19, 17, 0)));
    }

    [Fact]
    public void A_pause_of_a_moment_stands_in_no_explanation()
    {
        var received = bench.Receive();
        received.PauseClocks(bench.Agent(), "Which lane?");
        bench.Now += Duration.FromMilliseconds(300);
        received.ResumeClocks(bench.Agent());
        received.PauseClocks(bench.Agent(), "Which end of it?");
        bench.Now += Duration.FromDays(2);

        var given = received.ResumeClocks(bench.Agent()).ShouldNotBeNull().ShouldHaveSingleItem();

        ExplanationJson.Read(given.Explanation).OfType<ExplanationStep.Paused>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_day_named_while_we_wait_is_counted_and_stays()
    {
        var received = bench.Receive();
        received.PauseClocks(bench.Agent(), "Which lane?");
        var named = received.PromiseByAgent(bench.Agent(), new LocalDate(2026, 3, 6), "I ring you on Friday.").ShouldNotBeNull();
        received.NextDue.ShouldBe(named.Due);
        bench.Now = CaseBench.At(2026, 3, 4, 10, 0);

        received.ResumeClocks(bench.Agent()).ShouldNotBeNull().ShouldHaveSingleItem().Stage.ShouldBe("inspect");

        (named.State, named.Due).ShouldBe((PromiseState.Open, CaseBench.At(2026, 3, 6, 17, 0)));
    }

    [Fact]
    public void The_clock_of_a_stage_that_starts_while_we_wait_stands_still()
    {
        var received = bench.Receive();
        received.PauseClocks(bench.Agent(), "Which lane?");
        bench.Now = CaseBench.At(2026, 3, 4, 10, 0);
        received.RecordVisit(bench.Agent(), bench.Now, done: false, "van-full", null);
        var clear = received.Promises.Single(promise => promise.Stage == "clear");
        clear.SuspendedAt.ShouldBe(bench.Now);
        bench.Now = clear.Due + Duration.FromDays(3);
        received.BreakDue(bench.System(), 5).ShouldBeEmpty();

        received.ResumeClocks(bench.Agent()).ShouldNotBeNull().ShouldHaveSingleItem().Due.ShouldBeGreaterThan(bench.Now);
    }

    [Fact]
    public void A_merge_that_is_undone_lets_go_on_what_stood_still()
    {
        var (first, second) = (bench.Receive(), bench.Receive());
        first.PauseClocks(bench.Agent(), "Which lane?");
        bench.Now = CaseBench.At(2026, 3, 4, 10, 0);
        first.MergeInto(bench.Agent(), second);
        bench.Now = CaseBench.At(2026, 3, 5, 10, 0);

        first.Unmerge(bench.Agent()).ShouldBeTrue();

        var given = first.Promises.Single(promise => promise.IsOpen);
        given.IsRunning.ShouldBeTrue();
        given.Due.ShouldBe(CaseBench.At(2026, 3, 13, 17, 0), "two closings passed while it stood still");
        first.NextDue.ShouldBe(given.Due);
        first.Promises[0].ReplacedById.ShouldBe(given.Id);
    }

    [Fact]
    public void The_residents_answer_ends_the_pause()
    {
        var received = bench.Receive();
        received.PauseClocks(bench.Agent(), "Which lane?");
        bench.Now += Duration.FromDays(1);
        received.AddInformation(bench.Work(), Channel.Web, "Behind the school.", 0).ShouldHaveSingleItem();
        received.State.ShouldBe(CaseState.Open);
    }
}
