using Kept.Domain.Calendars;
using NodaTime;
using Shouldly;
using Xunit;
using static Kept.Domain.Tests.Calendars.TestCalendars;

namespace Kept.Domain.Tests.Calendars;

public sealed class OpeningHoursTests
{
    [Theory]
    [InlineData("00:00", "24:00", 0, 86400, "00:00-24:00")]
    [InlineData("08:05", "23:59", 29100, 86340, "08:05-23:59")]
    [InlineData("08:00:30", "08:01", 28830, 28860, "08:00:30-08:01")]
    public void Intervals_are_read_and_written(string start, string end, int from, int to, string text)
    {
        var interval = OpeningInterval.Parse(start, end);
        (interval.Start, interval.End, interval.ToString()).ShouldBe((from, to, text));
    }

    [Theory]
    [InlineData("8:00")]
    [InlineData("08")]
    [InlineData("24:01")]
    [InlineData("24:00:01")]
    [InlineData("25:00")]
    [InlineData("08:60")]
    [InlineData("08:00:60")]
    [InlineData("08:00:00:00")]
    [InlineData("-8:00")]
    [InlineData("noon")]
    public void A_time_of_day_is_written_one_way(string text) =>
        Should.Throw<FormatException>(() => OpeningInterval.ParseClock(text)).Message.ShouldContain("Write it as \"08:00\"");

    [Theory]
    [InlineData("17:00", "09:00")]
    [InlineData("09:00", "09:00")]
    public void An_interval_ends_after_it_starts(string start, string end) =>
        Should.Throw<ArgumentException>(() => OpeningInterval.Parse(start, end)).Message.ShouldContain("two stretches");

    [Fact]
    public void An_interval_lies_within_a_day()
    {
        Should.Throw<ArgumentException>(() => new OpeningInterval(-1, 5));
        Should.Throw<ArgumentException>(() => new OpeningInterval(5, 86401));
        new OpeningInterval(0, 86400).EndText.ShouldBe("24:00");
    }

    [Fact]
    public void Stretches_that_touch_or_overlap_become_one()
    {
        Hours("12:00-13:00", "08:00-10:00", "10:00-11:00", "12:30-12:40").ShouldBe(Hours("08:00-11:00", "12:00-13:00"));
        Hours("08:00-10:00", "09:00-09:30").Intervals.ShouldBe([OpeningInterval.Parse("08:00", "10:00")]);
        Hours().ShouldBeSameAs(OpeningHours.None);
        Hours("00:00-12:00", "12:00-24:00").ShouldBe(OpeningHours.AllDay);
        Hours("08:00-10:00").GetHashCode().ShouldBe(Hours("08:00-10:00").GetHashCode());
        Hours("08:00-10:00").GetHashCode().ShouldNotBe(Hours("08:00-11:00").GetHashCode());
        Hours("08:00-10:00").ShouldNotBe(Hours("08:00-11:00"));
        Hours("08:00-10:00").Equals(null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("06:00", "07:00", "08:00-12:00 13:00-17:00")]
    [InlineData("06:00", "08:00", "08:00-12:00 13:00-17:00")]
    [InlineData("06:00", "09:00", "09:00-12:00 13:00-17:00")]
    [InlineData("09:00", "10:00", "08:00-09:00 10:00-12:00 13:00-17:00")]
    [InlineData("11:00", "14:00", "08:00-11:00 14:00-17:00")]
    [InlineData("12:00", "13:00", "08:00-12:00 13:00-17:00")]
    [InlineData("12:00", "17:00", "08:00-12:00")]
    [InlineData("12:30", "24:00", "08:00-12:00")]
    [InlineData("17:00", "24:00", "08:00-12:00 13:00-17:00")]
    [InlineData("08:00", "17:00", "")]
    public void A_closing_takes_its_stretch_out(string start, string end, string left) =>
        Hours("08:00-12:00", "13:00-17:00").Without(OpeningInterval.Parse(start, end))
            .ShouldBe(Hours(left.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void An_extra_open_day_has_the_hours_of_its_weekday_or_of_the_first_open_one()
    {
        var week = Week("tue 08:00-12:00; thu 10:00-11:00; sat 09:00-10:00");
        week.OnExtraOpenDay(IsoDayOfWeek.Saturday).ShouldBe(Hours("09:00-10:00"));
        week.OnExtraOpenDay(IsoDayOfWeek.Monday).ShouldBe(Hours("08:00-12:00"));
        week.OnExtraOpenDay(IsoDayOfWeek.Sunday).ShouldBe(Hours("08:00-12:00"));
        new WeeklyHours(new Dictionary<IsoDayOfWeek, OpeningHours>()).OnExtraOpenDay(IsoDayOfWeek.Sunday).ShouldBe(OpeningHours.None);
    }

    [Fact]
    public void Weeks_are_equal_by_their_hours()
    {
        Week("mon 08:00-12:00").ShouldBe(Week("mon 08:00-12:00"));
        Week("mon 08:00-12:00").GetHashCode().ShouldBe(Week("mon 08:00-12:00").GetHashCode());
        Week("mon 08:00-12:00").ShouldNotBe(Week("tue 08:00-12:00"));
        Week("mon 08:00-12:00").GetHashCode().ShouldNotBe(Week("tue 08:00-12:00").GetHashCode());
        Week("mon 08:00-12:00").Equals(null).ShouldBeFalse();
        WeeklyHours.Office[IsoDayOfWeek.Friday].ShouldBe(Hours("09:00-17:00"));
        WeeklyHours.Office[IsoDayOfWeek.Saturday].IsEmpty.ShouldBeTrue();
        WeeklyHours.RoundTheClock[IsoDayOfWeek.Sunday].ShouldBe(OpeningHours.AllDay);
        WeeklyHours.Office.IsEmpty.ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new WeeklyHours(new Dictionary<IsoDayOfWeek, OpeningHours> { [IsoDayOfWeek.None] = OpeningHours.None }))
            .Message.ShouldContain("weekday");
    }
}
