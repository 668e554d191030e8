using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Calendars;

public sealed class HolidayFileTests
{
    private static readonly DateTimeZone Zagreb = DateTimeZoneProviders.Tzdb["Europe/Zagreb"];

    [Fact]
    public void Whole_days_with_and_without_an_end()
    {
        var file = Event("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Between\\, the\\n years\\; closed \\\\o/");
        file.Closed.Select(day => day.Day.Date).ShouldBe([Date("2026-12-24"), Date("2026-12-25"), Date("2026-12-26")]);
        file.Closed.ShouldAllBe(day => day.Name!.Text == "Between, the  years; closed \\o/" && !day.Day.EveryYear);
        Event("DTSTART:20260505").Closed.Single().ShouldBe(new ClosedDay(new DayOfCalendar(Date("2026-05-05"))));
        file.PartDays.ShouldBeEmpty();
    }

    [Fact]
    public void Folded_lines_other_parts_and_other_properties()
    {
        var file = Read(
            "\uFEFFBEGIN:VCALENDAR\nPRODID:x\nBEGIN:VTIMEZONE\nDTSTART:rubbish\nEND:VTIMEZONE\nbegin:VEVENT\nUID:1\n"
            + "DTSTART;X-A=\"a:b;c\";VALUE=DATE:2026\n 0505\nSUMMARY:Saint\n\t Florian\nBEGIN:VALARM\nDURATION:P1D\nEND:VALARM\nend:vevent\n\nEND:VCALENDAR\n");
        var day = file.Closed.Single();
        (day.Day.Date, day.Name!.Text).ShouldBe((Date("2026-05-05"), "Saint Florian"));
    }

    [Theory]
    [InlineData("DTSTART:20261224T120000\nDTEND:20261224T180000", "2026-12-24 12:00-18:00")]
    [InlineData("DTSTART:20261224T120000\nDTEND:20261225T000000", "2026-12-24 12:00-24:00")]
    [InlineData("DTSTART:20261224T220000\nDTEND:20261226T010000", "2026-12-24 22:00-24:00, 2026-12-25 00:00-24:00, 2026-12-26 00:00-01:00")]
    [InlineData("DTSTART:20261224T110000Z\nDTEND:20261224T120000Z", "2026-12-24 12:00-13:00")]
    [InlineData("DTSTART;TZID=Europe/London:20261224T110000\nDTEND;TZID=\"Europe/London\":20261224T120000", "2026-12-24 12:00-13:00")]
    public void Part_days(string lines, string closed)
    {
        var file = Event(lines);
        string.Join(", ", file.PartDays.Select(part => $"{part.Day.Date:uuuu-MM-dd} {part.Closed}")).ShouldBe(closed);
        file.Closed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("FREQ=YEARLY", null)]
    [InlineData("FREQ=YEARLY;INTERVAL=1;WKST=MO;BYMONTH=8;BYMONTHDAY=5", null)]
    [InlineData("freq=yearly;UNTIL=20300101T000000Z", "2030-01-01")]
    [InlineData("FREQ=YEARLY;COUNT=3", "2028-08-05")]
    public void Yearly_days(string rule, string? until) => Event($"DTSTART:20260805\nRRULE:{rule}").Closed.Single().Day
        .ShouldBe(new DayOfCalendar(Date("2026-08-05"), EveryYear: true, until is null ? null : Date(until)));

