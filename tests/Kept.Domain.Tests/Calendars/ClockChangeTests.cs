using Kept.Domain.Calendars;
using Kept.Domain.Calendars.Holidays;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Calendars;

/// <summary>One day is one day across every change of the clocks in every shipped zone, 2015 to 2035.</summary>
public sealed class ClockChangeTests
{
    public static TheoryData<string> Zones => [.. HolidaySet.Codes.Select(code => HolidaySet.Find(code).Zone).Distinct()];

    [Theory]
    [MemberData(nameof(Zones))]
    public void One_day_is_one_day(string zone)
    {
        var allWeek = new WeeklyHours(Enumerable.Range(1, 7).ToDictionary(
            day => (IsoDayOfWeek)day, _ => OpeningHours.Of(OpeningInterval.Parse("09:00", "17:00"))));
        var office = new Calendar(new CalendarDefinition { Code = "office", Zone = zone, Hours = allWeek });
        var always = TestCalendars.RoundTheClock(zone);
        var changes = office.Zone.GetZoneIntervals(Instant.FromUtc(2015, 1, 1, 0, 0), Instant.FromUtc(2035, 12, 31, 0, 0))
            .Where(interval => interval.HasEnd && interval.End < Instant.FromUtc(2035, 12, 31, 0, 0)).Select(interval => interval.End).ToList();
        changes.Count.ShouldBe(42);
        foreach (var change in changes)
        {
            var changing = change.InZone(office.Zone).Date;
            for (var date = changing.PlusDays(-2); date <= changing.PlusDays(1); date = date.PlusDays(1))
            {
                CheckDay(office, date, new LocalTime(17, 0));
                CheckDay(always, date, null);
            }

            var spring = change.InUtc().Month < 7;
            var midnight = always.Zone.AtStartOfDay(changing).ToInstant();
            always.Worked(midnight, always.Zone.AtStartOfDay(changing.PlusDays(1)).ToInstant()).ShouldBe(Duration.FromHours(spring ? 23 : 25));
            always.DueAt(midnight, Target.Parse("24 working hours")).ShouldBe(midnight + Duration.FromHours(24));
            office.Worked(midnight, midnight + Duration.FromHours(30)).ShouldBe(Duration.FromHours(8));
        }
    }

    private static void CheckDay(Calendar calendar, LocalDate date, LocalTime? closing)
    {
        var from = date.At(new LocalTime(12, 0)).InZoneLeniently(calendar.Zone).ToInstant();
        var due = closing is { } time ? date.PlusDays(1).At(time) : date.PlusDays(2).AtMidnight();
        foreach (var target in new[] { new Target(1, TargetUnit.WorkingDays), new Target(1, TargetUnit.CalendarDays) })
        {
            calendar.Due(from, target).Local.ShouldBe(due);
        }

        calendar.WorkedDays(from, calendar.DueAt(from, new Target(1, TargetUnit.WorkingDays))).ShouldBe(1);
        calendar.WorkingDaysLeft(from, due.InZoneLeniently(calendar.Zone).ToInstant()).ShouldBe(1);
    }
}
