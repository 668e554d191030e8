using System.Globalization;
using System.Text;
using NodaTime;

namespace Kept.Feeds;

/// <summary>
/// Writes iCalendar (RFC 5545): CRLF, lines folded at 75 octets and never inside a character, text escaped, times in UTC.
/// </summary>
internal sealed class CalendarWriter
{
    private const int LongestLine = 75;

    private readonly StringBuilder written = new();

    /// <summary>A line whose value is written as it is: names, numbers, durations, addresses.</summary>
    public CalendarWriter Line(string name, string value)
    {
        Fold($"{name}:{Clean(value)}");
        return this;
    }

    /// <summary>A line of free text.</summary>
    public CalendarWriter Text(string name, string text) => Line(name, Escape(text));

    public CalendarWriter Time(string name, Instant at) =>
        Line(name, at.ToDateTimeUtc().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));

    public CalendarWriter Number(string name, int number) => Line(name, number.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => written.ToString();

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Nothing can end a line: the grammar has no place for controls but the tab.</summary>
    private static string Clean(string value) => value.Any(IsForbidden) ? string.Concat(value.Where(letter => !IsForbidden(letter))) : value;

    private static bool IsForbidden(char letter) => char.IsControl(letter) && letter != '\t';

    private void Fold(string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                written.Append("\r\n ");
                octets = 1;
            }

            written.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        written.Append("\r\n");
    }
}
