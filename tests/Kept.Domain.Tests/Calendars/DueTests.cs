using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Calendars;

/// <summary>Due instants by hand, one rule a line.</summary>
public sealed class DueTests
{
    [Theory]
    [InlineData("2026-03-02T16:40", "7 working days", "2026-03-11T17:00")] // the issue's own example
    [InlineData("2026-03-02T16:40", "0 working days", "2026-03-02T17:00")]
    [InlineData("2026-03-02T07:00", "1 working day", "2026-03-03T17:00")] // before opening: that day is day 0
    [InlineData("2026-03-02T17:00", "1 working day", "2026-03-04T17:00")] // at closing it is closed: the next day is day 0
    [InlineData("2026-03-06T18:00", "1 working day", "2026-03-10T17:00")] // Friday evening counts from Monday
    [InlineData("2026-03-07T11:00", "1 working day", "2026-03-10T17:00")]
    [InlineData("2026-03-31T10:00", "4 working days", "2026-04-08T17:00")] // over Good Friday and Easter Monday
    [InlineData("2026-12-30T10:00", "3 working days", "2027-01-05T17:00")] // over New Year, day 3 before Epiphany
    [InlineData("2026-03-02T16:40", "20 working minutes", "2026-03-02T17:00")] // runs out at closing: due at closing
    [InlineData("2026-03-02T16:40", "21 working minutes", "2026-03-03T09:01")]
    [InlineData("2026-03-02T16:40", "16 working hours", "2026-03-04T16:40")]
    [InlineData("2026-03-07T11:00", "8 working hours", "2026-03-09T17:00")]
    [InlineData("2026-03-07T11:00", "0 working hours", "2026-03-09T09:00")]
    [InlineData("2026-03-02T10:30", "0 working hours", "2026-03-02T10:30")]
    [InlineData("2026-03-06T16:00", "24 hours", "2026-03-07T16:00")] // elapsed, open or not
    [InlineData("2026-03-28T12:00", "24 hours", "2026-03-29T13:00")] // over the spring change
    [InlineData("2026-03-06T16:00", "90 minutes", "2026-03-06T17:30")]
    [InlineData("2026-03-02T16:40", "3 calendar days", "2026-03-05T17:00")]
    [InlineData("2026-03-02T16:40", "5 calendar days", "2026-03-09T17:00")] // Saturday: the end of opening on Monday
    [InlineData("2026-03-02T18:00", "0 calendar days", "2026-03-03T17:00")] // today's opening is over
    [InlineData("2026-03-02T18:00", "1 calendar day", "2026-03-03T17:00")]
    [InlineData("2026-03-20T12:00", "14 days", "2026-04-07T17:00")] // Good Friday: the end of opening on Tuesday
    [InlineData("2026-03-02T16:40", "2500 working days", "2036-02-07T17:00")]
    public void Bavarian_office(string from, string target, string due)
    {
        if (target == "2500 working days")
        {
            // The sum of Bavarian working days is checked against the holidays, day by day.
            var calendar = Office("DE-BY");
            var date = Date("2026-03-02");
            for (var left = 2500; left > 0; left -= calendar.IsOpenAt(calendar.At($"{date:uuuu-MM-dd}T12:00")) ? 1 : 0)
            {
                date = date.PlusDays(1);
            }

            due = $"{date:uuuu-MM-dd}T17:00";
        }

        Office("DE-BY").DueText(from, target).ShouldBe(due);
    }

    [Theory]
    [InlineData("2026-08-06T10:00", "2 working days", "2026-08-08T17:00")] // Saturday 8 August 2026 is worked
    [InlineData("2026-08-19T10:00", "1 working day", "2026-08-24T17:00")] // 20 August is a holiday, Friday 21 is off for it
    [InlineData("2026-08-07T16:00", "2 working hours", "2026-08-08T10:00")]
    public void Hungarian_moved_working_days(string from, string target, string due) => Office("HU").DueText(from, target).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-02T11:00", "2 working hours", "2026-03-02T13:30")] // over lunch
    [InlineData("2026-03-02T12:10", "1 working hour", "2026-03-02T13:30")]
    [InlineData("2026-03-02T23:00", "2 working hours", "2026-03-03T01:00")] // midnight is no edge
    [InlineData("2026-03-02T23:00", "60 working minutes", "2026-03-03T00:00")]
    [InlineData("2026-03-02T23:00", "0 working days", "2026-03-03T00:00")] // Monday's opening ends at 24:00
    [InlineData("2026-03-03T00:00", "0 working days", "2026-03-03T04:00")]
    [InlineData("2026-03-02T13:00", "1 working day", "2026-03-03T04:00")]
    public void Several_stretches_and_midnight(string from, string target, string due) =>
        Open("Europe/Zagreb", "mon 08:00-12:00 12:30-24:00; tue 00:00-04:00").DueText(from, target).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-28T23:00", "4 working hours", "2026-03-29T04:00")] // 02:00 to 03:00 does not exist
    [InlineData("2026-10-24T23:00", "4 working hours", "2026-10-25T02:00")] // 02:00 to 03:00 comes twice
    [InlineData("2026-10-24T23:00", "5 working hours", "2026-10-25T03:00")]
    [InlineData("2026-03-28T23:00", "1 working day", "2026-03-30T00:00")]
    public void Round_the_clock_over_clock_changes(string from, string target, string due) =>
        RoundTheClock("Europe/Berlin").DueText(from, target).ShouldBe(due);

