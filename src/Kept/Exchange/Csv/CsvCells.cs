using System.Globalization;
using Kept.Domain.Cases;
using Kept.Storage;
using NodaTime;

namespace Kept.Exchange.Csv;

/// <summary>
/// Values as they stand in a file: RFC 4180, times in UTC as ISO 8601 has them. Words that a spreadsheet would take for a formula
/// begin with an apostrophe, which reading takes away again.
/// </summary>
internal static class CsvCells
{
    /// <summary>By which spreadsheets know a formula, the wide forms of East Asian keyboards among them.</summary>
    private const string Starts = "=+-@\t\r\n＝＋－＠";

    private const char Guard = '\'';

    public static string Guarded(string text) => text.Length > 0 && (Starts.Contains(text[0]) || IsGuarded(text)) ? Guard + text : text;

    /// <summary>What was written, of what <see cref="Guarded"/> made of it.</summary>
    public static string Unguarded(string text) => IsGuarded(text) ? text[1..] : text;

    /// <param name="value">As the database gives it.</param>
    /// <param name="type">What it is.</param>
    public static string Write(object value, CellType type) => type switch
    {
        CellType.Text => Guarded((string)value),
        CellType.Word => char.ToLowerInvariant(((string)value)[0]) + ((string)value)[1..],
        CellType.Number => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        CellType.Truth => Convert.ToBoolean(value, CultureInfo.InvariantCulture) ? "true" : "false",
        CellType.Time => InstantOf(value).ToString(),
        CellType.Reference => Reference.Parse((string)value).ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static bool IsGuarded(string text) => text.Length > 1 && text[0] == Guard && (Starts.Contains(text[1]) || text[1] == Guard);

    private static Instant InstantOf(object value) => value is DateTime timestamp
        ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(timestamp, DateTimeKind.Utc))
        : Conversions.FromMicroseconds((long)value);
}
