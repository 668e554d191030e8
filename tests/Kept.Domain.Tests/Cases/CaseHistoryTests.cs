using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;
using Shouldly;
using Xunit;
using Case = Kept.Domain.Cases.Case;

namespace Kept.Domain.Tests.Cases;

/// <summary>What comes of the history of a case in another system.</summary>
public sealed class CaseHistoryTests
{
    private const string System = "Old desk";
    private static readonly Instant Received = CaseBench.At(2026, 2, 16, 9, 0);
    private static readonly Instant Later = CaseBench.At(2026, 3, 20, 17, 0);

    private readonly CaseBench bench = new();

    [Theory]
    [InlineData("inspect", PromiseState.Open, "inspect Open, told", "inspect")]
    [InlineData("clear", PromiseState.Open, "clear Open, told", "clear")]
    [InlineData("unheard-of", PromiseState.Open, " Open, told", "inspect")]
    [InlineData(null, PromiseState.Open, " Open, told", "inspect")]
    [InlineData("inspect", PromiseState.Kept, "clear Open, counted|inspect Kept, told", "clear")]
    [InlineData("clear", PromiseState.Kept, "clear Kept, told|inspect Open, counted", "inspect")]
    [InlineData("inspect", PromiseState.Broken, "inspect Broken, told|inspect Open, counted", "inspect")]
    [InlineData(null, PromiseState.Revised, " Revised, told|inspect Open, counted", "inspect")]
    public void What_was_told_goes_before_what_was_counted(string? stage, PromiseState state, string promises, string current)
    {
        var taken = TakeOver();

        taken.TakeOver(bench.System(), System, Promise(stage, state, due: Later), bench.Now);

        string.Join('|', taken.Promises.Select(Line).Order(StringComparer.Ordinal)).ShouldBe(promises);
        taken.CurrentStage!.Code.ShouldBe(current);
        taken.NextDue.ShouldBe(taken.Promises.Where(promise => promise.IsRunning).Min(promise => (Instant?)promise.Due));
        taken.Events.Count(line => line.Kind == EventKind.PromiseGiven).ShouldBe(taken.Promises.Count);
    }

    [Theory]
    [InlineData(false, 3, 2, 16, PromiseState.Broken)]
    [InlineData(false, 3, 2, 17, PromiseState.Open)]
    [InlineData(true, 3, 20, 17, PromiseState.Kept)]
    [InlineData(true, 2, 17, 17, PromiseState.Broken)]
    public void An_open_promise_is_what_has_become_of_it_until_now(bool closed, int month, int day, int hour, PromiseState expected)
    {
        var taken = TakeOver(closed ? CaseBench.At(2026, 2, 20, 12, 0) : null);
        var due = CaseBench.At(2026, month, day, hour, 0);

        var promise = taken.TakeOver(bench.System(), System, Promise(null, PromiseState.Open, due), bench.Now);

        (promise.State, promise.Due, promise.Words).ShouldBe((expected, due, "told"));
        (promise.WarnAt is not null).ShouldBe(expected == PromiseState.Open);
        if (expected == PromiseState.Broken)
        {
            promise.SettledAt.ShouldBe(due);
        }
    }

    [Fact]
    public void A_stage_that_was_begun_again_is_not_done()
    {
        var taken = TakeOver();
        taken.TakeOver(bench.System(), System, Promise("inspect", PromiseState.Kept, Later), bench.Now);
        taken.TakeOver(bench.System(), System, Promise("clear", PromiseState.Kept, Later), bench.Now);
        taken.CurrentStage.ShouldBeNull();

        var again = Promise("clear", PromiseState.Open, Later) with { Source = PromiseSource.Reopening, GivenAt = CaseBench.At(2026, 2, 25, 9, 0) };
        var promise = taken.TakeOver(bench.System(), System, again, bench.Now);

        (promise.State, taken.NextDue, taken.CurrentStage!.Code).ShouldBe((PromiseState.Open, Later, "clear"));
        taken.Promises.Count.ShouldBe(3);
    }

