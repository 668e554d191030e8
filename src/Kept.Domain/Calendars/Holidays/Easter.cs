using NodaTime;

namespace Kept.Domain.Calendars.Holidays;

/// <summary>The date of Easter in the Western churches.</summary>
internal static class Easter
{
    /// <summary>
    /// Easter Sunday of a Gregorian year: the Sunday after the first ecclesiastical full moon on or after 21 March
    /// (computation of Meeus, Jones and Butcher).
    /// </summary>
    public static LocalDate Sunday(int year)
    {
        var golden = year % 19;
        var (century, yearOfCentury) = Math.DivRem(year, 100);
        var moonCorrection = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - moonCorrection + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - epact - (yearOfCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * weekday)) / 451;
        var (month, day) = Math.DivRem(epact + weekday - (7 * late) + 114, 31);
        return new LocalDate(year, month, day + 1);
    }
}
