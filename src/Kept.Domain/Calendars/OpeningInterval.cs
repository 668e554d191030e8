using System.Globalization;

namespace Kept.Domain.Calendars;

/// <summary>
/// A stretch of a local day in seconds after midnight as the wall clock shows it: the start belongs to it, the end does not.
/// The end may be 24:00.
/// </summary>
public readonly record struct OpeningInterval : IComparable<OpeningInterval>
{
    /// <summary>24:00 in seconds.</summary>
    public const int EndOfDay = 24 * 60 * 60;

    /// <summary>From <paramref name="start"/> until <paramref name="end"/>, both in seconds after midnight.</summary>
    /// <exception cref="ArgumentException">Not 0 ≤ start &lt; end ≤ 24:00.</exception>
    public OpeningInterval(int start, int end)
    {
        if (start < 0 || start >= end || end > EndOfDay)
        {
            throw new ArgumentException(
                $"Opening from {Clock(start)} to {Clock(end)} is not a stretch of one day: it must start before it ends and end by 24:00. "
                + "For opening past midnight write two stretches, one until \"24:00\" and one from \"00:00\" on the next day.");
        }

        Start = start;
        End = end;
    }

    /// <summary>Seconds after midnight at which it opens.</summary>
    public int Start { get; }

    /// <summary>Seconds after midnight at which it closes, at most <see cref="EndOfDay"/>.</summary>
    public int End { get; }

    /// <summary>The opening time as "08:00".</summary>
    public string StartText => Clock(Start);

    /// <summary>The closing time as "17:00" or "24:00".</summary>
    public string EndText => Clock(End);

    /// <summary>Reads two clock times, "08:00" or "08:00:30"; the end may be "24:00".</summary>
    /// <exception cref="FormatException">One of them is no time of day.</exception>
    /// <exception cref="ArgumentException">The end is not after the start.</exception>
    public static OpeningInterval Parse(string start, string end) => new(ParseClock(start), ParseClock(end));

    /// <summary>Seconds after midnight of "08:00", "08:00:30" or "24:00".</summary>
    /// <exception cref="FormatException">The text is no time of day.</exception>
    public static int ParseClock(string text)
    {
        var parts = text.Split(':');
        var seconds = 0;
        if (parts.Length is 2 or 3
            && TryPart(parts[0], 24, out var hours)
            && TryPart(parts[1], 59, out var minutes)
            && (parts.Length == 2 || TryPart(parts[2], 59, out seconds)))
        {
            var total = ((hours * 60) + minutes) * 60 + seconds;
            if (total <= EndOfDay)
            {
                return total;
            }
        }

        throw new FormatException($"\"{text}\" is not a time of day. Write it as \"08:00\"; the end of a day is \"24:00\".");
    }

    /// <summary>By start, then by end.</summary>
    public int CompareTo(OpeningInterval other) => (Start, End).CompareTo((other.Start, other.End));

    /// <inheritdoc/>
    public override string ToString() => $"{StartText}-{EndText}";

    private static bool TryPart(string text, int highest, out int value)
    {
        value = 0;
        return text.Length == 2
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value <= highest;
    }

    private static string Clock(int seconds) => seconds % 60 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
}
