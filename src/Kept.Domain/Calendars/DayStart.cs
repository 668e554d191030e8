using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>The instant at which a local date begins; for a date that a zone left out whole (Apia, 30 December 2011), the one after it.</summary>
internal static class DayStart
{
    public static Instant Of(DateTimeZone zone, LocalDate date)
    {
        var midnight = zone.MapLocal(date.AtMidnight());
        return midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
    }
}
