using Kept.Domain.Calendars;
using Kept.Domain.Promises;
using Kept.Domain.Tests.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;
using Interval = NodaTime.Interval;

namespace Kept.Domain.Tests.Promises;

public sealed class PromiseTimesTests
{
    private readonly Calendar office = Office("DE-BY");

    [Theory]
    [InlineData("2026-03-02T17:00", "2026-03-02")]
    [InlineData("2026-03-03T00:00", "2026-03-02")] // midnight is the end of the day before
    [InlineData("2026-03-03T00:01", "2026-03-03")]
    public void The_day_a_due_instant_is_said_to_be_on(string due, string day) =>
        PromiseTimes.DayOf(office.Zone, office.At(due)).ShouldBe(Date(day));

    [Theory]
    [InlineData("2026-03-02", "2026-03-02T17:00")]
    [InlineData("2026-03-07", "2026-03-08T00:00")] // Saturday is closed: the end of the day itself
    [InlineData("2026-04-03", "2026-04-04T00:00")] // Good Friday
    public void The_end_of_a_named_day(string day, string end) => PromiseTimes.EndOf(office, Date(day)).ShouldBe(office.At(end));

    [Theory]
    [InlineData("2026-03-02", "2026-03-02T18:00")] // the last of three stretches
    [InlineData("2026-03-03", "2026-03-04T00:00")] // until midnight
    [InlineData("2026-03-04", "2026-03-05T00:00")] // past midnight, and so until the end of the day
    [InlineData("2026-03-05", "2026-03-05T02:00")] // only what is left of the night before
    [InlineData("2026-03-06", "2026-03-07T00:00")] // closed
    public void The_end_of_a_day_with_several_stretches(string day, string end)
    {
        var calendar = Open("Europe/Zagreb", "mon 08:00-10:00 11:00-12:00 13:00-18:00; tue 20:00-24:00; wed 20:00-24:00; thu 00:00-02:00");
        PromiseTimes.EndOf(calendar, Date(day)).ShouldBe(calendar.At(end));
    }

    [Fact]
    public void The_end_of_a_day_that_never_closes_or_never_opens()
    {
        var always = RoundTheClock("Europe/Zagreb");
        PromiseTimes.EndOf(always, Date("2026-03-29")).ShouldBe(always.At("2026-03-30T00:00"));
        var never = new Calendar(new CalendarDefinition { Code = "never", Zone = "Europe/Zagreb", Hours = new WeeklyHours(new Dictionary<IsoDayOfWeek, OpeningHours>()) });
        PromiseTimes.EndOf(never, Date("2026-03-02")).ShouldBe(never.At("2026-03-03T00:00"));
    }

    [Theory]
    [InlineData("2026-03-11T17:00", "1 working day", "2026-03-10T09:00")]
    [InlineData("2026-03-11T17:00", "2 working days", "2026-03-09T09:00")]
    [InlineData("2026-03-09T17:00", "1 working day", "2026-03-06T09:00")] // over a weekend
    [InlineData("2026-04-07T17:00", "1 working day", "2026-04-02T09:00")] // over Easter
    [InlineData("2026-03-11T17:00", "0 working days", "2026-03-11T09:00")]
    [InlineData("2026-03-11T15:00", "4 working hours", "2026-03-11T11:00")]
    [InlineData("2026-03-11T10:00", "4 working hours", "2026-03-10T14:00")]
    [InlineData("2026-03-11T10:00", "90 working minutes", "2026-03-10T16:30")]
    [InlineData("2026-03-09T10:00", "24 hours", "2026-03-09T09:00")] // a Sunday: said when it opens
    [InlineData("2026-03-11T10:00", "2 hours", "2026-03-11T09:00")]
    [InlineData("2026-03-08T10:00", "1 hour", "2026-03-08T10:00")] // not open before it is due: at the due instant
    [InlineData("2026-03-11T17:00", "1 calendar day", "2026-03-10T09:00")]
    [InlineData("2026-06-30T17:00", "60 working days", "2026-03-30T09:00")]
    [InlineData("2026-03-31T12:00", "160 working hours", "2026-03-03T12:00")]
    public void When_to_warn(string due, string lead, string warn) =>
        PromiseTimes.WarnAt(office, office.At(due), Target.Parse(lead)).ShouldBe(office.At(warn));

    [Theory]
    [InlineData("2026-08-02T00:00", "2 working hours", "2026-05-23T23:50")] // eleven minutes a week
    [InlineData("2026-08-02T00:00", "10 working hours", "2025-07-19T23:54")]
    public void When_to_warn_where_it_is_hardly_ever_open(string due, string lead, string warn)
    {
        var calendar = Open("America/St_Johns", "sat 23:49-24:00");
        PromiseTimes.WarnAt(calendar, calendar.At(due), Target.Parse(lead)).ShouldBe(calendar.At(warn));
    }

