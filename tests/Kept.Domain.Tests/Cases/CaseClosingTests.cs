using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Cases;

/// <summary>What a close does to promises, how it is undone, and taking a report back.</summary>
public sealed class CaseClosingTests
{
    private readonly CaseBench bench = new();

    [Theory]
    [InlineData(Outcome.Fixed, PromiseState.Kept)]
    [InlineData(Outcome.NotOurs, PromiseState.Revised)]
    [InlineData(Outcome.NoAction, PromiseState.Revised)]
    public void Only_what_was_done_keeps_a_promise(Outcome outcome, PromiseState expected)
    {
        var received = bench.Receive();
        received.Close(bench.Agent(), outcome, "Ask the county.").ShouldBeOfType<CloseOutcome.Done>();
        received.Promises.ShouldHaveSingleItem().State.ShouldBe(expected);
        received.Events.Any(entry => entry.Kind == EventKind.PromiseKept).ShouldBe(expected == PromiseState.Kept);
    }

    [Fact]
    public void Who_could_not_find_it_has_looked_and_has_not_cleared_it()
    {
        var looked = bench.Receive();
        looked.Close(bench.Agent(), Outcome.NotFound, null).ShouldBeOfType<CloseOutcome.Done>();
        looked.Promises.ShouldHaveSingleItem().State.ShouldBe(PromiseState.Kept);
        var twice = bench.Receive();
        twice.RecordVisit(bench.Agent(), bench.Now, done: false, "van-full", null);
        twice.Close(bench.Agent(), Outcome.NotFound, null).ShouldBeOfType<CloseOutcome.Done>();
        twice.Promises.Select(promise => promise.State).ShouldBe([PromiseState.Kept, PromiseState.Revised]);
        twice.Reopen(bench.Work(), null).ShouldNotBeNull();
        twice.Close(bench.Agent(), Outcome.NotFound, null).ShouldBeOfType<CloseOutcome.Done>();
        twice.Promises[^1].State.ShouldBe(PromiseState.Kept);
    }

    [Fact]
    public void A_promise_whose_time_has_run_out_is_broken_however_it_is_closed()
    {
        var received = bench.Receive();
        bench.Now = received.Promises[0].Due + NodaTime.Duration.FromSeconds(1);
        received.Close(bench.Agent(), Outcome.NoAction, "It was gone.").ShouldBeOfType<CloseOutcome.Done>();
        received.Promises[0].State.ShouldBe(PromiseState.Broken);
    }

    [Theory]
    [InlineData(Outcome.Fixed)]
    [InlineData(Outcome.NotOurs)]
    public void A_close_is_undone_with_the_promises_as_they_were(Outcome outcome)
    {
        var received = bench.Receive();
        var before = received.Promises[0];
        var due = received.NextDue;
        received.Close(bench.Agent(), outcome, "Ask the county.").ShouldBeOfType<CloseOutcome.Done>();

        received.UndoClose(bench.Agent()).ShouldBeTrue();

        (received.State, received.Outcome, received.OutcomeWords, received.ClosedAt, received.Reopened).ShouldBe((CaseState.Open, null, null, null, 0));
        (received.Promises.ShouldHaveSingleItem(), before.State, before.SettledAt, received.NextDue).ShouldBe((before, PromiseState.Open, null, due));
        received.UndoClose(bench.Agent()).ShouldBeFalse();
    }

    [Fact]
    public void What_was_kept_or_replaced_before_a_close_stays_so_when_it_is_undone()
    {
        var received = bench.Receive();
        received.Revise(bench.Agent(), received.Promises[0].Id, new LocalDate(2026, 3, 20), "x").ShouldBeOfType<RevisionOutcome.Revised>();
        bench.Now = CaseBench.At(2026, 3, 9, 11, 0);
        received.RecordVisit(bench.Agent(), bench.Now, done: true, null, null);
        var states = received.Promises.Select(promise => promise.State).ToList();
        received.Close(bench.Agent(), Outcome.Fixed, null).ShouldBeOfType<CloseOutcome.Done>();

        received.UndoClose(bench.Agent()).ShouldBeTrue();

        received.Promises.Select(promise => promise.State).ShouldBe(states);
    }

    [Fact]
    public void What_stood_still_goes_on_when_a_close_is_undone()
    {
        var received = bench.Receive();
        received.PauseClocks(bench.Agent(), "Which gate?");
        bench.Now = CaseBench.At(2026, 3, 9, 11, 0);
        received.Close(bench.Agent(), Outcome.NoAction, "No answer.").ShouldBeOfType<CloseOutcome.Done>();

        received.UndoClose(bench.Agent()).ShouldBeTrue();

        received.OpenPromises.ShouldHaveSingleItem().IsRunning.ShouldBeTrue();
        received.NextDue.ShouldNotBeNull();
    }

    [Fact]
    public void A_report_that_was_taken_back_is_closed_by_its_resident_alone_and_no_mistake_of_ours()
    {
        var received = bench.Receive();
        received.Withdraw(bench.Work(), null).ShouldBe(WithdrawOutcome.Closed);
        received.Promises[0].State.ShouldBe(PromiseState.Revised);
        received.Withdraw(bench.Work(), null).ShouldBe(WithdrawOutcome.AlreadyClosed);
        received.UndoClose(bench.Agent()).ShouldBeFalse();
    }

    [Fact]
    public void Where_others_wait_for_the_same_only_the_resident_who_takes_it_back_leaves()
    {
        var received = bench.Receive();
        var other = received.Follow(bench.Agent(), new ContactDetails("ann", "ann@example.org"), "en");

        received.Withdraw(bench.Work(), "Mine is gone.").ShouldBe(WithdrawOutcome.LeftToOthers);

        (received.IsClosed, received.Promises[0].IsOpen, received.Reporter!.IsFollowing, other.IsFollowing).ShouldBe((false, true, false, true));
        var events = received.Events.Count;
        received.Withdraw(bench.Work(), "Mine is gone.").ShouldBe(WithdrawOutcome.AlreadyLeft);
        received.Events.Count.ShouldBe(events);
        other.Stop(bench.Now);
        received.Withdraw(bench.Work(), null).ShouldBe(WithdrawOutcome.Closed);
    }
}
