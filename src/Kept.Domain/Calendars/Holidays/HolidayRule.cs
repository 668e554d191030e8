using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Kept.Domain.Calendars.Holidays;

/// <summary>One holiday of one or more sets, and the years in which it holds.</summary>
/// <param name="Name">The code of its name.</param>
/// <param name="On">
/// When: "12-25", "easter", "easter-2", "easter+39", "first monday of 05", "last monday of 08" or "wednesday before 11-23".
/// </param>
/// <param name="In">The sets it belongs to; absent means every set of the file that is a whole country or a part of it, not an addition ("+").</param>
/// <param name="From">The first year, or null.</param>
/// <param name="Until">The last year, or null.</param>
/// <param name="Years">The only years, for one-off days.</param>
/// <param name="Except">Years in which it was moved or dropped.</param>
/// <param name="When">Holds only in years in which a date is a weekday: "02-01 friday".</param>
/// <param name="Unless">Holds only in years in which a date is not a weekday: "02-01 friday".</param>
/// <param name="Substitute">Whether the next weekday that is no holiday is free as well when it falls on a weekend.</param>
internal sealed record HolidayRule(
    string Name,
    string On,
    ImmutableArray<string>? In = null,
    int? From = null,
    int? Until = null,
    ImmutableArray<int>? Years = null,
    ImmutableArray<int>? Except = null,
    string? When = null,
    string? Unless = null,
    bool Substitute = false)
{
    /// <summary>Whether the rule belongs to a set itself; an addition also has the rules of the set that it adds to.</summary>
    public bool BelongsTo(string set) => In is { } sets ? sets.Contains(set) : !set.Contains('+', StringComparison.Ordinal);

    /// <summary>The date in a year, or null where it does not hold that year.</summary>
    public LocalDate? InYear(int year)
    {
        var holds = year >= (From ?? int.MinValue)
            && year <= (Until ?? int.MaxValue)
            && Years?.Contains(year) != false
            && Except?.Contains(year) != true
            && (When is null || IsWeekday(When, year))
            && (Unless is null || !IsWeekday(Unless, year));
        return holds ? DateIn(year) : null;
    }

    private LocalDate DateIn(int year)
    {
        var words = On.Split(' ');
        if (words is [var only])
        {
            return only.StartsWith("easter", StringComparison.Ordinal)
                ? Easter.Sunday(year).PlusDays(only.Length == "easter".Length ? 0 : Number(only["easter".Length..]))
                : MonthAndDay(only, year);
        }

        return words switch
        {
            ["first", var weekday, "of", var month] => new LocalDate(year, Number(month), 1).PlusDays(-1).Next(Weekday(weekday)),
            ["last", var weekday, "of", var month] => new LocalDate(year, Number(month), 1).PlusMonths(1).Previous(Weekday(weekday)),
            [var weekday, "before", var date] => MonthAndDay(date, year).Previous(Weekday(weekday)),
            _ => throw new CalendarException($"The holiday rule \"{On}\" of {Name} is not understood."),
        };
    }

    private static bool IsWeekday(string condition, int year) => condition.Split(' ') is [var date, var weekday]
        && MonthAndDay(date, year).DayOfWeek == Weekday(weekday);

    private static LocalDate MonthAndDay(string text, int year) => new(year, Number(text[..2]), Number(text[3..]));

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static IsoDayOfWeek Weekday(string text) => Enum.Parse<IsoDayOfWeek>(text, ignoreCase: true);
}