    [Fact]
    public void Cancelled_events_do_not_count()
    {
        Event("DTSTART:20260805\nSTATUS:CANCELLED").Closed.ShouldBeEmpty();
        Event("DTSTART:20260805\nSTATUS:CONFIRMED").Closed.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("SUMMARY:x", "line 2: this event has no DTSTART")]
    [InlineData("DTSTART:2026", "line 3: \"2026\" is no date")]
    [InlineData("DTSTART:20261301", "line 3: \"20261301\" is no date")]
    [InlineData("DTSTART:20261224T12", "line 3: \"20261224T12\" is no date")]
    [InlineData("DTSTART:20260805\nDTEND:20260805", "line 4: the event ends before it starts")]
    [InlineData("DTSTART:20260805\nDTEND:20260805T120000", "line 4: DTSTART is a date")]
    [InlineData("DTSTART:20260805\nDTEND:20270810", "line 2: this event closes more than a year")]
    [InlineData("DTSTART:20260805T100000\nDTEND:20270910T100000", "line 2: this event closes more than a year")]
    [InlineData("DTSTART:20260805T120000", "line 3: an event with a time of day needs a DTEND")]
    [InlineData("DTSTART:20260805T120000\nDTEND:20260805T120000", "line 4: the event ends before it starts")]
    [InlineData("DTSTART;TZID=Zagreb:20260805T120000\nDTEND:20260805T130000", "line 3: the time zone \"Zagreb\" is not known")]
    [InlineData("DTSTART:20260805\nRRULE:FREQ=WEEKLY", "line 4: the rule \"FREQ=WEEKLY\" is not read")]
    [InlineData("DTSTART:20260805\nRRULE:FREQ=YEARLY;COUNT=0", "is not read")]
    [InlineData("DTSTART:20260805\nRRULE:FREQ=YEARLY;COUNT=1000", "is not read")]
    [InlineData("DTSTART:20260805\nRRULE:FREQ=YEARLY;BYMONTH=9", "is not read")]
    [InlineData("DTSTART:20260805\nRRULE:FREQ=YEARLY;BYMONTHDAY=6", "is not read")]
    [InlineData("DTSTART:20260805\nRRULE:FREQ=YEARLY;UNTIL=2030", "is no date")]
    [InlineData("DTSTART:20260805\nRRULE:FREQ=YEARLY;UNTIL=20301301", "is no date")]
    [InlineData("DTSTART:20260805\nEXDATE:20270805", "line 4: EXDATE is not read")]
    [InlineData("RDATE:20270805", "line 3: RDATE is not read")]
    [InlineData("DURATION:P1D", "line 3: DURATION is not read")]
    [InlineData("EXRULE:FREQ=YEARLY", "line 3: EXRULE is not read")]
    [InlineData("RECURRENCE-ID:20270805", "line 3: RECURRENCE-ID is not read")]
    [InlineData("no line", "line 3: this is no iCalendar line")]
    [InlineData("NO;LINE", "line 3: this is no iCalendar line")]
    [InlineData("BEGIN:VEVENT", "line 3: an event begins inside another")]
    [InlineData("END:VEVENT\nEND:VEVENT", "line 2: this event has no DTSTART")]
    [InlineData("DTSTART:20260805\nEND:VEVENT", "line 5: an event ends that did not begin")]
    public void Mistakes_name_file_line_and_remedy(string lines, string message) =>
        Should.Throw<CalendarException>(() => Event(lines)).Message.ShouldStartWith("town.ics, line ").ShouldContain(message);

    [Theory]
    [InlineData("", "town.ics is empty")]
    [InlineData("\n\n", "town.ics is empty")]
    [InlineData("Day;Name\n", "line 1: this is no iCalendar line")]
    [InlineData("BEGIN:VCARD\n", "line 1: the file does not begin with BEGIN:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260805\nEND:VCALENDAR", "line 2: this event has no END:VEVENT")]
    public void Other_files_are_refused(string text, string message) =>
        Should.Throw<CalendarException>(() => Read(text)).Message.ShouldContain(message);

    [Fact]
    public void Its_days_close_a_calendar()
    {
        var definition = Definition("HR", "2026-03-03");
        var file = Read(
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260504\nRRULE:FREQ=YEARLY\nSUMMARY:Saint Florian\nEND:VEVENT\n"
            + "BEGIN:VEVENT\nDTSTART:20260505T120000\nDTEND:20260505T180000\nEND:VEVENT\nEND:VCALENDAR");
        var calendar = new Calendar(definition.With(file));
        calendar.DueText("2027-05-03T10:00", "1 working day").ShouldBe("2027-05-05T17:00");
        calendar.DueText("2026-04-30T10:00", "1 working day").ShouldBe("2026-05-05T12:00");
        calendar.DueText("2026-03-02T10:00", "1 working day").ShouldBe("2026-03-04T17:00");
    }

    private static HolidayFile Event(string lines) => Read($"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");

    private static HolidayFile Read(string text) => HolidayFile.Read(text, "town.ics", Zagreb);
}

internal static class Chained
{
    public static string ShouldStartWith(this string text, string start)
    {
        text.StartsWith(start, StringComparison.Ordinal).ShouldBeTrue(text);
        return text;
    }
}
