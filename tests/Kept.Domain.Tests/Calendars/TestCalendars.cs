using Kept.Domain.Calendars;
using NodaTime;
using NodaTime.Text;

namespace Kept.Domain.Tests.Calendars;

/// <summary>Calendars and moments in few characters, for tests.</summary>
internal static class TestCalendars
{
    public static Calendar Office(string holidays, params string[] closed) => new(Definition(holidays, closed));

    public static CalendarDefinition Definition(string holidays, params string[] closed) => new()
    {
        Code = holidays,
        Zone = Kept.Domain.Calendars.Holidays.HolidaySet.Find(holidays).Zone,
        Hours = WeeklyHours.Office,
        HolidaySets = [holidays],
        Closed = [.. closed.Select(date => new ClosedDay(new DayOfCalendar(Date(date))))],
    };

    public static Calendar RoundTheClock(string zone) =>
        new(new CalendarDefinition { Code = "24/7", Zone = zone, Hours = WeeklyHours.RoundTheClock });

    /// <summary>Hours as "mon 08:00-12:00 12:30-17:00; sat 09:00-12:00".</summary>
    public static WeeklyHours Week(string text) => new(text.Split(';', StringSplitOptions.TrimEntries).Select(day => day.Split(' '))
        .ToDictionary(
            day => (IsoDayOfWeek)(1 + Array.IndexOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], day[0])),
            day => Hours(day[1..])));

    public static OpeningHours Hours(params string[] stretches) =>
        OpeningHours.Of(stretches.Select(text => text.Split('-')).Select(ends => OpeningInterval.Parse(ends[0], ends[1])));

    public static Calendar Open(string zone, string week) => new(new CalendarDefinition { Code = "test", Zone = zone, Hours = Week(week) });

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static LocalDateTime Time(string text) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value;

    public static Instant At(this Calendar calendar, string local) => calendar.Zone.AtLeniently(Time(local)).ToInstant();

    public static string DueText(this Calendar calendar, string from, string target) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(calendar.Due(calendar.At(from), Target.Parse(target)).Local);
}
