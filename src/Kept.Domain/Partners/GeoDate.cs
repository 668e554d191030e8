using NodaTime;
using NodaTime.Text;

namespace Kept.Domain.Partners;

/// <summary>Dates as the W3C note on ISO 8601 writes them, and as programs of partners write them in its place.</summary>
public static class GeoDate
{
    /// <summary>What lies outside is an empty field of some program, and no moment; databases do not take all of it.</summary>
    private static readonly Interval Sensible = new(Instant.FromUtc(1970, 1, 1, 0, 0), Instant.FromUtc(9000, 1, 1, 0, 0));

    private static readonly OffsetDateTimePattern Written = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<Z+HH:mm>");

    private static readonly OffsetDateTimePattern[] WithOffset =
    [
        OffsetDateTimePattern.ExtendedIso,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<+HHmm>"),
    ];

    private static readonly LocalDateTimePattern[] WithoutOffset =
    [
        LocalDateTimePattern.ExtendedIso,
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm"),
    ];

    /// <summary>With the offset of this zone: "2026-03-11T17:00:00+00:00" is written "…Z" only where that is the zone's own.</summary>
    public static string Write(Instant instant, DateTimeZone zone) => Written.Format(instant.InZone(zone).ToOffsetDateTime());

    /// <summary>
    /// A moment with its offset; one without, or a day alone, is read on the clock of this zone. A plus that was not
    /// escaped in an address arrives as a space and is read as the plus it was.
    /// </summary>
    /// <returns>Null where it is no moment, or one before 1970 or after 8999.</returns>
    public static Instant? Read(string text, DateTimeZone zone) => Moment(text, zone) is { } moment && Sensible.Contains(moment) ? moment : null;

    private static Instant? Moment(string text, DateTimeZone zone)
    {
        var typed = text.Trim();
        var plain = typed.Length > 11 && typed.LastIndexOf(' ') is > 10 and var gap ? string.Concat(typed.AsSpan(0, gap), "+", typed.AsSpan(gap + 1)) : typed;
        foreach (var pattern in WithOffset)
        {
            if (pattern.Parse(plain) is { Success: true, Value: var moment })
            {
                return moment.ToInstant();
            }
        }

        foreach (var pattern in WithoutOffset)
        {
            if (pattern.Parse(plain) is { Success: true, Value: var local })
            {
                return zone.AtLeniently(local).ToInstant();
            }
        }

        return LocalDatePattern.Iso.Parse(plain) is { Success: true, Value: var day } ? zone.AtStartOfDay(day).ToInstant() : null;
    }
}
