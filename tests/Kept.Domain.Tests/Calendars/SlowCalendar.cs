using Kept.Domain.Calendars;
using NodaTime;

namespace Kept.Domain.Tests.Calendars;

/// <summary>
/// The rules of docs/adr/0002 once more, as plainly and slowly as possible: it looks at the wall clock minute by minute and
/// shares no code with the calendar it checks. Everything it is given must fall on whole minutes.
/// </summary>
internal sealed class SlowCalendar(
    DateTimeZone zone,
    IReadOnlyDictionary<IsoDayOfWeek, (int Start, int End)[]> minutesOpen,
    IReadOnlySet<LocalDate> closed,
    IReadOnlySet<LocalDate> open)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    public bool IsOpen(Instant minute)
    {
        var local = minute.InZone(zone).LocalDateTime;
        var ofDay = (local.Hour * 60) + local.Minute;
        return HoursOf(local.Date).Any(hours => hours.Start <= ofDay && ofDay < hours.End);
    }

    public Instant NextOpening(Instant from)
    {
        while (!IsOpen(from))
        {
            from += Minute;
        }

        return from;
    }

    public long WorkedMinutes(Instant from, Instant to, Interval[] pauses)
    {
        var count = 0L;
        for (; from < to; from += Minute)
        {
            count += IsOpen(from) && !IsPaused(from, pauses) ? 1 : 0;
        }

        return count;
    }

    public Instant Due(Instant from, Target target, Interval[] pauses) => target.Unit switch
    {
        TargetUnit.WorkingDays => AfterWorkingDays(from, target.Amount, pauses),
        TargetUnit.CalendarDays => AfterCalendarDays(from, target.Amount, pauses),
        TargetUnit.WorkingHours => Running(from, target.Amount * 60, minute => IsOpen(minute) && !IsPaused(minute, pauses)),
        TargetUnit.WorkingMinutes => Running(from, target.Amount, minute => IsOpen(minute) && !IsPaused(minute, pauses)),
        TargetUnit.Hours => Running(from, target.Amount * 60, minute => !IsPaused(minute, pauses)),
        TargetUnit.Minutes => Running(from, target.Amount, minute => !IsPaused(minute, pauses)),
    };

    private static Instant Running(Instant from, int minutes, Func<Instant, bool> runs)
    {
        for (; ; from += Minute)
        {
            if (minutes == 0 && runs(from))
            {
                return from;
            }

            if (minutes == 1 && runs(from))
            {
                return from + Minute;
            }

            minutes -= runs(from) ? 1 : 0;
        }
    }

    private Instant AfterWorkingDays(Instant from, int amount, Interval[] pauses)
    {
        var dayZero = Date(NextOpening(from));
        var counted = -1;
        for (var date = dayZero; ; date = date.PlusDays(1))
        {
            if (LastOpenMinute(date) is not { } last)
            {
                continue;
            }

            var runs = !IsPaused(last, pauses);
            counted += runs ? 1 : 0;
            if (counted == amount)
            {
                return last + Minute;
            }
        }
    }

    private Instant AfterCalendarDays(Instant from, int amount, Interval[] pauses)
    {
        var date = Date(from);
        for (var counted = 0; counted < amount; date = date.PlusDays(1))
        {
            counted += IsPaused(LastMinute(date), pauses) ? 0 : 1;
        }

        for (; ; date = date.PlusDays(1))
        {
            if (LastOpenMinute(date) is { } last && last >= from && !IsPaused(last, pauses))
            {
                return last + Minute;
            }
        }
    }

    private Instant? LastOpenMinute(LocalDate date)
    {
        var start = Start(date) - Duration.FromHours(2);
        Instant? last = null;
        for (var minute = start; minute < start + Duration.FromHours(30); minute += Minute)
        {
            if (Date(minute) == date && IsOpen(minute))
            {
                last = minute;
            }
        }

        return last;
    }

    private Instant LastMinute(LocalDate date) => Start(date.PlusDays(1)) - Minute;

    /// <summary>The first instant of a date; a date that the zone left out, as Apia did on 30 December 2011, begins where the next one begins.</summary>
    private Instant Start(LocalDate date) => zone.AtLeniently(date.AtMidnight()).Date == date
        ? zone.AtStartOfDay(date).ToInstant()
        : Start(date.PlusDays(1));

    private LocalDate Date(Instant instant) => instant.InZone(zone).Date;

    private static bool IsPaused(Instant minute, Interval[] pauses) => pauses.Any(pause => pause.Contains(minute));

    private (int Start, int End)[] HoursOf(LocalDate date)
    {
        var ordinary = minutesOpen.GetValueOrDefault(date.DayOfWeek, []);
        if (closed.Contains(date))
        {
            return [];
        }

        if (!open.Contains(date) || ordinary.Length > 0)
        {
            return ordinary;
        }

        return Enumerable.Range(1, 7).Select(day => minutesOpen.GetValueOrDefault((IsoDayOfWeek)day, [])).First(hours => hours.Length > 0);
    }
}
