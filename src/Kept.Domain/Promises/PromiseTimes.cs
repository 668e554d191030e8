using Kept.Domain.Calendars;
using NodaTime;

namespace Kept.Domain.Promises;

/// <summary>The instants around a promise that are not a target: a named day, a warning, the time left after a pause.</summary>
public static class PromiseTimes
{
    private static readonly Duration Longest = Duration.FromDays(366 * 20);

    /// <summary>The day a due instant is said to be on: midnight is the end of the day before.</summary>
    public static LocalDate DayOf(DateTimeZone zone, Instant due) => (due - Duration.Epsilon).InZone(zone).Date;

    /// <summary>The end of opening on a day; the end of the day itself where it is closed.</summary>
    public static Instant EndOf(Calendar calendar, LocalDate day)
    {
        var (start, end) = (DayStart.Of(calendar.Zone, day), DayStart.Of(calendar.Zone, day.PlusDays(1)));
        var last = (Instant?)null;
        for (var opening = calendar.NextOpening(start); opening is { } at && at < end; opening = calendar.NextOpening(last!.Value))
        {
            last = Instant.Min(calendar.NextClosing(at) ?? end, end);
        }

        return last ?? end;
    }

    /// <summary>
    /// When to warn: the opening at or after the earliest moment from which <paramref name="lead"/> reaches the due
    /// instant. One working day before Wednesday evening is Tuesday morning.
    /// </summary>
    public static Instant WarnAt(Calendar calendar, Instant due, Target lead)
    {
        var (early, late) = (due - Reach(calendar, due, lead), due);
        while (late - early > Duration.FromSeconds(1))
        {
            var middle = early + ((late - early) / 2);
            (early, late) = calendar.DueAt(middle, lead) >= due ? (early, middle) : (middle, late);
        }

        var moment = Instant.FromUnixTimeSeconds(late.ToUnixTimeSeconds());
        return Instant.Min(calendar.NextOpening(moment) ?? moment, due);
    }

    /// <summary>
    /// A named day after a pause, counted as working days are: each end of opening that was reached while the clock stood
    /// still moves it by a working day. Where there was none the due instant stays what it was.
    /// </summary>
    public static Instant AfterPause(Calendar calendar, Instant due, Interval pause)
    {
        if (pause.End < due && Closings(calendar, pause.Start, pause.End) == 0)
        {
            return due;
        }

        var left = Closings(calendar, pause.Start, EndOf(calendar, DayOf(calendar.Zone, due)));
        return calendar.DueAt(pause.End, new Target(Math.Max(left - 1, 0), TargetUnit.WorkingDays));
    }

    /// <summary>How many ends of opening lie after the one instant and not after the other.</summary>
    private static int Closings(Calendar calendar, Instant after, Instant until)
    {
        var (count, last) = (0, until.ToUnixTimeSeconds());
        var day = calendar.Timeline.DayZeroOrNull(after.ToUnixTimeSeconds());
        while (day is { } reached && reached.Closing <= last)
        {
            count++;
            day = calendar.Timeline.NextOrNull(reached);
        }

        return count;
    }

    /// <summary>The first day from this one on that opens; null where none does any more.</summary>
    public static LocalDate? FirstOpenDay(Calendar calendar, LocalDate date) =>
        calendar.Timeline.ClosingOn(date) is not null ? date
        : calendar.NextOpening(DayStart.Of(calendar.Zone, date)) is { } opening ? calendar.Local(opening).Date
        : null;

    /// <summary>
    /// At least as far back as the lead starts. A calendar that opens for minutes a week takes months for an hour, so the
    /// first guess is doubled until it is enough; where opening began too late for any start, until <see cref="Longest"/>.
    /// </summary>
    private static Duration Reach(Calendar calendar, Instant due, Target lead)
    {
        var reach = Duration.FromDays(lead.IsInDays ? (lead.Amount * 3) + 30 : (lead.Amount / 2) + 30);
        while (reach < Longest && calendar.DueAt(due - reach, lead) >= due)
        {
            reach *= 2;
        }

        return reach;
    }
}
