using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using Kept.Domain.Tests.Cases;
using NodaTime;
using Shouldly;
using Xunit;
using Case = Kept.Domain.Cases.Case;
using Outcome = Kept.Domain.Cases.Outcome;

namespace Kept.Domain.Tests.Promises;

/// <summary>What holds for the promises of a case whatever is done to it, in whatever order, whenever.</summary>
public sealed class PromiseLifeProperties
{
    private static readonly string[] Verbs =
    [
        "wait", "look", "look in vain", "end stage", "pause", "resume", "answer", "revise", "promise", "keep", "watch", "warn",
        "close", "close in vain", "undo close", "withdraw", "reopen", "merge", "unmerge",
    ];

    /// <summary>Steps of a life: what is done, after how many minutes, and a number to choose by.</summary>
    private static readonly Arbitrary<(string Verb, int Minutes, int Choice)[]> Lives = (
        from verb in Gen.Elements(Verbs)
        from minutes in Gen.Frequency((3, Gen.Choose(0, 600)), (1, Gen.Choose(0, 20_000)))
        from choice in Gen.Choose(0, 99)
        select (verb, minutes, choice)).ArrayOf().ToArbitrary();

    [Fact]
    public void States_only_move_as_allowed_and_nothing_that_was_said_changes() => Property.Check(Lives, life =>
    {
        var (bench, received, other) = Start(life);
        var before = received.Promises.Select(Seen.Of).ToList();
        foreach (var (verb, minutes, choice) in life)
        {
            bench.Now += Duration.FromMinutes(minutes);
            Do(bench, received, other, verb, choice);
            var after = received.Promises.Select(Seen.Of).ToList();
            after.Count.ShouldBeGreaterThanOrEqualTo(before.Count, "a promise that was given stays on the record");
            foreach (var (old, now) in before.Zip(after))
            {
                now.Said.ShouldBe(old.Said, verb);
                MayMove(old.State, now.State, verb).ShouldBeTrue($"{verb}: {old.State} to {now.State}");
            }

            received.Promises.ShouldAllBe(promise => IsSound(promise, received));
            before = after;
        }
    });

    [Fact]
    public void Clocks_stand_still_while_we_wait_and_run_otherwise() => Property.Check(Lives, life =>
    {
        var (bench, received, other) = Start(life);
        foreach (var (verb, minutes, choice) in life)
        {
            bench.Now += Duration.FromMinutes(minutes);
            Do(bench, received, other, verb, choice);
            var open = received.Promises.Where(promise => promise.IsOpen).ToList();
            switch (received.State)
            {
                case CaseState.Open:
                    open.ShouldAllBe(promise => promise.IsRunning);
                    break;
                case CaseState.Waiting:
                    open.Where(promise => promise.IsRunning).ShouldAllBe(promise => promise.GivenAt >= received.PausedAt);
                    open.ShouldAllBe(promise => !promise.IsRunning || promise.Source == PromiseSource.Agent || IsReplacement(received, promise));
                    break;
                case CaseState.Closed:
                    open.ShouldBeEmpty();
                    break;
            }

            received.NextDue.ShouldBe(open.Where(promise => promise.IsRunning).Min(promise => (Instant?)promise.Due));
        }
    });

    [Fact]
    public void A_revised_promise_keeps_its_history_to_the_first() => Property.Check(Lives, life =>
    {
        var (bench, received, other) = Start(life);
        foreach (var (verb, minutes, choice) in life)
        {
            bench.Now += Duration.FromMinutes(minutes);
            Do(bench, received, other, verb, choice);
        }

        var replaced = received.Promises.Where(promise => promise.ReplacedById is not null).ToList();
        replaced.Select(promise => promise.ReplacedById).ShouldBeUnique();
        foreach (var old in replaced)
        {
            var next = received.Promises.Single(promise => promise.Id == old.ReplacedById);
            next.GivenAt.ShouldBeGreaterThanOrEqualTo(old.GivenAt);
            old.Reason.ShouldNotBeNullOrWhiteSpace();
            received.Events.ShouldContain(line => line.Kind == EventKind.PromiseRevised && line.Details.Contains($"\"replaces\":{old.Id},", StringComparison.Ordinal));
        }

        received.Events.Count(line => line.Kind is EventKind.PromiseGiven or EventKind.PromiseRevised).ShouldBe(received.Promises.Count);
    });

