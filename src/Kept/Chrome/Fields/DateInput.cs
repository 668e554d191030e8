using System.Globalization;
using NodaTime;

namespace Kept.Chrome.Fields;

/// <summary>A date as it is typed: three fields, kept as they were when they make no date.</summary>
public sealed class DateInput
{
    public string? Day { get; set; }

    public string? Month { get; set; }

    public string? Year { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Day + Month + Year);

    public static DateInput Of(LocalDate? date) => date is not { } known ? new DateInput() : new DateInput
    {
        Day = Text(known.Day),
        Month = Text(known.Month),
        Year = Text(known.Year),
    };

    /// <summary>Null where the fields make no date of the years 1 to 9999.</summary>
    public LocalDate? Date =>
        Number(Day) is { } day && Number(Month) is >= 1 and <= 12 and var month && Number(Year) is >= 1 and <= 9999 and var year
        && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day)
            : null;

    private static int? Number(string? text) =>
        int.TryParse(text?.Trim().TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
