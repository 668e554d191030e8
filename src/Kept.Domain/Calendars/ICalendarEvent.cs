using System.Collections.Immutable;
using Kept.Domain.Calendars.Holidays;
using NodaTime;
using NodaTime.Text;

namespace Kept.Domain.Calendars;

/// <summary>A VEVENT while it is read: collects its lines, then says which days or stretches of days it closes.</summary>
internal sealed class ICalendarEvent(ICalendarLine first, DateTimeZone zone)
{
    private const int LongestInDays = 366;
    private static readonly LocalDatePattern DateForm = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern TimeForm = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private ICalendarLine? start;
    private ICalendarLine? end;
    private ICalendarLine? rule;
    private string summary = "";
    private bool cancelled;

    /// <summary>The line BEGIN:VEVENT.</summary>
    public ICalendarLine First => first;

    public void Take(ICalendarLine line)
    {
        switch (line.Name)
        {
            case "DTSTART":
                start = line;
                break;
            case "DTEND":
                end = line;
                break;
            case "RRULE":
                rule = line;
                break;
            case "SUMMARY":
                summary = line.Text();
                break;
            case "STATUS":
                cancelled = line.Is("STATUS", "CANCELLED");
                break;
            case "EXDATE" or "RDATE" or "DURATION" or "EXRULE" or "RECURRENCE-ID":
                throw line.Refuse($"{line.Name} is not read; give each day as an event of its own with DTSTART and DTEND");
            default:
                break;
        }
    }

    public void AddTo(ImmutableArray<ClosedDay>.Builder closed, ImmutableArray<PartDayClosing>.Builder partDays)
    {
        if (cancelled)
        {
            return;
        }

        var from = start ?? throw first.Refuse("this event has no DTSTART");
        if (IsDate(from))
        {
            foreach (var date in WholeDays(from))
            {
                closed.Add(new ClosedDay(Recurring(date), Name()));
            }

            return;
        }

        var begins = Time(from);
        var ends = end is { } line ? Time(line) : throw from.Refuse("an event with a time of day needs a DTEND");
        if (ends <= begins)
        {
            throw end.Refuse("the event ends before it starts");
        }

        for (var date = begins.Date; date.AtMidnight() < ends; date = date.PlusDays(1))
        {
            var opens = date == begins.Date ? Seconds(begins.TimeOfDay) : 0;
            var closes = date == ends.Date ? Seconds(ends.TimeOfDay) : OpeningInterval.EndOfDay;
            partDays.Add(new PartDayClosing(Recurring(date), new OpeningInterval(opens, closes), Name()));
            RefuseIfTooLong(begins.Date, date);
        }
    }

    private HolidayName? Name() => summary.Length == 0 ? null : HolidayName.Of(summary);

    private IEnumerable<LocalDate> WholeDays(ICalendarLine from)
    {
        var date = Date(from);
        var after = end is null ? date.PlusDays(1) : IsDate(end) ? Date(end) : throw end.Refuse("DTSTART is a date, so DTEND must be one");
        if (after <= date)
        {
            throw end!.Refuse("the event ends before it starts; DTEND is the day after the last day");
        }

        RefuseIfTooLong(date, after.PlusDays(-1));
        for (; date < after; date = date.PlusDays(1))
        {
            yield return date;
        }
    }

    private DayOfCalendar Recurring(LocalDate date)
    {
        if (rule is null)
        {
            return new DayOfCalendar(date);
        }

        LocalDate? until = null;
        foreach (var part in rule.Value.Split(';').Select(part => part.ToUpperInvariant().Split('=', 2)))
        {
            until = part switch
            {
                ["FREQ", "YEARLY"] or ["INTERVAL", "1"] or ["WKST", _] => until,
                ["COUNT", var count] when int.TryParse(count, out var times) && times is > 0 and < 1000 => date.PlusYears(times - 1),
                ["UNTIL", var last] => last.Length >= 8 && DateForm.Parse(last[..8]) is { Success: true } day ? day.Value : throw NoDate(rule),
                ["BYMONTH", var month] when month == $"{Date(start!).Month}" => until,
                ["BYMONTHDAY", var day] when day == $"{Date(start!).Day}" => until,
                _ => throw rule.Refuse(
                    $"the rule \"{rule.Value}\" is not read; only days that come again on the same date each year are (FREQ=YEARLY)"),
            };
        }

        return new DayOfCalendar(date, EveryYear: true, until);
    }

    private void RefuseIfTooLong(LocalDate begins, LocalDate last)
    {
        if (Period.DaysBetween(begins, last) > LongestInDays)
        {
            throw first.Refuse("this event closes more than a year");
        }
    }

    private static bool IsDate(ICalendarLine line) => line.Parameters.GetValueOrDefault("VALUE") == "DATE" || line.Value.Length == 8;

    private static LocalDate Date(ICalendarLine line) =>
        line.Value.Length >= 8 && DateForm.Parse(line.Value[..8]) is { Success: true } date ? date.Value : throw NoDate(line);

    private LocalDateTime Time(ICalendarLine line)
    {
        var isUtc = line.Value.EndsWith('Z');
        if (TimeForm.Parse(line.Value.TrimEnd('Z')) is not { Success: true } time)
        {
            throw NoDate(line);
        }

        var zoneName = isUtc ? "UTC" : line.Parameters.GetValueOrDefault("TZID");
        if (zoneName is null)
        {
            return time.Value;
        }

        var from = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneName)
            ?? throw line.Refuse($"the time zone \"{zoneName}\" is not known; use an IANA name such as \"Europe/Zagreb\"");
        return from.AtLeniently(time.Value).WithZone(zone).LocalDateTime;
    }

    private static int Seconds(LocalTime time) => (int)(time.NanosecondOfDay / NodaConstants.NanosecondsPerSecond);

    private static CalendarException NoDate(ICalendarLine line) =>
        line.Refuse($"\"{line.Value}\" is no date; write 20261224, or 20261224T120000 with a time");
}
