using Kept.Domain.Calendars;
using Kept.Domain.Calendars.Holidays;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;
using Interval = NodaTime.Interval;

namespace Kept.Domain.Tests.Calendars;

/// <summary>Where one moment, one day or one fraction of a second decides.</summary>
public sealed class BoundaryTests
{
    private readonly Calendar office = Office("DE-BY");

    [Theory]
    [InlineData("2026-03-02T10:00", "1 working hour", "2026-03-02T13:00", "2026-03-02T14:00", "2026-03-02T11:00")] // paused long after
    [InlineData("2026-03-02T10:00", "1 working hour", "2026-03-02T11:00", "2026-03-02T12:00", "2026-03-02T11:00")] // paused as it ran out
    [InlineData("2026-03-02T10:00", "1 working hour", "2026-03-02T10:59", "2026-03-02T12:00", "2026-03-02T12:01")]
    [InlineData("2026-03-07T10:00", "0 working hours", "2026-03-09T09:00", "2026-03-09T10:00", "2026-03-09T10:00")] // never inside a pause
    [InlineData("2026-03-07T10:00", "0 working hours", "2026-03-09T09:30", "2026-03-09T10:00", "2026-03-09T09:00")]
    [InlineData("2026-03-07T10:00", "0 working hours", "2026-03-08T09:30", "2026-03-09T10:00", "2026-03-09T10:00")]
    [InlineData("2026-03-02T10:00", "2 hours", "2026-03-02T12:00", "2026-03-02T14:00", "2026-03-02T12:00")]
    [InlineData("2026-03-02T10:00", "2 hours", "2026-03-02T09:00", "2026-03-02T10:00", "2026-03-02T12:00")] // over when it started
    public void A_pause_at_the_edge(string from, string target, string begins, string ends, string due) =>
        office.DueAt(office.At(from), Target.Parse(target), [new Interval(office.At(begins), office.At(ends))]).ShouldBe(office.At(due));

    [Theory]
    [InlineData(500, 0)] // it ran out half a second before the pause
    [InlineData(0, 0)]
    [InlineData(-250, 250)]
    public void A_pause_at_a_fraction_of_a_second(int begins, int later)
    {
        var pause = new Interval(office.At("2026-03-02T11:00") + Duration.FromMilliseconds(begins), office.At("2026-03-02T12:00"));
        office.DueAt(office.At("2026-03-02T10:00"), Target.Parse("1 working hour"), [pause])
            .ShouldBe(later == 0 ? office.At("2026-03-02T11:00") : pause.End + Duration.FromMilliseconds(later));
    }

    [Fact]
    public void Fractions_are_carried_and_borrowed()
    {
        var from = office.At("2026-03-02T10:00") + Duration.FromMilliseconds(750);
        office.Worked(from, office.At("2026-03-02T10:00") + Duration.FromMilliseconds(2_250)).ShouldBe(Duration.FromMilliseconds(1_500));
        var pause = new Interval(from + Duration.FromMilliseconds(600), office.At("2026-03-02T12:00") + Duration.FromMilliseconds(900));
        office.DueAt(from, Target.Parse("1 working minute"), [pause]).ShouldBe(pause.End + Duration.FromMilliseconds(59_400));
    }

    [Theory]
    [InlineData("2026-03-02T17:00", "0 calendar days", "2026-03-03T17:00")] // at closing it is closed
    [InlineData("2026-03-02T16:59", "0 calendar days", "2026-03-02T17:00")]
    public void Calendar_days_at_closing(string from, string target, string due) => office.DueText(from, target).ShouldBe(due);

    [Fact]
    public void Centuries_of_hours_are_no_mistake() => RoundTheClock("Etc/UTC").DueAt(Instant.FromUtc(2026, 1, 1, 0, 0), Target.Parse("4000000 hours"))
        .ShouldBe(Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromHours(4_000_000));

    [Fact]
    public void Due_as_the_day_opens_no_working_day_is_left() =>
        office.WorkingDaysLeft(office.At("2026-03-03T10:00"), office.At("2026-03-04T09:00")).ShouldBe(0);

    [Theory]
    [InlineData("2026-05-04", true)]
    [InlineData("2026-05-05", false)]
    [InlineData("2026-06-04", false)]
    [InlineData("2028-05-04", true)]
    [InlineData("2028-05-05", false)]
    [InlineData("2029-05-04", false)] // over
    [InlineData("2025-05-04", false)] // not yet
    public void A_day_that_comes_again(string date, bool falls) =>
        new DayOfCalendar(Date("2026-05-04"), EveryYear: true, Date("2028-05-04")).FallsOn(Date(date)).ShouldBe(falls);

    [Fact]
    public void The_last_opening_of_single_days_is_found()
    {
        var fair = new Calendar(new CalendarDefinition
        {
            Code = "fair",
            Zone = "Europe/Zagreb",
            Hours = new WeeklyHours(new Dictionary<IsoDayOfWeek, OpeningHours>()),
            Open = [new(Date("2026-08-01"), Hours("10:00-12:00")), new(Date("2029-08-01"), Hours("10:00-12:00"))],
        });
        fair.NextOpening(fair.At("2026-08-02T10:00")).ShouldBe(fair.At("2029-08-01T10:00"));
    }

