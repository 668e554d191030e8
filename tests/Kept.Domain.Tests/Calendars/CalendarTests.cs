using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Calendars;

/// <summary>Opening, closing, working days left, and what a calendar refuses.</summary>
public sealed class CalendarTests
{
    private readonly Calendar office = Office("DE-BY");

    [Fact]
    public void Opening_belongs_to_the_opening_and_closing_does_not()
    {
        office.IsOpenAt(office.At("2026-03-02T09:00")).ShouldBeTrue();
        office.IsOpenAt(office.At("2026-03-02T09:00") - Duration.Epsilon).ShouldBeFalse();
        office.IsOpenAt(office.At("2026-03-02T17:00") - Duration.Epsilon).ShouldBeTrue();
        office.IsOpenAt(office.At("2026-03-02T17:00")).ShouldBeFalse();
        office.NextOpening(office.At("2026-03-02T10:00")).ShouldBe(office.At("2026-03-02T10:00"));
        office.NextOpening(office.At("2026-03-06T17:00")).ShouldBe(office.At("2026-03-09T09:00"));
        office.NextClosing(office.At("2026-03-02T10:00")).ShouldBe(office.At("2026-03-02T17:00"));
        office.NextClosing(office.At("2026-03-06T17:00")).ShouldBe(office.At("2026-03-09T17:00"));
        office.NextOpening(office.At("2026-12-31T17:00")).ShouldBe(office.At("2027-01-04T09:00"));
    }

    [Fact]
    public void Round_the_clock_never_closes_and_midnight_is_no_closing()
    {
        var always = RoundTheClock("Europe/Zagreb");
        always.NextClosing(always.At("2026-03-02T10:00")).ShouldBeNull();
        always.NextOpening(always.At("2026-03-02T10:00")).ShouldBe(always.At("2026-03-02T10:00"));
        var late = Open("Europe/Zagreb", "mon 20:00-24:00; tue 00:00-02:00 03:00-04:00");
        late.NextClosing(late.At("2026-03-02T10:00")).ShouldBe(late.At("2026-03-03T02:00"));
        new Calendar(always.Definition with { Closed = [new(new DayOfCalendar(Date("2030-05-05")))] })
            .NextClosing(always.At("2026-03-02T10:00")).ShouldBe(always.At("2030-05-05T00:00"));
    }

    [Theory]
    [InlineData("2026-03-02T10:00", "2026-03-04T17:00", 2)]
    [InlineData("2026-03-02T18:00", "2026-03-04T17:00", 2)]
    [InlineData("2026-03-03T08:00", "2026-03-04T17:00", 1)]
    [InlineData("2026-03-04T08:00", "2026-03-04T17:00", 0)]
    [InlineData("2026-03-04T18:00", "2026-03-04T17:00", 0)]
    [InlineData("2026-03-09T18:00", "2026-03-04T17:00", 0)]
    [InlineData("2026-03-06T10:00", "2026-03-09T09:30", 1)] // Monday morning
    [InlineData("2026-03-06T10:00", "2026-03-07T09:30", 0)] // Saturday is none
    [InlineData("2026-03-05T10:00", "2026-03-07T09:30", 1)]
    public void Working_days_left(string now, string due, int left) => office.WorkingDaysLeft(office.At(now), office.At(due)).ShouldBe(left);

    [Fact]
    public void Working_days_left_until_midnight_end_on_the_day_before()
    {
        var always = RoundTheClock("Europe/Zagreb");
        always.WorkingDaysLeft(always.At("2026-03-02T10:00"), always.At("2026-03-03T00:00")).ShouldBe(0);
        always.WorkingDaysLeft(always.At("2026-03-02T10:00"), always.At("2026-03-04T00:00")).ShouldBe(1);
    }

    [Fact]
    public void Worked_days_leave_day_0_out()
    {
        office.WorkedDays(office.At("2026-03-02T10:00"), office.At("2026-03-02T17:00")).ShouldBe(0);
        office.WorkedDays(office.At("2026-03-02T10:00"), office.At("2026-03-03T16:59")).ShouldBe(0);
        office.WorkedDays(office.At("2026-03-02T10:00"), office.At("2026-03-03T17:00")).ShouldBe(1);
        office.WorkedDays(office.At("2026-12-30T10:00"), office.At("2027-01-04T17:00")).ShouldBe(2);
    }

    [Fact]
    public void A_calendar_that_never_opens_says_what_to_do()
    {
        var never = new Calendar(new CalendarDefinition { Code = "never", Zone = "Europe/Zagreb", Hours = new WeeklyHours(new Dictionary<IsoDayOfWeek, OpeningHours>()) });
        var from = never.At("2026-03-02T10:00");
        foreach (var target in new[] { "0 working days", "1 working day", "0 working hours", "1 working hour", "1 calendar day" })
        {
            Should.Throw<CalendarException>(() => never.DueAt(from, Target.Parse(target))).Message
                .ShouldContain("Calendar never has no opening hours after", Case.Sensitive, target);
        }

        never.DueAt(from, Target.Parse("1 hour")).ShouldBe(from + Duration.FromHours(1));
        never.NextOpening(from).ShouldBeNull();
        never.NextClosing(from).ShouldBeNull();
        never.IsOpenAt(from).ShouldBeFalse();
        never.Worked(from, from + Duration.FromDays(800)).ShouldBe(Duration.Zero);
        never.WorkedDays(from, from + Duration.FromDays(800)).ShouldBe(0);
        never.WorkingDaysLeft(from, from + Duration.FromDays(800)).ShouldBe(0);
    }