    private static bool IsReplacement(Case received, Promise promise) => received.Promises.Any(old => old.ReplacedById == promise.Id);

    private static (CaseBench Bench, Case Received, Case Other) Start((string Verb, int Minutes, int Choice)[] life)
    {
        var bench = new CaseBench { BreachNeedsApproval = life.Length % 2 == 0 };
        return (bench, bench.Receive(), bench.Receive());
    }

    private static bool MayMove(PromiseState from, PromiseState to, string verb) =>
        from == to || from == PromiseState.Open || (from == PromiseState.Revised && to == PromiseState.Open && verb is "unmerge" or "undo close")
        || (from == PromiseState.Kept && verb == "undo close")
        || (from == PromiseState.Revised && to == PromiseState.Revised);

    private static bool IsSound(Promise promise, Case received) => promise.State switch
    {
        PromiseState.Open => promise.SettledAt is null && promise.Reason is null && promise.ReplacedById is null,
        PromiseState.Kept => promise.SettledAt <= promise.Due || promise.SuspendedAt is not null,
        PromiseState.Broken => promise.SettledAt >= promise.Due,
        PromiseState.Revised => promise is { SettledAt: not null, Reason.Length: > 0 }
            && (promise.ReplacedById is not null || received.MergedInto is not null || promise.Reason == "closed"),
        _ => false,
    };

    private static void Do(CaseBench bench, Case received, Case other, string verb, int choice)
    {
        var work = bench.Agent();
        var some = received.Promises[choice % received.Promises.Count].Id;
        var day = bench.Now.InZone(CaseBench.London).Date.PlusDays((choice % 12) - 1);
        switch (verb)
        {
            case "look": received.RecordVisit(work, bench.Now, done: true, null, null); break;
            case "look in vain": received.RecordVisit(work, bench.Now, done: false, "van-full", null); break;
            case "end stage": received.EndCurrentStage(work); break;
            case "pause": received.PauseClocks(work, "Which lane?"); break;
            case "resume": received.ResumeClocks(work); break;
            case "answer": received.AddInformation(bench.Work(), Channel.Web, "Behind the school.", 0); break;
            case "revise": received.Revise(work, some, day, choice % 3 == 0 ? "merged" : choice % 3 == 1 ? "closed" : "Snow."); break;
            case "promise": received.PromiseByAgent(work, day, string.Create(CultureInfo.InvariantCulture, $"I ring you on {day}.")); break;
            case "keep": received.KeepPromise(work, some); break;
            case "watch": received.BreakDue(bench.System(), 5); break;
            case "warn": received.WarnOfDue(bench.System()); break;
            case "close": received.Close(work, Outcome.Fixed, null); break;
            case "close in vain": received.Close(work, Outcome.NoAction, "Gone."); break;
            case "undo close": received.UndoClose(work); break;
            case "withdraw": received.Withdraw(bench.Work(), null); break;
            case "reopen": received.Reopen(bench.Work(), "Still there."); break;
            case "merge": received.MergeInto(work, other); break;
            case "unmerge": received.Unmerge(work); break;
        }
    }

    /// <summary>What was said once and may not change, and the state, which may.</summary>
    private sealed record Seen(PromiseState State, string Said)
    {
        public static Seen Of(Promise promise) => new(promise.State, string.Join('|',
            promise.Id, promise.Stage, promise.Source, promise.Words, promise.Language, promise.Channel, promise.GivenAt,
            promise.GivenById, promise.ClockFrom, promise.Target, promise.Calendar, promise.Due, promise.WarnAt, promise.Explanation));
    }
}