    [Fact]
    public void A_case_of_ours_and_one_that_was_worked_on_lose_no_promise()
    {
        var ours = bench.Receive();
        ours.TakeOver(bench.System(), System, Promise("inspect", PromiseState.Open, Later), countedAt: null);
        ours.Promises.Count.ShouldBe(2);

        var taken = TakeOver();
        var counted = bench.Now;
        bench.Now = CaseBench.At(2026, 3, 10, 9, 0);
        taken.WarnOfDue(bench.System()).ShouldHaveSingleItem();
        taken.TakeOver(bench.System(), System, Promise("inspect", PromiseState.Open, Later), counted);
        taken.Promises.Count.ShouldBe(2);
    }

    [Fact]
    public void A_told_promise_is_worked_off_like_any_other()
    {
        var taken = TakeOver();
        taken.TakeOver(bench.System(), System, Promise("clear", PromiseState.Open, Later), bench.Now);

        bench.Now += Duration.FromDays(1);
        taken.RecordVisit(bench.Agent(), bench.Now, done: true, null, null).ShouldBeOfType<VisitOutcome.Recorded>().AllStagesEnded.ShouldBeTrue();

        taken.Promises.ShouldHaveSingleItem().State.ShouldBe(PromiseState.Kept);
    }

    [Fact]
    public void The_end_of_a_merge_opens_no_promise_of_another_system()
    {
        var (taken, other) = (TakeOver(), bench.Receive());
        taken.TakeOver(bench.System(), System, Promise(null, PromiseState.Revised, Later, reason: "merged"), bench.Now);

        taken.MergeInto(bench.Agent(), other).ShouldBeTrue();
        taken.Unmerge(bench.Agent()).ShouldBeTrue();

        taken.Promises.Single(promise => promise.Words == "told").State.ShouldBe(PromiseState.Revised);
        taken.Promises.ShouldContain(promise => promise.IsOpen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_old_contact_counts_and_is_the_last_one_only_if_it_was(bool isLast)
    {
        var taken = TakeOver();
        taken.LogContact(bench.System(), Channel.Phone, incoming: true, bringsNews: true, "News");
        var at = isLast ? bench.Now : CaseBench.At(2026, 2, 20, 9, 0);

        taken.TakeOver(bench.System(), System, new OldContact(at, Channel.Mail, Incoming: true, Chaser: true, "When?"));

        (taken.Contacts, taken.Chasers, taken.LastContactAt, taken.LastContactChaser).ShouldBe((3, 1, bench.Now, isLast));
        taken.Events.Count(line => line is { Kind: EventKind.Contacted, Words: "When?" } && line.At == at).ShouldBe(1);
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 1)]
    [InlineData(false, true, 2)]
    public void The_same_words_stand_there_once_unless_the_resident_could_not_read_them(bool wasPublic, bool isPublic, int lines)
    {
        var taken = TakeOver();
        taken.TakeOver(bench.System(), System, new OldNote(Received, EventKind.Noted, wasPublic, Actor.Staff, "On Friday."));
        taken.TakeOver(bench.System(), System, new OldNote(Received, EventKind.Messaged, isPublic, Actor.Staff, "On Friday."));

        taken.Events.Count(line => line.Words == "On Friday.").ShouldBe(lines);
    }

    [Theory]
    [InlineData(true, 0, 0)]
    [InlineData(true, 2, 2)]
    [InlineData(false, 0, 1)]
    public void The_next_question_is_that_of_the_next_closing(bool closed, int round, int reopened)
    {
        var taken = TakeOver(closed ? bench.Now : null);
        taken.TakeOver(bench.System(), System, new OldAnswer(round, "Yes", bench.Now, null));
        taken.Reopened.ShouldBe(reopened);
    }

    private Case TakeOver(Instant? closedAt = null) => Case.TakeOver(
        new Submission(Channel.Web, "en", "Sofa", "{}", Place.Nowhere, ContactDetails.None, 1),
        new FormerLife(Received, closedAt, Outcome.Fixed, null, null), bench.System());

    private static OldPromise Promise(string? stage, PromiseState state, Instant due, string? reason = null) => new(
        stage, PromiseSource.Stage, state, "told", "en", Received, due, state == PromiseState.Open ? null : CaseBench.At(2026, 2, 18, 9, 0), reason);

    private static string Line(Promise promise) => $"{promise.Stage} {promise.State}, {(promise.Words == "told" ? "told" : "counted")}";
}
