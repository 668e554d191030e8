using System.Globalization;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>What a clock in working time counted on one day: from when, until when, and how many seconds between.</summary>
internal readonly record struct DayCount(string Began, string Ended, long Seconds)
{
    /// <summary>Null where nothing was counted.</summary>
    public static DayCount? Of(Calendar calendar, Explanation asked, LocalDate date)
    {
        var worked = Duration.Zero;
        Instant? began = null;
        var ended = Instant.MinValue;
        foreach (var (opens, closes) in calendar.Timeline.StretchesOn(date))
        {
            var from = Instant.Max(asked.From, Instant.FromUnixTimeSeconds(opens));
            var to = Instant.Min(asked.Due, Instant.FromUnixTimeSeconds(closes));
            var inStretch = from < to ? calendar.Clock.Worked(from, to, asked.Pauses) : Duration.Zero;
            if (inStretch > Duration.Zero)
            {
                began ??= from;
                ended = to;
                worked += inStretch;
            }
        }

        return began is { } start
            ? new DayCount(ClockText(calendar, date, start), ClockText(calendar, date, ended), (long)Math.Round(worked.TotalSeconds))
            : null;
    }

    private static string ClockText(Calendar calendar, LocalDate date, Instant instant)
    {
        var local = calendar.Local(instant);
        return local.Date > date
            ? "24:00"
            : local.TimeOfDay.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
