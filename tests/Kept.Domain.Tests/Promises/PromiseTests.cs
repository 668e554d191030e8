using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Promises;

/// <summary>One promise alone: which moves it allows, and what stays as it was given.</summary>
public sealed class PromiseTests
{
    private static readonly Instant Given = Instant.FromUtc(2026, 3, 2, 16, 40);
    private static readonly Instant Due = Instant.FromUtc(2026, 3, 11, 17, 0);
    private static readonly PromiseTerms Terms = new(
        "inspect", PromiseSource.Reopening, "By Wednesday.", "hr", Channel.Phone, Given - Duration.FromHours(1), "7 working days",
        "office", Due, Due - Duration.FromDays(1), """[{"step":"due"}]""");

    [Fact]
    public void It_says_what_was_promised_to_whom_in_which_words_on_which_channel_and_when()
    {
        var promise = new Promise(7, new CaseId(3), Terms, Given, 77);

        (promise.Id, promise.CaseId, promise.GivenAt, promise.GivenById).ShouldBe((7, new CaseId(3), Given, 77));
        new PromiseTerms(
            promise.Stage, promise.Source, promise.Words, promise.Language, promise.Channel, promise.ClockFrom, promise.Target,
            promise.Calendar, promise.Due, promise.WarnAt, promise.Explanation).ShouldBe(Terms);
        (promise.State, promise.IsOpen, promise.IsRunning, promise.IsSetAside).ShouldBe((PromiseState.Open, true, true, false));
        (promise.SettledAt, promise.SuspendedAt, promise.WarnedAt, promise.ReplacedById, promise.Reason).ShouldBe((null, null, null, null, null));
    }

    [Theory]
    [InlineData(-1, PromiseState.Kept)]
    [InlineData(0, PromiseState.Kept)] // in the last moment is in time
    [InlineData(1, PromiseState.Broken)]
    public void Done_until_the_due_instant_is_kept(int nanosecondsLate, PromiseState state)
    {
        var promise = Open();
        var done = Due + Duration.FromNanoseconds(nanosecondsLate);

        promise.Settle(done).ShouldBeTrue();

        (promise.State, promise.SettledAt, promise.IsOpen, promise.IsRunning).ShouldBe((state, done, false, false));
    }

    [Fact]
    public void Done_while_its_clock_stands_still_is_kept_at_any_time()
    {
        var promise = Open();
        promise.Suspend(Given);
        promise.IsRunning.ShouldBeFalse();
        promise.IsOpen.ShouldBeTrue();

        promise.Settle(Due + Duration.FromDays(9)).ShouldBeTrue();

        promise.State.ShouldBe(PromiseState.Kept);
    }

    [Fact]
    public void Standing_still_twice_is_since_the_first_time()
    {
        var promise = Open();
        promise.Suspend(Given);
        promise.Suspend(Due);
        promise.SuspendedAt.ShouldBe(Given);
    }

    [Fact]
    public void Broken_says_when_and_why()
    {
        var promise = Open();
        promise.Break(Due, "The van was full.");
        (promise.State, promise.SettledAt, promise.Reason, promise.IsOpen).ShouldBe((PromiseState.Broken, Due, "The van was full.", false));
        promise.ReplaceBroken("We are late.", 9);
        (promise.State, promise.SettledAt, promise.Reason, promise.ReplacedById).ShouldBe((PromiseState.Broken, Due, "We are late.", 9));
    }

    [Fact]
    public void Revised_says_when_why_and_by_which()
    {
        var promise = Open();
        promise.Revise(Given, "Snow.", 9);
        (promise.State, promise.SettledAt, promise.Reason, promise.ReplacedById).ShouldBe((PromiseState.Revised, Given, "Snow.", 9));
        promise.IsSetAside.ShouldBeFalse();
    }

