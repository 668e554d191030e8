using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;

namespace Kept.Domain.Tests.Calendars;

/// <summary>What any explanation must say, whatever the calendar.</summary>
internal static class ExplanationChecks
{
    public static void Check(Due due, Sample sample)
    {
        var local = sample.Calendar.Local(sample.From);
        due.Steps[0].ShouldBe(new ExplanationStep.Received(local));
        due.Steps[^1].ShouldBe(new ExplanationStep.DueAt(due.Local));
        due.Steps.Length.ShouldBeLessThan(60);
        ExplanationJson.Read(ExplanationJson.Write(due.Steps)).SequenceEqual(due.Steps).ShouldBeTrue();
        var closed = sample.Target.IsWorkingTime && !sample.Calendar.IsOpenAt(sample.From);
        due.Steps.OfType<ExplanationStep.CountsFromNextOpening>().Count().ShouldBe(closed ? 1 : 0);
        switch (sample.Target.Unit)
        {
            case TargetUnit.WorkingDays:
                CheckDays(due, sample.Target.Amount);
                break;
            case TargetUnit.WorkingHours or TargetUnit.WorkingMinutes:
                CheckTime(due, sample.Target.Seconds);
                break;
            case TargetUnit.CalendarDays:
                due.Steps.OfType<ExplanationStep.CalendarDaysCounted>().Single().Days.ShouldBe(sample.Target.Amount);
                break;
            case TargetUnit.Hours or TargetUnit.Minutes:
                due.Steps.ShouldContain(new ExplanationStep.RoundTheClock(sample.Target.Seconds));
                CheckClocks(due, sample, local);
                break;
        }
    }

    /// <summary>Who looks at the clock on the wall comes to the same, with what is said about its changes.</summary>
    private static void CheckClocks(Due due, Sample sample, LocalDateTime received)
    {
        if (sample.Pauses.Length == 0 && sample.Target.Seconds < 300 * 86400L)
        {
            var shown = Period.Between(received, due.Local, PeriodUnits.Seconds).Seconds;
            shown.ShouldBe(sample.Target.Seconds + due.Steps.OfType<ExplanationStep.ClockChanged>().Sum(change => change.Seconds));
        }
    }

    private static void CheckDays(Due due, int amount)
    {
        var next = 1;
        foreach (var run in due.Steps.OfType<ExplanationStep.DaysCounted>())
        {
            run.First.ShouldBe(next);
            Period.DaysBetween(run.From, run.To).ShouldBeGreaterThanOrEqualTo(run.Last - run.First);
            next = run.Last + 1;
        }

        next.ShouldBe(amount + 1);
    }

    private static void CheckTime(Due due, long seconds)
    {
        var soFar = 0L;
        foreach (var run in due.Steps.OfType<ExplanationStep.TimeCounted>())
        {
            soFar += run.Seconds;
            run.SoFar.ShouldBe(soFar);
        }

        soFar.ShouldBe(seconds);
    }
}
