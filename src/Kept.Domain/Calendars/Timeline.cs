using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>
/// All opening of a calendar as one line of time, counted year by year over tables that are built when first needed.
/// Safe for many threads: a table never changes, and two threads that build the same one publish equal ones.
/// </summary>
internal sealed class Timeline(string code, DateTimeZone zone, DayPlans plans)
{
    /// <summary>The last year that calendars count in; NodaTime ends two years later.</summary>
    public const int LastYear = 9997;

    private const int FirstYear = 1800;
    private const int CachedFrom = 1970;

    // No zone is further than this from UTC.
    private const long TwoDays = 2 * 86_400;
    private readonly YearTable?[] cached = new YearTable?[330];

    /// <summary>A working day: the table of its year and its number in it.</summary>
    public readonly record struct WorkingDay(YearTable Table, int Number)
    {
        public long Closing => Table.Closing(Number);

        public LocalDate Date => Table.DateOf(Number);
    }

    /// <summary>The stretch of opening that holds the second or comes next; null where there is none.</summary>
    public (YearTable Table, int Stretch)? FirstEndingAfter(long second)
    {
        var table = Holding(second);
        for (var stretch = table.FirstEndingAfter(second); ; stretch = 0)
        {
            if (stretch < table.Stretches)
            {
                return (table, stretch);
            }

            if (table.Year >= plans.LastYear || table.Year >= LastYear)
            {
                return null;
            }

            table = Of(table.Year + 1);
        }
    }

    public bool IsOpen(long second)
    {
        var table = Holding(second);
        var stretch = table.FirstEndingAfter(second);
        return stretch < table.Stretches && table.Start(stretch) <= second;
    }

    /// <summary>The working day on which a report of this second counts as received: day 0.</summary>
    public WorkingDay DayZero(long second) => DayZeroOrNull(second) ?? throw NeverOpen(second);

    /// <summary>As <see cref="DayZero"/>; null where it never opens again.</summary>
    public WorkingDay? DayZeroOrNull(long second) => FirstEndingAfter(second) is var (table, stretch)
        ? new WorkingDay(table, table.WorkingDayOf(stretch))
        : null;

    /// <summary>The working day that comes <paramref name="count"/> working days later.</summary>
    public WorkingDay Later(WorkingDay day, int count)
    {
        var number = (long)day.Number + count;
        var table = day.Table;
        while (number >= table.WorkingDays)
        {
            number -= table.WorkingDays;
            table = After(table);
        }

        return new WorkingDay(table, (int)number);
    }

    /// <summary>The working day after this one; null where there is none.</summary>
    public WorkingDay? NextOrNull(WorkingDay day) => day.Number + 1 < day.Table.WorkingDays
        ? day with { Number = day.Number + 1 }
        : DayZeroOrNull(day.Table.Until);

    /// <summary>The second at which opening ends on a date; null where it does not open.</summary>
    public long? ClosingOn(LocalDate date)
    {
        var table = Of(date.Year);
        var number = table.WorkingDayFrom(date.DayOfYear);
        return number < table.WorkingDays && table.DateOf(number) == date ? table.Closing(number) : null;
    }

    /// <summary>The stretches of opening on a date, as seconds.</summary>
    public IEnumerable<(long Opens, long Closes)> StretchesOn(LocalDate date)
    {
        var table = Of(date.Year);
        var midnight = date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();
        for (var stretch = table.FirstEndingAfter(midnight - TwoDays); stretch < table.Stretches && table.Start(stretch) < midnight + TwoDays; stretch++)
        {
            if (table.DateOf(table.WorkingDayOf(stretch)) == date)
            {
                yield return (table.Start(stretch), table.End(stretch));
            }
        }
    }

    /// <summary>The first working day on or after a date.</summary>
    public WorkingDay OnOrAfter(LocalDate date)
    {
        var table = Of(date.Year);
        var number = table.WorkingDayFrom(date.DayOfYear);
        return Later(new WorkingDay(table, 0), number);
    }

    /// <summary>The opening time between two instants, the first not after the second.</summary>
    public SecondsAndNanos OpenBetween(SecondsAndNanos from, SecondsAndNanos to)
    {
        var table = Holding(from.Seconds);
        var last = Holding(to.Seconds);
        var open = last.OpenBefore(to);
        for (var year = table.Year; year < last.Year; year++)
        {
            open += Of(year).OpenSeconds;
        }

        return open - table.OpenBefore(from);
    }

    /// <summary>The earliest instant by which <paramref name="amount"/> (more than zero) of opening time has passed since <paramref name="from"/>.</summary>
    public SecondsAndNanos AfterOpen(SecondsAndNanos from, SecondsAndNanos amount)
    {
        var table = Holding(from.Seconds);
        var open = table.OpenBefore(from) + amount;
        while (open.IsMoreThan(table.OpenSeconds))
        {
            open -= table.OpenSeconds;
            table = After(table);
        }

        return table.Reaching(open);
    }

    public CalendarException NeverOpen(long second)
    {
        var date = Instant.FromUnixTimeSeconds(second).InZone(zone).Date;
        return new CalendarException(
            $"Calendar {code} has no opening hours after {date:uuuu-MM-dd}, so nothing can fall due in it. "
            + "Give at least one weekday its opening hours.");
    }

    private YearTable After(YearTable table)
    {
        if (table.Year >= plans.LastYear)
        {
            throw NeverOpen(table.Until);
        }

        return Of(table.Year + 1);
    }

    private YearTable Holding(long second)
    {
        // The mean length of a year lands in the right year or beside it.
        var year = 1970 + (int)Math.Clamp(Math.Floor(second / 31_556_952.0), -10_000, 10_000);
        var table = Of(year);
        while (second >= table.Until)
        {
            table = Of(table.Year + 1);
        }

        while (second < table.Begins)
        {
            table = Of(table.Year - 1);
        }

        return table;
    }

    private YearTable Of(int year)
    {
        var slot = year - CachedFrom;
        if (slot < 0 || slot >= cached.Length)
        {
            return year is >= FirstYear and <= LastYear
                ? YearTable.Build(year, zone, plans)
                : throw new CalendarException(
                    $"The year {year} is out of reach: calendars count from {FirstYear} to {LastYear}. Check the date and the amount.");
        }

        var table = Volatile.Read(ref cached[slot]);
        if (table is null)
        {
            table = YearTable.Build(year, zone, plans);
            Volatile.Write(ref cached[slot], table);
        }

        return table;
    }
}
