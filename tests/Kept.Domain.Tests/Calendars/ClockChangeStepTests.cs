using System.Collections.Immutable;
using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.ExplanationTests;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Calendars;

/// <summary>When an explanation says that the clocks on the wall were moved. Steps are written as in <see cref="ExplanationTests"/>.</summary>
public sealed class ClockChangeStepTests
{
    private readonly Calendar bavaria = Office("DE-BY");

    [Theory]
    [InlineData("2026-10-24T22:00", "5 hours", "clocks 10-25T03:00 -3600", "due 10-25T02:00")]
    [InlineData("2026-03-28T22:00", "5 hours", "clocks 03-29T02:00 3600", "due 03-29T04:00")]
    public void The_night_in_which_the_clocks_change(string from, string target, string change, string due) =>
        Explain(RoundTheClock("Europe/Berlin"), from, target).ShouldBe([$"received {from[5..]}", "roundTheClock 18000", change, due]);

    [Fact]
    public void Clocks_that_change_while_it_is_open_closed_or_paused()
    {
        Explain(RoundTheClock("Australia/Lord_Howe"), "2026-04-05T00:00", "2 working hours").ShouldBe(
            ["received 04-05T00:00", "time 04-05..04-05 00:00-01:30 7200/7200", "clocks 04-05T02:00 -1800", "due 04-05T01:30"]);
        Explain(bavaria, "2026-03-27T16:00", "2 working hours").ShouldBe(
        [
            "received 03-27T16:00", "time 03-27..03-27 16:00-17:00 3600/3600", "skipped 03-28..03-29 ClosedWeekday", "time 03-30..03-30 09:00-10:00 3600/7200",
            "due 03-30T10:00",
        ]);
        Explain(RoundTheClock("Europe/Berlin"), "2026-03-28T22:00", "5 hours", "2026-03-28T23:00/2026-03-29T05:00")
            .ShouldNotContain(step => step.StartsWith("clocks", StringComparison.Ordinal));
        Explain(RoundTheClock("Europe/Berlin"), "2026-03-28T22:00", "5 hours", "2026-03-28T23:00/2026-03-28T23:30").ShouldContain("clocks 03-29T02:00 3600");
    }

    [Fact]
    public void A_change_in_the_first_moment_is_over_and_in_the_last_it_is_on_the_clock()
    {
        var berlin = RoundTheClock("Europe/Berlin");
        var change = Instant.FromUtc(2026, 3, 29, 1, 0);
        ImmutableArray<ExplanationStep> Steps(Instant from, string target) => berlin.Due(from, Target.Parse(target), []).Steps;

        Steps(change, "1 hour").OfType<ExplanationStep.ClockChanged>().ShouldBeEmpty();
        Steps(change - Duration.FromHours(1), "1 hour").OfType<ExplanationStep.ClockChanged>().ShouldHaveSingleItem();
        Steps(change - Duration.FromHours(1), "59 minutes").OfType<ExplanationStep.ClockChanged>().ShouldBeEmpty();
    }

    /// <summary>Summer time became standard time in Britain then, and no clock was moved.</summary>
    [Fact]
    public void A_change_that_no_clock_on_the_wall_shows_is_none() =>
        Explain(RoundTheClock("Europe/London"), "1968-10-26T22:00", "5 hours").ShouldBe(["received 10-26T22:00", "roundTheClock 18000", "due 10-27T03:00"]);

    [Theory]
    [InlineData("17520 hours", 4)]
    [InlineData("21900 hours", 0)]
    public void Over_years_nobody_adds_up_the_hours(string target, int told) =>
        Explain(RoundTheClock("Europe/Berlin"), "2026-01-01T00:00", target).Count(step => step.StartsWith("clocks", StringComparison.Ordinal)).ShouldBe(told);
}
