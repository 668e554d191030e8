using System.Buffers;
using System.Globalization;
using System.Text;
using Kept.Domain.Cases;
using Kept.Storage;
using NodaTime;
using NodaTime.Text;

namespace Kept.Exchange.Csv;

/// <summary>
/// Values as they stand in a file: RFC 4180, times in UTC as ISO 8601 has them. Words that a spreadsheet would take for a formula
/// begin with an apostrophe, which reading takes away again. So do words inside a cell where another spreadsheet begins a cell:
/// many separate by semicolons or tabs, and to them a quote in the middle of a line holds nothing together.
/// </summary>
internal static class CsvCells
{
    /// <summary>By which spreadsheets know a formula, the wide forms of East Asian keyboards among them.</summary>
    private const string Formulas = "=+-@＝＋－＠";

    /// <summary>At the beginning of a whole cell also what some pass over.</summary>
    private const string Starts = Formulas + "\t\r\n";

    private const string Separators = ";\t\r\n";
    private const char Quote = '"';
    private const char Guard = '\'';

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(Starts + Guard);

    public static string Guarded(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspicious))
        {
            return text;
        }

        var guarded = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            if ((StartsAt(i).Contains(text[i]) || IsGuarded(text, i)) && IsBeginning(text, i))
            {
                guarded.Append(Guard);
            }

            guarded.Append(text[i]);
        }

        return guarded.ToString();
    }

    /// <summary>What was written, of what <see cref="Guarded"/> made of it.</summary>
    public static string Unguarded(string text)
    {
        if (!text.Contains(Guard))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsGuarded(text, i) && IsBeginning(text, i))
            {
                i++; // what the guard stands before is never looked at: it may be an apostrophe itself
            }

            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    /// <summary>Whether it holds what separates cells elsewhere.</summary>
    public static bool MustBeQuoted(string text) => text.AsSpan().ContainsAny(Separators);

    /// <param name="value">As the database gives it.</param>
    /// <param name="type">What it is.</param>
    public static string Write(object value, CellType type) => type switch
    {
        CellType.Text => Guarded((string)value),
        CellType.Word => char.ToLowerInvariant(((string)value)[0]) + ((string)value)[1..],
        CellType.Number => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        CellType.Truth => Convert.ToBoolean(value, CultureInfo.InvariantCulture) ? "true" : "false",
        CellType.Time => InstantPattern.ExtendedIso.Format(InstantOf(value)),
        CellType.Reference => Reference.Parse((string)value).ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>Whether some spreadsheet begins a cell here: quotes may come first.</summary>
    private static bool IsBeginning(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && text[before] == Quote)
        {
            before--;
        }

        return at == 0 || (before >= 0 && Separators.Contains(text[before]));
    }

    private static string StartsAt(int at) => at == 0 ? Starts : Formulas;

    private static bool IsGuarded(string text, int at) =>
        text[at] == Guard && at + 1 < text.Length && (StartsAt(at).Contains(text[at + 1]) || text[at + 1] == Guard);

    private static Instant InstantOf(object value) => value is DateTime timestamp
        ? Instant.FromDateTimeUtc(DateTime.SpecifyKind(timestamp, DateTimeKind.Utc))
        : Conversions.FromMicroseconds((long)value);
}
