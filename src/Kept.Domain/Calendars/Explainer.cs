using System.Collections.Immutable;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>What an explanation is asked for: the question and its answer.</summary>
internal readonly record struct Explanation(Instant From, Target Target, Pauses Pauses, Instant Due);

/// <summary>How much of the way an explanation names.</summary>
internal enum Detail
{
    /// <summary>Every weekend and holiday.</summary>
    EachDay,

    /// <summary>Closed weekdays once, every holiday.</summary>
    EachHoliday,

    /// <summary>Closed weekdays once, holidays as a number.</summary>
    Summary,
}

/// <summary>
/// Tells how a due instant came about, in as much detail as a person will read: where naming each weekend would take more than
/// <see cref="LongestReadable"/> steps, weekends and then holidays are drawn together.
/// </summary>
internal static class Explainer
{
    private const int LongestReadable = 30;

    /// <summary>Over years nobody adds up the hours.</summary>
    private const int MostClockChanges = 4;

    public static ImmutableArray<ExplanationStep> Explain(Calendar calendar, Explanation asked)
    {
        foreach (var detail in Enum.GetValues<Detail>())
        {
            var steps = Tell(calendar, asked, detail);
            if (steps.Count <= LongestReadable || detail == Detail.Summary)
            {
                return [.. steps];
            }
        }

        return [];
    }

    private static List<ExplanationStep> Tell(Calendar calendar, Explanation asked, Detail detail)
    {
        var steps = new List<ExplanationStep> { new ExplanationStep.Received(calendar.Local(asked.From)) };
        if (asked.Target.IsWorkingTime && calendar.NextOpening(asked.From) is { } opening && opening > asked.From)
        {
            if (detail != Detail.Summary)
            {
                TellWhyClosed(calendar, calendar.Local(asked.From).Date, calendar.Local(opening).Date, steps);
            }

            steps.Add(new ExplanationStep.CountsFromNextOpening(calendar.Local(opening)));
        }

        if (asked.Target.Unit is TargetUnit.Hours or TargetUnit.Minutes)
        {
            steps.AddRange(asked.Pauses.All.Where(pause => pause.End > asked.From && pause.Start < asked.Due).Select(pause => Paused(calendar, pause)));
            steps.Add(new ExplanationStep.RoundTheClock(asked.Target.Seconds));
            TellClockChanges(calendar, asked, _ => true, steps);
        }
        else
        {
            var walk = new DayWalk(calendar, asked, detail, steps);
            walk.Run();
            if (asked.Target.Unit is TargetUnit.WorkingHours or TargetUnit.WorkingMinutes)
            {
                TellClockChanges(calendar, asked, calendar.IsOpenAt, steps);
            }
        }

        steps.Add(new ExplanationStep.DueAt(calendar.Local(asked.Due)));
        return steps;
    }

    /// <summary>Without them, times that were counted to the minute do not add up for whoever looks at the clock on the wall.</summary>
    private static void TellClockChanges(Calendar calendar, Explanation asked, Func<Instant, bool> runs, List<ExplanationStep> steps)
    {
        var offsets = calendar.Zone.GetZoneIntervals(asked.From, asked.Due + Duration.Epsilon).ToList();
        foreach (var (before, after) in offsets.Count > MostClockChanges + 1 ? [] : offsets.Zip(offsets.Skip(1)))
        {
            var (at, last) = (after.Start, after.Start - Duration.Epsilon);
            var seconds = after.WallOffset.Seconds - before.WallOffset.Seconds;
            if (seconds != 0 && runs(at) && runs(last) && !asked.Pauses.All.Any(pause => pause.Start <= last && pause.End > last))
            {
                steps.Add(new ExplanationStep.ClockChanged(at.WithOffset(before.WallOffset).LocalDateTime, seconds));
            }
        }
    }

    /// <summary>Days between receipt and opening that would usually be open; weekends explain themselves.</summary>
    private static void TellWhyClosed(Calendar calendar, LocalDate from, LocalDate opening, List<ExplanationStep> steps)
    {
        for (var date = from; date < opening; date = date.PlusDays(1))
        {
            var plan = calendar.PlanOf(date);
            if (calendar.Timeline.ClosingOn(date) is null && plan.Reason is SkipReason.Holiday or SkipReason.Closed)
            {
                ExplanationStep.DaysSkipped.Add(steps, date, plan.Reason, plan.Name);
            }
        }
    }

    public static ExplanationStep Paused(Calendar calendar, Interval pause) => new ExplanationStep.Paused(
        calendar.Local(Instant.Max(pause.Start, Instant.FromUtc(1900, 1, 1, 0, 0))),
        pause.End == Instant.MaxValue ? null : calendar.Local(pause.End));
}
