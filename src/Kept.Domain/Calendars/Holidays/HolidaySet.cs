using System.Collections.Frozen;
using NodaTime;

namespace Kept.Domain.Calendars.Holidays;

/// <summary>A holiday of one year.</summary>
/// <param name="Date">The day that is free.</param>
/// <param name="Name">What it is called.</param>
public sealed record Holiday(LocalDate Date, HolidayName Name);

/// <summary>
/// The public holidays of a country or a part of it, worked out from rules for any year, with the working days that were moved.
/// A set with a "+" in its code, such as "DE-BY+KATH", has what not all of the part have, and all that the part has.
/// It remembers nothing of a year; see <see cref="HolidayYears"/>. Safe to use from many threads.
/// </summary>
public sealed class HolidaySet
{
    private static readonly Lazy<FrozenDictionary<string, HolidaySet>> Sets = new(() => HolidayData.Countries
        .SelectMany(country => country.Sets.Select(set => new HolidaySet(set.Key, set.Value, country)))
        .ToFrozenDictionary(set => set.Code));

    private readonly HolidayData country;
    private readonly FrozenSet<LocalDate> movedWorkingDays;
    private readonly string[] codes;

    private HolidaySet(string code, string name, HolidayData country)
    {
        Code = code;
        Name = name;
        this.country = country;
        codes = code.IndexOf('+', StringComparison.Ordinal) is >= 0 and var end ? [code, code[..end]] : [code];
        movedWorkingDays = country.Moved.Select(moved => Parse(moved.Work)).ToFrozenSet();
    }

    /// <summary>The codes of all sets, in order.</summary>
    public static IEnumerable<string> Codes => Sets.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>The code, such as "DE-BY".</summary>
    public string Code { get; }

    /// <summary>The country or part of it in English.</summary>
    public string Name { get; }

    /// <summary>The IANA time zone of the place.</summary>
    public string Zone => country.Zone;

    /// <summary>The last year whose moved working days are known; null where working days are never moved.</summary>
    public int? MovedDaysKnownUntil => movedWorkingDays.Count == 0 ? null : movedWorkingDays.Max(date => date.Year);

    /// <summary>The set of a code.</summary>
    /// <exception cref="CalendarException">There is none; the message lists the codes.</exception>
    public static HolidaySet Find(string code) => Sets.Value.GetValueOrDefault(code) ?? throw new CalendarException(
        $"There are no holidays for \"{code}\". Known are {string.Join(", ", Codes)}.");

    /// <summary>Whether there is a set of this code.</summary>
    public static bool Exists(string code) => Sets.Value.ContainsKey(code);

    /// <summary>The holidays of a year, in order of date.</summary>
    public IReadOnlyList<Holiday> In(int year) => [.. WorkOut(year).Values.OrderBy(holiday => holiday.Date)];

    /// <summary>The holiday on a date, or null.</summary>
    public Holiday? On(LocalDate date) => WorkOut(date.Year).GetValueOrDefault(date);

    /// <summary>Whether a date is worked to make up for a day of rest elsewhere.</summary>
    public bool IsMovedWorkingDay(LocalDate date) => movedWorkingDays.Contains(date);

    /// <summary>The moved working days of a year, in order.</summary>
    public IReadOnlyList<LocalDate> MovedWorkingDaysIn(int year) => [.. movedWorkingDays.Where(date => date.Year == year).Order()];

    private static LocalDate Parse(string date) => NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value;

    private Dictionary<LocalDate, Holiday> WorkOut(int year)
    {
        var holidays = new Dictionary<LocalDate, Holiday>();
        var ruled = DatesOfRules(year).ToList();
        foreach (var (rule, date) in ruled)
        {
            holidays.TryAdd(date, new Holiday(date, new HolidayName(rule.Name)));
        }

        foreach (var (rule, date) in ruled.Where(day => day.Rule.Substitute && day.Date.DayOfWeek >= IsoDayOfWeek.Saturday))
        {
            var free = FirstFreeFrom(date.Next(IsoDayOfWeek.Monday), holidays);
            holidays.Add(free, new Holiday(free, new HolidayName(rule.Name, null, IsSubstitute: true)));
        }

        foreach (var rest in country.Moved.Select(moved => Parse(moved.Rest)).Where(rest => rest.Year == year))
        {
            holidays.TryAdd(rest, new Holiday(rest, new HolidayName("moved-rest-day")));
        }

        return holidays;
    }

    private IEnumerable<(HolidayRule Rule, LocalDate Date)> DatesOfRules(int year) =>
        from rule in country.Rules
        where codes.Any(rule.BelongsTo)
        let date = rule.InYear(year)
        where date is not null
        select (rule, date.Value);

    private static LocalDate FirstFreeFrom(LocalDate date, Dictionary<LocalDate, Holiday> holidays)
    {
        while (holidays.ContainsKey(date))
        {
            date = date.PlusDays(1);
        }

        return date;
    }
}
