using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Kept.Texts;

/// <summary>
/// A text with places to fill in, in the ICU MessageFormat notation: <c>{name}</c>,
/// <c>{count, plural, =0 {none} one {# day} other {# days}}</c> and <c>{kind, select, a {…} other {…}}</c>.
/// Apostrophes are plain characters here: texts are written by people, and none of them needs a literal brace.
/// Plural categories follow CLDR for the languages of <see cref="PluralRules"/>.
/// </summary>
internal sealed class MessagePattern
{
    private readonly ImmutableArray<Part> parts;

    private MessagePattern(string source, ImmutableArray<Part> parts) => (Source, this.parts) = (source, parts);

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <exception cref="FormatException">The text is not a well-formed pattern; the message says where.</exception>
    public static MessagePattern Parse(string text)
    {
        var position = 0;
        var parts = ParseParts(text, ref position, nested: false);
        return new MessagePattern(text, parts);
    }

    /// <summary>The names this text expects to be filled in.</summary>
    public IEnumerable<string> Names => NamesOf(parts).Distinct(StringComparer.Ordinal);

    /// <summary>For each plural in this text, the branches it has.</summary>
    public IEnumerable<IEnumerable<string>> Plurals => PluralsOf(parts);

    public string Format(CultureInfo culture, IReadOnlyDictionary<string, object?> values)
    {
        var result = new StringBuilder();
        Append(result, parts, culture, values, number: null);
        return result.ToString();
    }

    private static void Append(
        StringBuilder result, ImmutableArray<Part> parts, CultureInfo culture,
        IReadOnlyDictionary<string, object?> values, object? number)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Literal literal:
                    result.Append(literal.Text);
                    break;
                case Hash:
                    result.Append(Show(number, culture));
                    break;
                case Argument argument:
                    result.Append(Show(Value(values, argument.Name), culture));
                    break;
                case Choice choice:
                    var value = Value(values, choice.Name);
                    Append(result, choice.Choose(value, culture), culture, values, choice.Plural ? value : number);
                    break;
            }
        }
    }

    private static object? Value(IReadOnlyDictionary<string, object?> values, string name) =>
        values.TryGetValue(name, out var value)
            ? value
            : throw new KeyNotFoundException($"The text needs a value for {{{name}}}.");

    private static string Show(object? value, CultureInfo culture) => value switch
    {
        null => "",
        string text => text,
        int number => number.ToString("N0", culture),
        long number => number.ToString("N0", culture),
        IFormattable formattable => formattable.ToString(null, culture),
        _ => value.ToString() ?? "",
    };

    private static IEnumerable<string> NamesOf(ImmutableArray<Part> parts) => parts.SelectMany(part => part switch
    {
        Argument argument => [argument.Name],
        Choice choice => choice.Branches.Values.SelectMany(NamesOf).Prepend(choice.Name),
        _ => Enumerable.Empty<string>(),
    });

    private static IEnumerable<IEnumerable<string>> PluralsOf(ImmutableArray<Part> parts) =>
        parts.OfType<Choice>().SelectMany(choice =>
            choice.Branches.Values.SelectMany(PluralsOf).Concat(choice.Plural ? [choice.Branches.Keys] : []));

    private static ImmutableArray<Part> ParseParts(string text, ref int position, bool nested)
    {
        var parts = ImmutableArray.CreateBuilder<Part>();
        var literal = new StringBuilder();
        void Flush()
        {
            if (literal.Length > 0)
            {
                parts.Add(new Literal(literal.ToString()));
                literal.Clear();
            }
        }

        while (position < text.Length && text[position] != '}')
        {
            if (text[position] == '{')
            {
                Flush();
                parts.Add(ParsePlaceholder(text, ref position));
            }
            else if (nested && text[position] == '#')
            {
                Flush();
                parts.Add(new Hash());
                position++;
            }
            else
            {
                literal.Append(text[position++]);
            }
        }

        Flush();
        if (!nested && position < text.Length)
        {
            throw Wrong(text, position, "a closing brace without an opening one");
        }

        return parts.ToImmutable();
    }

    private static Part ParsePlaceholder(string text, ref int position)
    {
        position++;
        var name = ReadWord(text, ref position);
        if (Take(text, ref position, '}'))
        {
            return new Argument(name);
        }

        Expect(text, ref position, ',');
        var kind = ReadWord(text, ref position);
        if (kind is not ("plural" or "select"))
        {
            throw Wrong(text, position, $"'{kind}' where 'plural' or 'select' is expected");
        }

        Expect(text, ref position, ',');
        var branches = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Part>>(StringComparer.Ordinal);
        while (!Take(text, ref position, '}'))
        {
            var key = ReadWord(text, ref position);
            Expect(text, ref position, '{');
            branches[key] = ParseParts(text, ref position, nested: true);
            Expect(text, ref position, '}');
        }

        return branches.ContainsKey("other")
            ? new Choice(name, kind == "plural", branches.ToImmutable())
            : throw Wrong(text, position, "a choice without the branch 'other'");
    }

    private static string ReadWord(string text, ref int position)
    {
        SkipSpace(text, ref position);
        var start = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not ('{' or '}' or ','))
        {
            position++;
        }

        return position > start ? text[start..position] : throw Wrong(text, position, "a missing name");
    }

    private static bool Take(string text, ref int position, char expected)
    {
        SkipSpace(text, ref position);
        if (position >= text.Length)
        {
            throw Wrong(text, position, "an end where a brace is still open");
        }

        if (text[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    private static void Expect(string text, ref int position, char expected)
    {
        if (!Take(text, ref position, expected))
        {
            throw Wrong(text, position, $"'{text[position]}' where '{expected}' is expected");
        }
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }
    }

    private static FormatException Wrong(string text, int position, string what) =>
        new($"The text \"{text}\" has {what}, at character {position + 1}.");

    private abstract record Part;

    private sealed record Literal(string Text) : Part;

    private sealed record Hash : Part;

    private sealed record Argument(string Name) : Part;

    private sealed record Choice(string Name, bool Plural, ImmutableDictionary<string, ImmutableArray<Part>> Branches) : Part
    {
        public ImmutableArray<Part> Choose(object? value, CultureInfo culture)
        {
            if (!Plural)
            {
                return Branches.GetValueOrDefault(value?.ToString() ?? "", Branches["other"]);
            }

            var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
            return Branches.TryGetValue($"={number}", out var exact)
                ? exact
                : Branches.GetValueOrDefault(PluralRules.Category(culture, number), Branches["other"]);
        }
    }
}