    [Fact]
    public void Nobody_is_warned_before_the_promise_could_be_thought_of()
    {
        var calendar = Open("Europe/Zagreb", "sat 12:00-12:01");
        var due = calendar.At("2026-08-01T12:01");
        PromiseTimes.WarnAt(calendar, due, Target.Parse("60 working hours")).ShouldBeInRange(due - Duration.FromDays(366 * 41), due);
    }

    [Theory]
    [InlineData("2026-03-11T17:00", "2026-03-10T12:00", "2026-03-10T15:00", "2026-03-11T17:00")] // no end of opening was in it
    [InlineData("2026-03-11T17:00", "2026-03-10T12:00", "2026-03-11T09:00", "2026-03-12T17:00")] // one was
    [InlineData("2026-03-11T17:00", "2026-03-09T12:00", "2026-03-16T12:00", "2026-03-18T17:00")]
    [InlineData("2026-03-11T12:00", "2026-03-09T12:00", "2026-03-10T12:00", "2026-03-12T17:00")] // a slot in the middle of a day
    [InlineData("2026-03-11T17:00", "2026-03-11T17:00", "2026-03-16T12:00", "2026-03-16T17:00")] // nothing was left
    [InlineData("2026-03-11T17:00", "2026-03-11T18:00", "2026-03-14T12:00", "2026-03-16T17:00")] // never due while closed
    [InlineData("2026-03-11T17:00", "2026-03-11T16:59", "2026-03-16T12:00", "2026-03-16T17:00")]
    [InlineData("2026-03-08T00:00", "2026-03-02T12:00", "2026-03-02T12:01", "2026-03-08T00:00")] // named before closed days were refused
    [InlineData("2026-03-08T00:00", "2026-03-07T09:00", "2026-03-08T12:00", "2026-03-09T17:00")]
    public void After_a_pause_a_named_day_moves_by_whole_working_days(string due, string from, string until, string then) =>
        PromiseTimes.AfterPause(office, office.At(due), new Interval(office.At(from), office.At(until))).ShouldBe(office.At(then));

    [Theory]
    [InlineData("2026-03-02", "2026-03-02")]
    [InlineData("2026-03-07", "2026-03-09")]
    [InlineData("2026-04-03", "2026-04-07")] // Easter
    public void The_first_open_day(string day, string open) => PromiseTimes.FirstOpenDay(office, Date(day)).ShouldBe(Date(open));

    [Fact]
    public void A_warning_comes_while_open_and_no_sooner_than_it_must() => Property.Check(Sample.AnyWorking, sample =>
    {
        var due = sample.Calendar.DueAt(sample.From, sample.Target);
        var lead = new Target(sample.Target.Amount % 5, sample.Target.Unit);

        var warn = PromiseTimes.WarnAt(sample.Calendar, due, lead);

        warn.ShouldBeLessThanOrEqualTo(due);
        if (warn < due)
        {
            sample.Calendar.IsOpenAt(warn).ShouldBeTrue();
            sample.Calendar.DueAt(warn, lead).ShouldBeGreaterThanOrEqualTo(due);
            sample.Calendar.DueAt(warn - Duration.FromMinutes(1), lead).ShouldBeLessThanOrEqualTo(due);
        }
    });

    [Fact]
    public void A_pause_takes_nothing_from_a_named_day_and_moves_it_only_for_an_end_of_opening() => Property.Check(Sample.AnyWorking, sample =>
    {
        var day = PromiseTimes.DayOf(sample.Calendar.Zone, sample.Calendar.DueAt(sample.From, sample.Target));
        var due = PromiseTimes.EndOf(sample.Calendar, day);
        var pause = new Interval(sample.From + Duration.FromMinutes(7), sample.From + Duration.FromMinutes(900));

        var then = PromiseTimes.AfterPause(sample.Calendar, due, pause);

        then.ShouldBeGreaterThanOrEqualTo(Instant.Min(pause.End, due));
        if (due > pause.Start)
        {
            then.ShouldBeGreaterThanOrEqualTo(due);
        }

        if (then != due)
        {
            then.ShouldBeGreaterThan(pause.End);
            sample.Calendar.IsOpenAt(then - Duration.Epsilon).ShouldBeTrue();
        }
    });

    [Fact]
    public void A_named_day_ends_on_that_day_and_while_open() => Property.Check(Sample.Any, sample =>
    {
        var day = sample.Calendar.Local(sample.From).Date;
        var end = PromiseTimes.EndOf(sample.Calendar, day);
        var opens = sample.Calendar.Worked(day.AtStartOfDayInZone(sample.Calendar.Zone).ToInstant(), end) > Duration.Zero;

        PromiseTimes.DayOf(sample.Calendar.Zone, end).ShouldBe(day);
        sample.Calendar.IsOpenAt(end - Duration.Epsilon).ShouldBe(opens);
        sample.Calendar.Worked(end, day.PlusDays(1).AtStartOfDayInZone(sample.Calendar.Zone).ToInstant()).ShouldBe(Duration.Zero);
    });
}