    [Fact]
    public void A_calendar_that_opens_on_single_days_ends_with_the_last()
    {
        var fair = new Calendar(new CalendarDefinition
        {
            Code = "fair",
            Zone = "Europe/Zagreb",
            Hours = new WeeklyHours(new Dictionary<IsoDayOfWeek, OpeningHours>()),
            Open = [new(Date("2026-08-01"), Hours("10:00-12:00")), new(Date("2028-08-01"), Hours("10:00-12:00")), new(Date("2031-08-01"))],
        });
        fair.DueText("2026-01-01T10:00", "1 working day").ShouldBe("2028-08-01T12:00");
        fair.DueText("2026-01-01T10:00", "4 working hours").ShouldBe("2028-08-01T12:00");
        fair.DueText("2026-08-02T10:00", "1 calendar day").ShouldBe("2028-08-01T12:00");
        Should.Throw<CalendarException>(() => fair.DueText("2026-01-01T10:00", "2 working days"));
        Should.Throw<CalendarException>(() => fair.DueText("2026-01-01T10:00", "5 working hours"));
        fair.NextOpening(fair.At("2028-08-01T12:00")).ShouldBeNull();
        fair.NextClosing(fair.At("2028-08-01T11:00")).ShouldBe(fair.At("2028-08-01T12:00"));
    }

    [Theory]
    [InlineData("2147483647 working days", "past the year 9997")]
    [InlineData("2147483647 working hours", "past the year 9997")]
    [InlineData("2147483647 calendar days", "past the year 9997")]
    [InlineData("3000000 calendar days", "past the year 9997")]
    [InlineData("2147483647 hours", "past the year 9997")]
    [InlineData("70000000 hours", "past the year 9997")]
    public void Amounts_without_end_are_refused(string target, string why) =>
        Should.Throw<CalendarException>(() => office.DueAt(office.At("2026-03-02T10:00"), Target.Parse(target))).Message.ShouldContain(why);

    [Fact]
    public void Centuries_are_counted()
    {
        var always = RoundTheClock("Etc/UTC");
        var from = Instant.FromUtc(1850, 1, 1, 0, 0);
        always.DueAt(from, Target.Parse("100000 working days")).ShouldBe(from + Duration.FromDays(100_001));
        always.DueAt(from, Target.Parse("2400000 working hours")).ShouldBe(from + Duration.FromDays(100_000));
        always.DueAt(from, Target.Parse("100000 days")).ShouldBe(from + Duration.FromDays(100_001));
        always.Worked(from, from + Duration.FromDays(90_000)).ShouldBe(Duration.FromDays(90_000));
        Should.Throw<CalendarException>(() => always.IsOpenAt(Instant.FromUtc(1799, 6, 1, 0, 0))).Message.ShouldContain("1799");
        Should.Throw<CalendarException>(() => always.IsOpenAt(Instant.FromUtc(9998, 6, 1, 0, 0))).Message.ShouldContain("9998");
        always.IsOpenAt(Instant.FromUtc(9997, 6, 1, 0, 0)).ShouldBeTrue();
        always.IsOpenAt(Instant.FromUtc(1800, 6, 1, 0, 0)).ShouldBeTrue();
    }

    [Fact]
    public void Unknown_zones_and_holidays_are_refused()
    {
        Should.Throw<CalendarException>(() => new Calendar(Definition("HR") with { Zone = "Zagreb" })).Message.ShouldContain("\"Zagreb\", which does not exist");
        Should.Throw<CalendarException>(() => new Calendar(Definition("HR") with { HolidaySets = ["XX"] })).Message.ShouldContain("XX");
        office.Code.ShouldBe("DE-BY");
        office.Zone.Id.ShouldBe("Europe/Berlin");
        new CalendarException("a", new InvalidOperationException()).InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void Many_threads_get_the_same_answers()
    {
        var fresh = Office("GB-SCT");
        var from = Enumerable.Range(0, 4000).Select(i => Instant.FromUtc(2000, 1, 1, 0, 0) + Duration.FromHours(i * 61)).ToArray();
        var answers = new Instant[from.Length];
        Parallel.For(0, from.Length, i => answers[i] = fresh.DueAt(from[i], new Target(7, TargetUnit.WorkingDays)));
        answers.ShouldBe(from.Select(instant => Office("GB-SCT").DueAt(instant, new Target(7, TargetUnit.WorkingDays))));
    }
}
