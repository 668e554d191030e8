using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Cases;

public sealed class CaseLifeTests
{
    private readonly CaseBench bench = new();

    [Fact]
    public void Receiving_promises_what_starts_at_once()
    {
        var received = bench.Receive();

        var promise = received.Promises.ShouldHaveSingleItem();
        promise.Due.ShouldBe(CaseBench.At(2026, 3, 11, 17, 0));
        promise.Words.ShouldBe("By 2026-03-11 we will have looked.");
        promise.WarnAt.ShouldBe(CaseBench.At(2026, 3, 10, 9, 0));
        received.NextDue.ShouldBe(promise.Due);
        received.Stages.Select(stage => stage.ClockStartedAt is not null).ShouldBe([true, false]);
        received.Contacts.ShouldBe(1);
        received.Chasers.ShouldBe(0);
    }

    [Fact]
    public void A_visit_that_was_not_done_keeps_the_first_promise_and_gives_the_second()
    {
        var received = bench.Receive();
        bench.Now = CaseBench.At(2026, 3, 9, 11, 0);

        var outcome = received.RecordVisit(bench.Agent(), bench.Now, done: false, "van-full", "Back soon.");

        var recorded = outcome.ShouldBeOfType<VisitOutcome.Recorded>();
        recorded.AllStagesEnded.ShouldBeFalse();
        recorded.Given.ShouldHaveSingleItem().Due.ShouldBe(CaseBench.At(2026, 3, 30, 17, 0));
        received.Promises[0].State.ShouldBe(PromiseState.Kept);
        received.NextDue.ShouldBe(recorded.Given[0].Due);
    }

    [Fact]
    public void The_visit_that_is_done_ends_everything()
    {
        var received = bench.Receive();
        bench.Now = CaseBench.At(2026, 3, 9, 11, 0);
        received.RecordVisit(bench.Agent(), bench.Now, done: true, null, null)
            .ShouldBeOfType<VisitOutcome.Recorded>().AllStagesEnded.ShouldBeTrue();
        received.Promises.ShouldAllBe(promise => promise.State == PromiseState.Kept);
        received.NextDue.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("because")]
    public void A_visit_that_was_not_done_needs_a_known_reason(string? reason) =>
        bench.Receive().RecordVisit(bench.Agent(), bench.Now, done: false, reason, null).ShouldBeOfType<VisitOutcome.ReasonMissing>();

    [Fact]
    public void A_visit_is_neither_tomorrow_nor_before_the_report()
    {
        var received = bench.Receive();
        received.RecordVisit(bench.Agent(), bench.Now + Duration.FromSeconds(1), true, null, null).ShouldBeOfType<VisitOutcome.TimeImpossible>();
        received.RecordVisit(bench.Agent(), bench.Now - Duration.FromSeconds(1), true, null, null).ShouldBeOfType<VisitOutcome.TimeImpossible>();
    }

    [Fact]
    public void An_open_promise_breaks_at_its_instant_and_not_before()
    {
        var received = bench.Receive();
        var due = received.Promises[0].Due;
        bench.Now = due - Duration.FromMilliseconds(1);
        received.BreakDue(bench.System(), leadId: 5).ShouldBeEmpty();

        bench.Now = due;
        var broken = received.BreakDue(bench.System(), leadId: 5).ShouldHaveSingleItem();

        broken.Promise.State.ShouldBe(PromiseState.Broken);
        broken.Replacement!.Due.ShouldBe(CaseBench.At(2026, 3, 19, 17, 0), "it broke at closing time, so the next opening is day 0");
        received.OwnerId.ShouldBe(5);
        received.BrokenPromises.ShouldBe(1);
        received.BreakDue(bench.System(), leadId: 5).ShouldBeEmpty();
    }

    [Fact]
    public void A_breach_that_needs_approval_promises_nothing_by_itself()
    {
        var careful = new CaseBench { BreachNeedsApproval = true };
        var received = careful.Receive();
        careful.Now = received.Promises[0].Due;
        received.BreakDue(careful.System(), 5).ShouldHaveSingleItem().Replacement.ShouldBeNull();
        received.Revise(careful.Agent(), received.Promises[0].Id, new LocalDate(2026, 3, 20), "We are late.")
            .ShouldBeOfType<RevisionOutcome.Revised>().New.Due.ShouldBe(CaseBench.At(2026, 3, 20, 17, 0));
    }