    [Fact]
    public void Set_aside_it_can_be_opened_again_as_it_was()
    {
        var promise = Open();
        promise.Revise(Given, "merged", null);
        promise.IsSetAside.ShouldBeTrue();

        promise.OpenAgain();

        (promise.State, promise.SettledAt, promise.Reason, promise.IsRunning).ShouldBe((PromiseState.Open, null, null, true));
        promise.Settle(Due).ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ended_with_its_case_it_can_be_opened_again_as_it_was(bool done)
    {
        var promise = Open();
        if (done)
        {
            promise.Settle(Given).ShouldBeTrue();
        }
        else
        {
            promise.Revise(Given, "closed", null);
        }

        Should.Throw<InvalidOperationException>(() => promise.OpenAgain(Due)).Message.ShouldContain("cannot be opened again");
        promise.OpenAgain(Given);

        (promise.State, promise.SettledAt, promise.Reason, promise.IsRunning).ShouldBe((PromiseState.Open, null, null, true));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("revised")]
    [InlineData("set aside")]
    public void What_ended_otherwise_is_not_opened_with_its_case(string state)
    {
        var promise = In(state);
        promise.EndedWithTheCase(promise.SettledAt!.Value).ShouldBeFalse();
    }

    [Fact]
    public void Which_one_was_given_in_its_place_it_learns_once_and_never_while_it_is_open()
    {
        var promise = Open();
        promise.LearnReplacement(9);
        promise.ReplacedById.ShouldBeNull();
        promise.EndedAs(PromiseState.Broken, Due, "Snow.");

        promise.LearnReplacement(9);
        promise.LearnReplacement(10);

        promise.ReplacedById.ShouldBe(9);
    }

    [Fact]
    public void A_warning_says_when()
    {
        var promise = Open();
        promise.Warned(Given);
        promise.WarnedAt.ShouldBe(Given);
    }

    public static TheoryData<string, string[]> Moves => new()
    {
        { "open", ["settle", "break", "revise", "suspend"] },
        { "kept", [] },
        { "broken", ["replace"] },
        { "broken and replaced", [] },
        { "revised", [] },
        { "set aside", ["again"] },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void States_only_move_as_allowed(string state, string[] allowed)
    {
        foreach (var move in new[] { "settle", "break", "revise", "suspend", "replace", "again" })
        {
            var promise = In(state);
            var before = (promise.State, promise.SettledAt, promise.Reason, promise.ReplacedById, promise.SuspendedAt);
            var moved = Try(promise, move);
            moved.ShouldBe(allowed.Contains(move), $"{state}: {move}");
            if (!moved)
            {
                (promise.State, promise.SettledAt, promise.Reason, promise.ReplacedById, promise.SuspendedAt).ShouldBe(before, $"{state}: {move}");
            }
        }
    }

    [Theory]
    [InlineData("break", "Promise 7 is Kept and cannot be Broken.")]
    [InlineData("revise", "Promise 7 is Kept and cannot be Revised.")]
    [InlineData("suspend", "Promise 7 is Kept and cannot be suspended.")]
    [InlineData("again", "Promise 7 is Kept and cannot be opened again.")]
    [InlineData("replace", "Promise 7 is Kept and cannot be given another in its place.")]
    public void A_move_that_is_not_allowed_says_so(string move, string message) =>
        Should.Throw<InvalidOperationException>(() => Move(In("kept"), move)).Message.ShouldBe(message);

    private static bool Try(Promise promise, string move)
    {
        try
        {
            return Move(promise, move);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Move(Promise promise, string move)
    {
        switch (move)
        {
            case "settle": return promise.Settle(Due + Duration.FromDays(1));
            case "break": promise.Break(Due, "x"); break;
            case "revise": promise.Revise(Due, "x", 99); break;
            case "suspend": promise.Suspend(Due); break;
            case "replace": promise.ReplaceBroken("x", 99); break;
            case "again": promise.OpenAgain(); break;
        }

        return true;
    }

    private static Promise In(string state)
    {
        var promise = Open();
        switch (state)
        {
            case "kept": promise.Settle(Given); break;
            case "broken": promise.Break(Due, null); break;
            case "broken and replaced": promise.Break(Due, null); promise.ReplaceBroken("late", 8); break;
            case "revised": promise.Revise(Given, "snow", 8); break;
            case "set aside": promise.Revise(Given, "merged", null); break;
        }

        return promise;
    }

    private static Promise Open() => new(7, new CaseId(3), Terms, Given, null);
}
