using System.Collections.Concurrent;
using System.Collections.Frozen;
using NodaTime;

namespace Kept.Domain.Calendars.Holidays;

/// <summary>
/// The holidays of several sets together, worked out once a year and remembered. Where more than one set has a date, the
/// name is that of the first. Safe to use from many threads.
/// </summary>
internal sealed class HolidayYears(IReadOnlyList<HolidaySet> sets)
{
    private readonly ConcurrentDictionary<int, FrozenDictionary<LocalDate, Holiday>> years = new();

    /// <summary>The holiday on a date, or null.</summary>
    public Holiday? On(LocalDate date) => years.GetOrAdd(date.Year, WorkOut).GetValueOrDefault(date);

    /// <summary>Whether a date is worked to make up for a day of rest elsewhere.</summary>
    public bool IsMovedWorkingDay(LocalDate date) => sets.Any(set => set.IsMovedWorkingDay(date));

    private FrozenDictionary<LocalDate, Holiday> WorkOut(int year) =>
        sets.SelectMany(set => set.In(year)).DistinctBy(holiday => holiday.Date).ToFrozenDictionary(holiday => holiday.Date);
}