    [Fact]
    public void Doing_the_work_late_leaves_the_promise_broken_but_nothing_to_chase()
    {
        var received = bench.Receive();
        bench.Now = CaseBench.At(2026, 3, 12, 9, 0);
        received.BreakDue(bench.System(), null);
        received.RecordVisit(bench.Agent(), bench.Now, done: true, null, null);
        received.Promises[0].State.ShouldBe(PromiseState.Broken);
        received.BrokenPromises.ShouldBe(0);
    }

    [Fact]
    public void A_warning_is_given_once()
    {
        var received = bench.Receive();
        bench.Now = received.Promises[0].WarnAt!.Value;
        received.WarnOfDue(bench.System()).Count.ShouldBe(1);
        received.WarnOfDue(bench.System()).ShouldBeEmpty();
    }

    [Fact]
    public void A_revision_needs_a_reason_and_a_day_to_come()
    {
        var received = bench.Receive();
        var promise = received.Promises[0].Id;
        received.Revise(bench.Agent(), promise, new LocalDate(2026, 3, 20), " ").ShouldBeOfType<RevisionOutcome.ReasonMissing>();
        received.Revise(bench.Agent(), promise, new LocalDate(2026, 3, 1), "x").ShouldBeOfType<RevisionOutcome.DateInThePast>();
        received.Revise(bench.Agent(), 999, new LocalDate(2026, 3, 20), "x").ShouldBeOfType<RevisionOutcome.NothingToRevise>();
        received.Revise(bench.Agent(), promise, new LocalDate(2026, 3, 20), "x").ShouldBeOfType<RevisionOutcome.Revised>();
        received.Revise(bench.Agent(), promise, new LocalDate(2026, 3, 25), "x").ShouldBeOfType<RevisionOutcome.NothingToRevise>();
    }

    [Fact]
    public void No_reopens_with_a_promise_of_its_own()
    {
        var received = bench.Receive();
        bench.Now = CaseBench.At(2026, 3, 9, 11, 0);
        received.RecordVisit(bench.Agent(), bench.Now, done: true, null, null);
        received.Close(bench.Agent(), Outcome.Fixed, null).ShouldBeOfType<CloseOutcome.Done>();
        bench.Now = CaseBench.At(2026, 3, 16, 9, 0);

        var promise = received.Reopen(bench.Work(), "Still there.").ShouldNotBeNull();

        promise.Words.ShouldBe("By 2026-03-19 we will have looked again.");
        received.State.ShouldBe(CaseState.Open);
        received.Reopened.ShouldBe(1);
        received.NextDue.ShouldBe(promise.Due);
        bench.Now = CaseBench.At(2026, 3, 17, 9, 0);
        received.RecordVisit(bench.Agent(), bench.Now, done: true, null, null);
        promise.State.ShouldBe(PromiseState.Kept);
    }

    [Fact]
    public void What_we_said_about_the_matter_comes_before_what_an_agent_promised_beside_it()
    {
        var received = bench.Receive();
        var matter = received.Promises[0];
        var beside = received.PromiseByAgent(bench.Agent(), new LocalDate(2026, 3, 5), "I ring you.").ShouldNotBeNull();
        beside.Due.ShouldBeLessThan(matter.Due);

        received.CurrentPromise.ShouldBe(matter);
        received.OpenPromises.ShouldBe([beside, matter]);
    }

    [Theory]
    [InlineData(Outcome.NotOurs)]
    [InlineData(Outcome.NoAction)]
    public void Some_outcomes_need_words(Outcome outcome) =>
        bench.Receive().Close(bench.Agent(), outcome, null).ShouldBeOfType<CloseOutcome.WordsMissing>();