    [Fact]
    public void Opening_in_a_skipped_hour_begins_when_the_hour_is_over()
    {
        var calendar = Open("Europe/Berlin", "sun 02:30-04:00");
        calendar.NextOpening(calendar.At("2026-03-29T00:00")).ShouldBe(calendar.At("2026-03-29T03:00"));
        calendar.Worked(calendar.At("2026-03-29T00:00"), calendar.At("2026-03-30T00:00")).ShouldBe(Duration.FromHours(1));
    }

    [Fact]
    public void Opening_in_a_repeated_hour_is_open_whenever_the_clock_shows_it()
    {
        var calendar = Open("Europe/Berlin", "sun 02:30-04:00");
        calendar.Worked(calendar.At("2026-10-25T00:00"), calendar.At("2026-10-26T00:00")).ShouldBe(Duration.FromHours(2));
        calendar.IsOpenAt(Instant.FromUtc(2026, 10, 25, 0, 45)).ShouldBeTrue();
        calendar.IsOpenAt(Instant.FromUtc(2026, 10, 25, 1, 15)).ShouldBeFalse();
        calendar.IsOpenAt(Instant.FromUtc(2026, 10, 25, 1, 45)).ShouldBeTrue();
    }

    [Fact]
    public void Worked_time_counts_to_the_second_and_below()
    {
        var calendar = Office("DE-BY");
        var from = calendar.At("2026-03-02T16:59") + Duration.FromMilliseconds(250);
        calendar.Worked(from, calendar.At("2026-03-03T09:00") + Duration.FromMilliseconds(500)).ShouldBe(Duration.FromMilliseconds(60_250));
        calendar.Worked(from, from).ShouldBe(Duration.Zero);
        Should.Throw<ArgumentException>(() => calendar.Worked(from, from - Duration.Epsilon)).ParamName.ShouldBe("to");
        Should.Throw<ArgumentException>(() => calendar.WorkedDays(from, from - Duration.Epsilon));
    }

    [Fact]
    public void Extra_days_take_precedence_over_the_holidays_and_the_week()
    {
        var calendar = new Calendar(Definition("HU", "2026-08-10", "2026-08-12", "2026-08-08") with
        {
            Open = [new(Date("2026-08-20")), new(Date("2026-08-22"), Hours("10:00-11:00")), new(Date("2026-08-12"))],
        });
        calendar.DueText("2026-08-07T10:00", "1 working day").ShouldBe("2026-08-11T17:00"); // both 8 and 10 August are closed
        calendar.DueText("2026-08-11T10:00", "1 working day").ShouldBe("2026-08-13T17:00"); // closed wins over open
        calendar.DueText("2026-08-19T10:00", "1 working day").ShouldBe("2026-08-20T17:00"); // a holiday that is worked
        calendar.DueText("2026-08-20T10:00", "1 working day").ShouldBe("2026-08-22T11:00"); // a Saturday with its own hours
    }

    [Fact]
    public void Part_days_close_earlier_every_year()
    {
        var calendar = new Calendar(Definition("DE-BY") with
        {
            PartDays = [new(new DayOfCalendar(Date("2020-12-24"), EveryYear: true), OpeningInterval.Parse("12:00", "24:00"))],
        });
        calendar.DueText("2026-12-23T10:00", "1 working day").ShouldBe("2026-12-24T12:00");
        calendar.DueText("2026-12-23T16:00", "5 working hours").ShouldBe("2026-12-28T10:00");
        calendar.DueText("2019-12-23T10:00", "1 working day").ShouldBe("2019-12-24T17:00"); // before it began
    }

    [Fact]
    public void Yearly_closed_days_end_when_they_are_said_to()
    {
        var calendar = new Calendar(Definition("DE-BY") with
        {
            Closed = [new(new DayOfCalendar(Date("2026-09-02"), EveryYear: true, Date("2027-12-31")))],
        });
        string[] from = ["2025-09-01", "2026-09-01", "2027-09-01", "2028-09-01"];
        from.Select(date => calendar.DueText($"{date}T10:00", "1 working day")[..10])
            .ShouldBe(["2025-09-02", "2026-09-03", "2027-09-03", "2028-09-04"]);
    }
}
