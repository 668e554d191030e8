using Kept.Domain.Calendars;
using Kept.Domain.Catalogue;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Catalogue;

public sealed class BookableSlotsTests
{
    private readonly Calendar crews = new(new CalendarDefinition
    {
        Code = "crews",
        Zone = "Europe/London",
        Hours = WeeklyHours.OnWeekdays(OpeningInterval.Parse("07:00", "15:30")),
        HolidaySets = ["GB-ENG"],
    });

    private static readonly Booking Booking = new(["tue", "fri"], "07:00", "12:00", 12, "2 working days", 28);

    [Fact]
    public void The_first_slot_begins_after_the_notice() =>
        Dates(At(2026, 3, 2, 9)).First().ShouldBe(new LocalDate(2026, 3, 6)); // Monday: two working days end on Wednesday

    [Fact]
    public void A_slot_within_the_notice_is_not_offered() =>
        Dates(At(2026, 3, 4, 9)).First().ShouldBe(new LocalDate(2026, 3, 10)); // Wednesday: they end on Friday at 15:30

    [Fact]
    public void Only_the_weekdays_as_far_ahead_as_it_says()
    {
        var dates = Dates(At(2026, 6, 1, 9));

        dates.ShouldAllBe(date => date.DayOfWeek == IsoDayOfWeek.Tuesday || date.DayOfWeek == IsoDayOfWeek.Friday);
        dates.Last().ShouldBe(new LocalDate(2026, 6, 26));
        dates.ShouldBeInOrder();
    }

    [Fact]
    public void Holidays_are_left_out() =>
        Dates(At(2026, 3, 16, 9)).ShouldNotContain(new LocalDate(2026, 4, 3)); // Good Friday

    [Fact]
    public void A_slot_is_local_time_on_both_sides_of_a_clock_change()
    {
        var slots = BookableSlots.Offer(Booking, crews, At(2026, 3, 20, 9));

        BookableSlots.IntervalOf(slots[0], crews).Start.ShouldBe(Instant.FromUtc(2026, 3, 27, 7, 0));
        BookableSlots.IntervalOf(slots[1], crews).ShouldBe(new Interval(Instant.FromUtc(2026, 3, 31, 6, 0), Instant.FromUtc(2026, 3, 31, 11, 0)));
    }

    private static Instant At(int year, int month, int day, int hour) => Instant.FromUtc(year, month, day, hour, 0);

    private List<LocalDate> Dates(Instant now) => [.. BookableSlots.Offer(Booking, crews, now).Select(slot => slot.Date)];
}