    [Fact]
    public void A_merge_is_undone_with_the_promises_as_they_were()
    {
        var (first, second) = (bench.Receive(), bench.Receive());
        first.MergeInto(bench.Agent(), second).ShouldBeTrue();
        first.IsClosed.ShouldBeTrue();
        first.MergeInto(bench.Agent(), second).ShouldBeFalse();
        first.Unmerge(bench.Agent()).ShouldBeTrue();
        first.State.ShouldBe(CaseState.Open);
        first.Promises[0].State.ShouldBe(PromiseState.Open);
        first.NextDue.ShouldBe(first.Promises[0].Due);
        first.Unmerge(bench.Agent()).ShouldBeFalse();
    }

    [Fact]
    public void Who_comes_with_a_merge_leaves_with_its_end_and_who_stays_of_their_own_will_stays()
    {
        var (first, second) = (bench.Receive(), bench.Receive());
        ContactDetails Mail(string name) => new(name, $"{name}@example.org");
        first.Follow(bench.Agent(), Mail("ann"), "en");
        first.Follow(bench.Agent(), Mail("ben"), "en");
        second.Follow(bench.Agent(), Mail("cem"), "en");
        var gone = second.Follow(bench.Agent(), Mail("dot"), "en");
        first.Follow(bench.Agent(), Mail("dot"), "en");
        gone.Stop(bench.Now);
        first.MergeInto(bench.Agent(), second).ShouldBeTrue();
        second.Follow(bench.Agent(), Mail("ben"), "en");
        var secret = second.Followers.Single(follower => follower.Name == "ann").Secret;

        first.Unmerge(bench.Agent());
        var left = second.LetGo(bench.Agent(), first);

        left.Values.ShouldBe(["dot@example.org", "ann@example.org"], ignoreOrder: true);
        second.Followers.Where(follower => left.ContainsKey(follower.Id)).ShouldAllBe(follower => follower.IsGone && follower.Secret != secret);
        second.Followers.Where(follower => follower.IsFollowing).Select(follower => follower.Name).ShouldBe(["Ada", "ben", "cem"], ignoreOrder: true);
    }

    [Fact]
    public void A_contact_without_news_about_an_open_case_is_a_chaser_until_corrected()
    {
        var received = bench.Receive();
        var contact = received.LogContact(bench.Agent(), Channel.Phone, incoming: true, bringsNews: false, "Any news?");
        contact.Chaser.ShouldBeTrue();
        received.Chasers.ShouldBe(1);
        received.LastContactChaser.ShouldBeTrue();
        received.MarkContact(bench.Agent(), contact.Id, chaser: false).ShouldBeTrue();
        received.Chasers.ShouldBe(0);
        received.LastContactChaser.ShouldBeFalse();
        received.LogContact(bench.Agent(), Channel.Phone, incoming: true, bringsNews: true, "It is two mattresses.").Chaser.ShouldBeFalse();
        var ours = received.LogContact(bench.Agent(), Channel.Phone, incoming: false, bringsNews: false, null);
        ours.Chaser.ShouldBeFalse();
        received.MarkContact(bench.Agent(), ours.Id, chaser: true).ShouldBeFalse();
        received.Chasers.ShouldBe(0);
    }

    [Fact]
    public void A_day_on_which_nobody_works_is_refused_and_the_next_one_named()
    {
        var received = bench.Receive();
        received.Revise(bench.Agent(), received.Promises[0].Id, new LocalDate(2026, 3, 14), "Snow.")
            .ShouldBe(new RevisionOutcome.DayClosed(new LocalDate(2026, 3, 16)));
        received.PromiseByAgent(bench.Agent(), new LocalDate(2026, 3, 14), "I ring you.").ShouldBeNull();
        received.Promises.ShouldHaveSingleItem().IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void The_same_address_follows_once()
    {
        var received = bench.Receive();
        received.Follow(bench.Work(), new ContactDetails(Mail: "Ada@Example.org"), "en").ShouldBe(received.Reporter);
        received.Follow(bench.Work(), new ContactDetails(Mail: "ben@example.org"), "hr");
        received.Followers.Count.ShouldBe(2);
    }
}
