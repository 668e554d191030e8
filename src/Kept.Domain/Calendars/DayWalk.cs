using NodaTime;
using Step = Kept.Domain.Calendars.ExplanationStep;

namespace Kept.Domain.Calendars;

/// <summary>Goes from the day a clock starts to the day it runs out and tells what each day did, drawing like days together.</summary>
internal sealed class DayWalk(Calendar calendar, Explanation asked, Detail detail, List<Step> steps)
{
    private readonly TargetUnit unit = asked.Target.Unit;
    private readonly LocalDate last = calendar.LastDateBefore(asked.Due);
    private readonly Queue<Interval> pauses = new(asked.Pauses.All.Where(pause => pause.End > asked.From && pause.Start < asked.Due));
    private readonly SortedSet<IsoDayOfWeek> closedWeekdays = [];
    private int holidays;
    private bool dayZeroPaused;
    private int counted;
    private long soFar;

    private bool IsTime => unit is TargetUnit.WorkingHours or TargetUnit.WorkingMinutes;

    public void Run()
    {
        var start = calendar.Local(asked.From).Date;
        var first = asked.Target.IsWorkingTime && calendar.NextOpening(asked.From) is { } opening ? calendar.Local(opening).Date : start;
        TellPausesUpTo(first);
        if (IsTime)
        {
            TellDay(first);
        }
        else if (unit == TargetUnit.WorkingDays)
        {
            TellDayZero(first);
        }
        else if (unit == TargetUnit.CalendarDays)
        {
            first = TellCalendarDays(first).PlusDays(-1);
        }

        for (var date = first.PlusDays(1); date <= last; date = date.PlusDays(1))
        {
            TellPausesUpTo(date);
            TellDay(date);
        }

        TellPausesUpTo(last.PlusDays(1));
        if (closedWeekdays.Count > 0)
        {
            steps.Add(new Step.ClosedWeekdays([.. closedWeekdays]));
        }

        if (holidays > 0)
        {
            steps.Add(new Step.HolidaysSkipped(holidays));
        }

        TellShortDay(last);
    }

    private void TellDay(LocalDate date)
    {
        var plan = calendar.PlanOf(date);
        var closing = calendar.Timeline.ClosingOn(date);
        if (closing is null)
        {
            TellClosed(date, plan);
            return;
        }

        if (plan.IsExtra && detail != Detail.Summary)
        {
            steps.Add(new Step.DayOpened(date));
        }

        if (IsTime)
        {
            TellTime(date);
        }
        else if (asked.Pauses.StopJustBefore(Instant.FromUnixTimeSeconds(closing.Value)))
        {
            TellSkipped(date, SkipReason.Paused, null);
        }
        else if (dayZeroPaused)
        {
            dayZeroPaused = false;
            steps.Add(new Step.DayZeroMoved(date));
        }
        else if (unit == TargetUnit.WorkingDays)
        {
            TellCounted(date);
        }
    }

    private void TellDayZero(LocalDate date)
    {
        dayZeroPaused = asked.Pauses.StopJustBefore(Instant.FromUnixTimeSeconds(calendar.Timeline.ClosingOn(date)!.Value));
        if (dayZeroPaused)
        {
            TellSkipped(date, SkipReason.Paused, null);
        }
    }

    private void TellCounted(LocalDate date)
    {
        counted++;
        if (steps[^1] is Step.DaysCounted run && (detail != Detail.EachDay || run.To.PlusDays(1) == date))
        {
            steps[^1] = run with { Last = counted, To = date };
        }
        else
        {
            steps.Add(new Step.DaysCounted(counted, counted, date, date));
        }
    }

    private void TellTime(LocalDate date)
    {
        if (DayCount.Of(calendar, asked, date) is not { } day)
        {
            return;
        }

        soFar += day.Seconds;
        if (steps[^1] is Step.TimeCounted run && detail != Detail.EachDay)
        {
            steps[^1] = run with { To = date, Ended = day.Ended, Seconds = run.Seconds + day.Seconds, SoFar = soFar };
        }
        else
        {
            steps.Add(new Step.TimeCounted(date, date, day.Began, day.Ended, day.Seconds, soFar));
            if (date != last && detail == Detail.EachDay)
            {
                TellShortDay(date);
            }
        }
    }

    private void TellClosed(LocalDate date, DayPlan plan)
    {
        if (plan.Reason == SkipReason.ClosedWeekday && detail != Detail.EachDay)
        {
            closedWeekdays.Add(date.DayOfWeek);
        }
        else if (detail == Detail.Summary)
        {
            holidays++;
        }
        else
        {
            TellSkipped(date, plan.Reason, plan.Name);
        }
    }

    private void TellSkipped(LocalDate date, SkipReason reason, Holidays.HolidayName? name)
    {
        if (detail == Detail.Summary)
        {
            return;
        }

        Step.DaysSkipped.Add(steps, date, reason, name);
    }

    /// <summary>Adds the step for the almanac days and returns the date they lead to: the due day, or a closed day before it.</summary>
    private LocalDate TellCalendarDays(LocalDate received)
    {
        var reached = received;
        for (var day = 0; day < asked.Target.Amount && reached < last; day++)
        {
            do
            {
                reached = reached.PlusDays(1);
                TellPausesUpTo(reached);
            }
            while (reached < last && asked.Pauses.StopJustBefore(DayStart.Of(calendar.Zone, reached)));
        }

        steps.Add(new Step.CalendarDaysCounted(asked.Target.Amount, reached));
        return reached;
    }

    private void TellShortDay(LocalDate date)
    {
        if (calendar.PlanOf(date) is { IsShortened: true, Hours.IsEmpty: false } plan)
        {
            steps.Add(new Step.PartDay(date, plan.Hours.Intervals[0].StartText, plan.Hours.Intervals[^1].EndText, plan.Name));
        }
    }

    private void TellPausesUpTo(LocalDate date)
    {
        while (pauses.TryPeek(out var pause) && (pause.Start < asked.From || calendar.Local(pause.Start).Date <= date))
        {
            steps.Add(Explainer.Paused(calendar, pauses.Dequeue()));
        }
    }
}
