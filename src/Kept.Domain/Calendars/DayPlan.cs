using Kept.Domain.Calendars.Holidays;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>Why a day does not count.</summary>
public enum SkipReason
{
    /// <summary>This weekday has no opening hours.</summary>
    ClosedWeekday,

    /// <summary>A public holiday.</summary>
    Holiday,

    /// <summary>Closed by way of exception.</summary>
    Closed,

    /// <summary>The clock was stopped when opening ended.</summary>
    Paused,
}

/// <summary>What a calendar says of one local date.</summary>
/// <param name="Hours">When it is open by the wall clock; empty when closed.</param>
/// <param name="Reason">Why it is closed; of no meaning on an open day.</param>
/// <param name="Name">The holiday or reason for a closed or shortened day.</param>
/// <param name="IsExtra">Open although the week or a holiday would close it.</param>
/// <param name="IsShortened">Open, but a part-day closing took a stretch out.</param>
internal readonly record struct DayPlan(
    OpeningHours Hours,
    SkipReason Reason = SkipReason.ClosedWeekday,
    HolidayName? Name = null,
    bool IsExtra = false,
    bool IsShortened = false);

/// <summary>Decides for each date what a definition says of it, by the order of precedence of <see cref="CalendarDefinition"/>.</summary>
internal sealed class DayPlans
{
    private readonly WeeklyHours week;
    private readonly HolidayYears holidays;
    private readonly Dictionary<LocalDate, ClosedDay> closed = [];
    private readonly ILookup<(int Month, int Day), ClosedDay> closedYearly;
    private readonly Dictionary<LocalDate, OpenDay> open = [];
    private readonly ILookup<(int Month, int Day), PartDayClosing> partDays;

    public DayPlans(CalendarDefinition definition)
    {
        week = definition.Hours;
        holidays = new HolidayYears([.. definition.HolidaySets.Select(HolidaySet.Find)]);
        foreach (var day in definition.Closed.Where(day => !day.Day.EveryYear))
        {
            closed.TryAdd(day.Day.Date, day);
        }

        closedYearly = definition.Closed.Where(day => day.Day.EveryYear).ToLookup(day => (day.Day.Date.Month, day.Day.Date.Day));
        partDays = definition.PartDays.ToLookup(day => (day.Day.Date.Month, day.Day.Date.Day));
        foreach (var day in definition.Open)
        {
            open.TryAdd(day.Date, day);
        }

        LastYear = week.IsEmpty
            ? open.Values.Where(day => day.Hours is { IsEmpty: false }).Select(day => day.Date.Year).DefaultIfEmpty(int.MinValue).Max()
            : int.MaxValue;
    }

    /// <summary>The last year that may hold any opening: nothing needs to be searched after it.</summary>
    public int LastYear { get; }

    /// <summary>What holds on <paramref name="date"/>.</summary>
    public DayPlan On(LocalDate date)
    {
        var plan = WholeDay(date);
        foreach (var part in partDays[(date.Month, date.Day)].Where(part => part.Day.FallsOn(date)))
        {
            var left = plan.Hours.Without(part.Closed);
            if (left != plan.Hours)
            {
                plan = plan with { Hours = left, Reason = SkipReason.Closed, Name = part.Name, IsShortened = true };
            }
        }

        return plan;
    }

    private DayPlan WholeDay(LocalDate date)
    {
        // A Saturday that is closed anyway is not told as a holiday.
        var ordinary = week[date.DayOfWeek];
        if (ClosingOn(date) is { } closing)
        {
            return ordinary.IsEmpty ? new DayPlan(ordinary) : new DayPlan(OpeningHours.None, SkipReason.Closed, closing.Name);
        }

        if (open.TryGetValue(date, out var extra))
        {
            return Extra(extra.Hours ?? week.OnExtraOpenDay(date.DayOfWeek));
        }

        if (holidays.IsMovedWorkingDay(date))
        {
            return Extra(week.OnExtraOpenDay(date.DayOfWeek));
        }

        return !ordinary.IsEmpty && holidays.On(date) is { } holiday
            ? new DayPlan(OpeningHours.None, SkipReason.Holiday, holiday.Name)
            : new DayPlan(ordinary);

        DayPlan Extra(OpeningHours hours) =>
            new(hours, SkipReason.Closed, IsExtra: ordinary.IsEmpty || holidays.On(date) is not null);
    }

    private ClosedDay? ClosingOn(LocalDate date) => closed.GetValueOrDefault(date)
        ?? closedYearly[(date.Month, date.Day)].FirstOrDefault(day => day.Day.FallsOn(date));
}
