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

    /// <summary>The due instant moved by the opening time that a pause took from it, to the minute, rounded up.</summary>
    public static Instant AfterPause(Calendar calendar, Instant due, Interval pause)
    {
        var left = calendar.Worked(pause.Start, Instant.Max(due, pause.Start));
        return calendar.DueAt(pause.End, new Target((int)Math.Ceiling(left.TotalMinutes), TargetUnit.WorkingMinutes));
    }

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
