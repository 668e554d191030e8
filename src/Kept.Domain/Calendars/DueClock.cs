using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>Works out due instants; the rules are in docs/adr/0002-due-instants.md.</summary>
internal sealed class DueClock(DateTimeZone zone, Timeline timeline)
{
    private static readonly LocalDate LastDate = new(Timeline.LastYear, 12, 31);
    private static readonly Instant End = Instant.FromUtc(Timeline.LastYear, 12, 31, 0, 0);

    // More than all the years that calendars count in: such an amount is refused before anything is worked out.
    private const long LongestDays = 366L * Timeline.LastYear;

    public Instant DueAt(Instant from, Target target, Pauses pauses)
    {
        if (target.IsInDays ? target.Amount > LongestDays : target.Seconds > LongestDays * 86_400)
        {
            throw TooFar(target);
        }

        return target.Unit switch
        {
            TargetUnit.WorkingDays => AfterWorkingDays(from, target.Amount, pauses),
            TargetUnit.CalendarDays => AfterCalendarDays(from, target, pauses),
            TargetUnit.WorkingHours or TargetUnit.WorkingMinutes => AfterWorkingTime(from, target.Seconds, pauses),
            TargetUnit.Hours or TargetUnit.Minutes => AfterElapsed(from, target, pauses),
        };
    }

    /// <summary>Opening time from one instant to a later one, without the pauses.</summary>
    public Duration Worked(Instant from, Instant to, Pauses pauses)
    {
        var worked = Open(from, to).ToDuration();
        foreach (var pause in pauses.All)
        {
            var start = Instant.Max(pause.Start, from);
            var end = Instant.Min(pause.End, to);
            if (start < end)
            {
                worked -= Open(start, end).ToDuration();
            }
        }

        return worked;
    }

    /// <summary>How many working days were counted by <paramref name="to"/>, day 0 left out.</summary>
    public int WorkingDays(Instant from, Instant to, Pauses pauses)
    {
        var closings = 0;
        var last = SecondsAndNanos.Of(to).Seconds;
        var day = timeline.DayZeroOrNull(SecondsAndNanos.Of(from).Seconds);
        while (day is { } reached && reached.Closing <= last)
        {
            closings += pauses.StopJustBefore(Closing(reached)) ? 0 : 1;
            day = timeline.NextOrNull(reached);
        }

        return Math.Max(0, closings - 1);
    }

    private Instant AfterWorkingDays(Instant from, int amount, Pauses pauses)
    {
        var day = timeline.DayZero(SecondsAndNanos.Of(from).Seconds);
        if (pauses.IsEmpty)
        {
            return Closing(timeline.Later(day, amount));
        }

        for (var left = amount; left > 0; day = timeline.Later(day, 1))
        {
            left -= StandsStill(Closing(day), pauses) ? 0 : 1;
        }

        return FirstUnpaused(day, pauses);
    }

    private Instant AfterCalendarDays(Instant from, Target target, Pauses pauses)
    {
        var date = from.InZone(zone).Date;
        if (target.Amount > Period.DaysBetween(date, LastDate))
        {
            throw TooFar(target);
        }

        if (pauses.IsEmpty)
        {
            date = date.PlusDays(target.Amount);
        }
        else
        {
            for (var left = target.Amount; left > 0; date = date.PlusDays(1))
            {
                left -= StandsStill(EndOf(date), pauses) ? 0 : 1;
            }
        }

        var day = timeline.OnOrAfter(date);
        while (Closing(day) <= from)
        {
            day = timeline.Later(day, 1);
        }

        return FirstUnpaused(day, pauses);
    }

    private Instant AfterWorkingTime(Instant from, long seconds, Pauses pauses)
    {
        var start = from;
        var left = new SecondsAndNanos(seconds, 0);
        foreach (var pause in pauses.All.Where(pause => pause.End > from))
        {
            if (pause.Start > start)
            {
                var open = Open(start, pause.Start);
                if (left == default ? NextOpening(start) < pause.Start : !IsMore(left, open))
                {
                    break;
                }

                left -= open;
            }

            start = Resumption(pause);
        }

        return left == default
            ? NextOpening(start) ?? throw timeline.NeverOpen(SecondsAndNanos.Of(start).Seconds)
            : timeline.AfterOpen(SecondsAndNanos.Of(start), left).ToInstant();
    }

    private static Instant AfterElapsed(Instant from, Target target, Pauses pauses)
    {
        var start = from;
        var left = Duration.FromSeconds(target.Seconds);
        foreach (var pause in pauses.All.Where(pause => pause.End > from))
        {
            if (pause.Start > start)
            {
                if (left <= pause.Start - start)
                {
                    break;
                }

                left -= pause.Start - start;
            }

            start = Resumption(pause);
        }

        return left <= End - start ? start + left : throw TooFar(target);
    }

    public Instant? NextOpening(Instant from)
    {
        var second = SecondsAndNanos.Of(from).Seconds;
        return timeline.FirstEndingAfter(second) is not var (table, stretch) ? null
            : Instant.Max(from, Instant.FromUnixTimeSeconds(table.Start(stretch)));
    }

    private SecondsAndNanos Open(Instant from, Instant to) =>
        timeline.OpenBetween(SecondsAndNanos.Of(from), SecondsAndNanos.Of(to));

    private Instant FirstUnpaused(Timeline.WorkingDay day, Pauses pauses)
    {
        while (StandsStill(Closing(day), pauses))
        {
            day = timeline.Later(day, 1);
        }

        return Closing(day);
    }

    private static bool StandsStill(Instant closing, Pauses pauses) => pauses.StopJustBefore(closing)
        && (pauses.All[^1].End < Instant.MaxValue || pauses.All[^1].Start >= closing ? true : throw NeverResumed());

    private Instant EndOf(LocalDate date) => DayStart.Of(zone, date.PlusDays(1));

    private static Instant Closing(Timeline.WorkingDay day) => Instant.FromUnixTimeSeconds(day.Closing);

    private static Instant Resumption(Interval pause) => pause.End == Instant.MaxValue ? throw NeverResumed() : pause.End;

    private static bool IsMore(SecondsAndNanos a, SecondsAndNanos b) =>
        a.Seconds > b.Seconds || (a.Seconds == b.Seconds && a.Nanos > b.Nanos);

    private static CalendarException NeverResumed() =>
        new("The clock is paused without an end, so nothing falls due. Work the due date out again when the pause has ended.");

    private static CalendarException TooFar(Target target) =>
        new($"An amount of {target} leads past the year {Timeline.LastYear}. Check the amount.");
}
