using System.Collections.Immutable;
using System.Globalization;

namespace Kept.Domain.Calendars;

/// <summary>One content line, unfolded, with the number at which it begins in the file.</summary>
internal sealed record ICalendarLine(string File, int Number, string Name, ImmutableDictionary<string, string> Parameters, string Value)
{
    public bool Is(string name, string value) => Name == name && Value.Equals(value, StringComparison.OrdinalIgnoreCase);

    public CalendarException Refuse(string why) => Refusal(File, Number, why);

    /// <summary>The value of TEXT properties, with its escapes undone.</summary>
    public string Text()
    {
        var text = new System.Text.StringBuilder(Value.Length);
        for (var i = 0; i < Value.Length; i++)
        {
            if (Value[i] != '\\' || i + 1 == Value.Length)
            {
                text.Append(Value[i]);
                continue;
            }

            i++;
            text.Append(Value[i] is 'n' or 'N' ? ' ' : Value[i]);
        }

        return text.ToString().Trim();
    }

    public static IEnumerable<ICalendarLine> ReadAll(string text, string file)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var number = i + 1;
            var unfolded = lines[i];
            while (i + 1 < lines.Count && lines[i + 1] is [' ' or '\t', ..])
            {
                unfolded += lines[++i][1..];
            }

            if (!string.IsNullOrWhiteSpace(unfolded))
            {
                yield return Parse(unfolded, file, number);
            }
        }
    }

    private static ICalendarLine Parse(string line, string file, int number)
    {
        var parts = new List<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (!quoted && line[i] is ';' or ':')
            {
                parts.Add(line[start..i]);
                start = i + 1;
                if (line[i] == ':')
                {
                    break;
                }
            }
        }

        if (parts.Count == 0 || line[start - 1] != ':')
        {
            throw Refusal(file, number, "this is no iCalendar line: it needs a name, a colon and a value");
        }

        var parameters = parts.Skip(1).Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].ToUpperInvariant()).ToImmutableDictionary(group => group.Key, group => group.First()[1].Trim('"'));
        return new(file, number, parts[0].ToUpperInvariant(), parameters, line[start..].Trim());
    }

    private static CalendarException Refusal(string file, int number, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {number}: {why}."));
}