    [Fact]
    public void A_closed_Saturday_is_told_as_any_Saturday_and_the_single_day_before_the_yearly_one()
    {
        var calendar = new Calendar(Definition("DE-BY") with
        {
            Closed =
            [
                new(new DayOfCalendar(Date("2026-03-07")), HolidayName.Of("Fair")),
                new(new DayOfCalendar(Date("2020-03-09"), EveryYear: true), HolidayName.Of("Every year")),
                new(new DayOfCalendar(Date("2026-03-09")), HolidayName.Of("This year")),
            ],
        });
        calendar.Due(calendar.At("2026-03-06T10:00"), Target.Parse("1 working day")).Steps.OfType<ExplanationStep.DaysSkipped>().ShouldBe(
        [
            new ExplanationStep.DaysSkipped(Date("2026-03-07"), Date("2026-03-08"), SkipReason.ClosedWeekday, null),
            new ExplanationStep.DaysSkipped(Date("2026-03-09"), Date("2026-03-09"), SkipReason.Closed, HolidayName.Of("This year")),
        ]);
    }

    [Theory]
    [InlineData("1 working day", "2026-03-02T08:00", "2026-03-02T10:00", false)] // over as the clock starts
    [InlineData("1 working day", "2026-03-02T08:00", "2026-03-02T10:01", true)]
    [InlineData("1 working day", "2026-03-03T17:00", "2026-03-03T18:00", false)] // begins as it is due
    [InlineData("1 working day", "2026-03-03T19:00", "2026-03-03T20:00", false)] // later on the day it was due
    [InlineData("24 hours", "2026-03-02T08:00", "2026-03-02T10:00", false)]
    [InlineData("24 hours", "2026-03-03T10:00", "2026-03-03T11:00", false)]
    [InlineData("24 hours", "2026-03-03T09:59", "2026-03-03T11:00", true)]
    public void Only_pauses_that_matter_are_told(string target, string begins, string ends, bool told) =>
        office.Due(office.At("2026-03-02T10:00"), Target.Parse(target), [new Interval(office.At(begins), office.At(ends))])
            .Steps.OfType<ExplanationStep.Paused>().Any().ShouldBe(told);

    [Fact]
    public void A_pause_between_calendar_days_is_told_before_their_sum()
    {
        var pause = new Interval(office.At("2026-03-03T20:00"), office.At("2026-03-04T20:00"));
        var steps = office.Due(office.At("2026-03-02T10:00"), Target.Parse("2 calendar days"), [pause]).Steps;
        steps[1].ShouldBeOfType<ExplanationStep.Paused>();
        steps[2].ShouldBe(new ExplanationStep.CalendarDaysCounted(2, Date("2026-03-05")));
    }

    [Fact]
    public void A_morning_that_was_paused_counts_from_the_afternoon()
    {
        var calendar = Open("Europe/Berlin", "mon 08:00-12:00 12:30-17:00");
        var pause = new Interval(calendar.At("2026-03-02T08:00"), calendar.At("2026-03-02T12:10"));
        calendar.Due(calendar.At("2026-03-02T08:00"), Target.Parse("1 working hour"), [pause]).Steps.OfType<ExplanationStep.TimeCounted>().ShouldHaveSingleItem()
            .ShouldBe(new ExplanationStep.TimeCounted(Date("2026-03-02"), Date("2026-03-02"), "12:30", "13:30", 3600, 3600));
    }

    [Fact]
    public void Seconds_of_a_clock_time_are_written_behind_its_minutes() => OpeningInterval.Parse("08:15:30", "09:45").ToString().ShouldBe("08:15:30-09:45");

    [Theory]
    [InlineData("SUMMARY:Fair\nBEGIN:VALARM\nACTION:DISPLAY\nSUMMARY:Ring\nEND:VALARM", "Fair")] // what an alarm says is not the name
    [InlineData("SUMMARY:Fair\\", "Fair\\")]
    [InlineData("SUMMARY:Fair", "Fair")]
    public void The_name_of_an_event(string lines, string name) => Event("DTSTART:20260505\n" + lines).Closed.Single().Name!.Text.ShouldBe(name);

    [Fact]
    public void A_rule_until_a_date() => Event("DTSTART:20260505\nRRULE:FREQ=YEARLY;UNTIL=20301231").Closed.Single().Day.Until.ShouldBe(Date("2030-12-31"));

    [Fact]
    public void A_year_and_a_day_is_the_longest_event()
    {
        Event("DTSTART:20260101\nDTEND:20270103").Closed.Length.ShouldBe(367);
        Should.Throw<CalendarException>(() => Event("DTSTART:20260101\nDTEND:20270104")).Message.ShouldContain("more than a year");
    }

    private static HolidayFile Event(string lines) =>
        HolidayFile.Read($"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n", "town.ics", DateTimeZoneProviders.Tzdb["Europe/Zagreb"]);
}
