using System.Collections.Immutable;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>
/// The closed days and part days of an iCalendar file (RFC 5545). Read are the VEVENTs with DTSTART, DTEND, SUMMARY, STATUS and a
/// yearly RRULE; whatever else would change the dates (EXDATE, RDATE, DURATION, another RRULE) is refused rather than ignored.
/// </summary>
public sealed record HolidayFile(ImmutableArray<ClosedDay> Closed, ImmutableArray<PartDayClosing> PartDays)
{
    /// <summary>Reads a file whose times are meant for a calendar in <paramref name="zone"/>.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="zone">The zone of the calendar it is for; UTC times and other zones are converted to it.</param>
    /// <exception cref="CalendarException">The file is no iCalendar file or says something that is not read; names file and line.</exception>
    public static HolidayFile Read(string text, string name, DateTimeZone zone)
    {
        var closed = ImmutableArray.CreateBuilder<ClosedDay>();
        var partDays = ImmutableArray.CreateBuilder<PartDayClosing>();
        ICalendarEvent? current = null;
        var inner = 0;
        var began = false;
        foreach (var line in ICalendarLine.ReadAll(text, name))
        {
            began = began || line.Is("BEGIN", "VCALENDAR")
                ? true
                : throw line.Refuse("the file does not begin with BEGIN:VCALENDAR, so it is no iCalendar file");
            if (line.Is("BEGIN", "VEVENT"))
            {
                current = current is null ? new ICalendarEvent(line, zone) : throw line.Refuse("an event begins inside another");
            }
            else if (current is not null && line.Name == "BEGIN")
            {
                inner++;
            }
            else if (inner > 0)
            {
                inner -= line.Name == "END" ? 1 : 0;
            }
            else if (line.Is("END", "VEVENT"))
            {
                (current ?? throw line.Refuse("an event ends that did not begin")).AddTo(closed, partDays);
                current = null;
            }
            else
            {
                current?.Take(line);
            }
        }

        return current is not null ? throw current.First.Refuse("this event has no END:VEVENT")
            : began ? new HolidayFile(closed.ToImmutable(), partDays.ToImmutable())
            : throw new CalendarException($"{name} is empty. Export the holidays as an iCalendar (.ics) file.");
    }
}
