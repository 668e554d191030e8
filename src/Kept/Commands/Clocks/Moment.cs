using NodaTime;
using NodaTime.Text;

namespace Kept.Commands.Clocks;

/// <summary>A moment as it is typed: by the wall clock of a calendar, or with an offset from UTC.</summary>
internal static class Moment
{
    private static readonly LocalDateTimePattern[] LocalForms =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.ExtendedIso,
    ];

    private static readonly OffsetPattern[] OffsetForms =
    [
        OffsetPattern.CreateWithInvariantCulture("+HH:mm"),
        OffsetPattern.CreateWithInvariantCulture("+HHmm"),
        OffsetPattern.CreateWithInvariantCulture("+HH"),
    ];

    /// <summary>
    /// Reads "2026-03-02T16:40", with seconds and parts of them if wanted, and with "Z" or "+01:00" if it is not local to
    /// <paramref name="zone"/>. A local time that the clocks skip is moved on by as much as they skip; of one that comes twice
    /// the first is meant.
    /// </summary>
    /// <exception cref="FormatException">It is written otherwise, or lies outside the years 1800 to 9996.</exception>
    public static Instant Parse(string text, DateTimeZone zone)
    {
        var time = text.IndexOf('T');
        var offsetAt = time < 0 ? -1 : text.IndexOfAny(['+', '-', 'Z'], time);
        var local = ParseAny(LocalForms, offsetAt < 0 ? text : text[..offsetAt]);
        Offset? offset = offsetAt < 0 ? null : text[offsetAt..] == "Z" ? Offset.Zero : ParseAny(OffsetForms, text[offsetAt..]);
        if (local is not { Year: >= 1800 and <= 9996 } moment || (offsetAt >= 0 && offset is null))
        {
            throw new FormatException(
                $"\"{text}\" is no moment. Write \"2026-03-02T16:40\" for the time in the calendar's zone, or add \"Z\" or \"+01:00\".");
        }

        return offset is { } known ? moment.WithOffset(known).ToInstant() : zone.AtLeniently(moment).ToInstant();
    }

    /// <summary>"2026-04-29T17:15:00Z".</summary>
    public static string Format(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary>"2026-04-29T19:15:00".</summary>
    public static string Format(LocalDateTime local) => LocalDateTimePattern.ExtendedIso.Format(local);

    private static T? ParseAny<T>(IEnumerable<IPattern<T>> forms, string text)
        where T : struct =>
        forms.Select(form => form.Parse(text)).FirstOrDefault(parsed => parsed.Success)?.Value;
}
