using System.Collections.Immutable;
using Kept.Domain.Calendars.Holidays;
using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>
/// What a council writes down about a calendar. <see cref="Calendar"/> is made from it. Where several say something about
/// the same day, the first of these wins: <see cref="Closed"/>, <see cref="Open"/>, moved working days, holidays, the week;
/// part-day closings then shorten whatever is open.
/// </summary>
public sealed record CalendarDefinition
{
    /// <summary>The short name people use, such as "DE-BY" or "highways".</summary>
    public required string Code { get; init; }

    /// <summary>The IANA name of the time zone, such as "Europe/Zagreb".</summary>
    public required string Zone { get; init; }

    /// <summary>The ordinary week.</summary>
    public required WeeklyHours Hours { get; init; }

    /// <summary>Codes of holiday sets, such as "GB-SCT"; see <see cref="HolidaySet"/>.</summary>
    public ImmutableArray<string> HolidaySets { get; init; } = [];

    /// <summary>Whole days that are closed, beside the holiday sets; this includes all-day entries of iCalendar files.</summary>
    public ImmutableArray<ClosedDay> Closed { get; init; } = [];

    /// <summary>Days that are open although the week or a holiday would close them.</summary>
    public ImmutableArray<OpenDay> Open { get; init; } = [];

    /// <summary>Stretches of days that are closed: "24 December from 12:00".</summary>
    public ImmutableArray<PartDayClosing> PartDays { get; init; } = [];

    /// <summary>This definition with the entries of an iCalendar file added to its closed days and part days.</summary>
    public CalendarDefinition With(HolidayFile file) => this with
    {
        Closed = [.. Closed, .. file.Closed],
        PartDays = [.. PartDays, .. file.PartDays],
    };
}

/// <summary>A day of the year on which something recurs, or one date.</summary>
/// <param name="Date">The date, and with <paramref name="EveryYear"/> the first of them.</param>
/// <param name="EveryYear">Whether it comes again every year on the same month and day (29 February only in leap years).</param>
/// <param name="Until">The last date on which it may come again; null means for ever.</param>
public readonly record struct DayOfCalendar(LocalDate Date, bool EveryYear = false, LocalDate? Until = null)
{
    /// <summary>Whether it falls on <paramref name="date"/>.</summary>
    public bool FallsOn(LocalDate date) => EveryYear
        ? date.Month == Date.Month && date.Day == Date.Day && date >= Date && (Until is not { } until || date <= until)
        : date == Date;
}

/// <summary>A whole day that is closed, with the reason people are told.</summary>
public sealed record ClosedDay(DayOfCalendar Day, HolidayName? Name = null);

/// <summary>A day that is open by way of exception; without hours it has those of <see cref="WeeklyHours.OnExtraOpenDay"/>.</summary>
public sealed record OpenDay(LocalDate Date, OpeningHours? Hours = null);

/// <summary>A stretch of a day that is closed, with the reason people are told.</summary>
public sealed record PartDayClosing(DayOfCalendar Day, OpeningInterval Closed, HolidayName? Name = null);
