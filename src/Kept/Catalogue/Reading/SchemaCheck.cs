using System.Text.RegularExpressions;

namespace Kept.Catalogue.Reading;

/// <summary>Checks a file against its schema and says of each mistake where it stands and what to do.</summary>
internal sealed class SchemaCheck(Schema schema)
{
    /// <summary>Takes as long as the text is, whatever the pattern: no limit is needed that a busy machine could reach.</summary>
    private const RegexOptions OfSchemas = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public void Check(SourceNode value, List<Mistake> mistakes) => Check(schema.Root, value, mistakes);

    private void Check(SourceObject rules, SourceNode value, List<Mistake> mistakes)
    {
        rules = schema.Follow(rules);
        if (Schema.TypesOf(rules) is { Length: > 0 } types && !types.Any(type => IsOfType(type, value)))
        {
            mistakes.Add(value.Mistake($"{value.Name} must be {Schema.Wanted(rules, types[0])}; found {value.Found}"));
            return;
        }

        if (rules["enum"] is SourceArray choices)
        {
            CheckChoice(choices, value, mistakes);
        }

        switch (value)
        {
            case SourceText text:
                CheckText(rules, text, mistakes);
                break;
            case SourceNumber number:
                CheckNumber(rules, number, mistakes);
                break;
            case SourceArray list:
                CheckList(rules, list, mistakes);
                break;
            case SourceObject members:
                CheckObject(rules, members, mistakes);
                break;
        }
    }

    private static bool IsOfType(string type, SourceNode value) => type switch
    {
        "object" => value is SourceObject,
        "array" => value is SourceArray,
        "string" => value is SourceText,
        "number" => value is SourceNumber,
        "integer" => value is SourceNumber number && number.Value == decimal.Truncate(number.Value),
        "boolean" => value is SourceBoolean,
        _ => throw new InvalidDataException($"The schema type '{type}' is not known to Kept."),
    };

    private static void CheckChoice(SourceArray choices, SourceNode value, List<Mistake> mistakes)
    {
        var allowed = choices.Items.OfType<SourceText>().Select(choice => choice.Value).ToArray();
        if (value is not SourceText text || allowed.Contains(text.Value))
        {
            return;
        }

        var list = string.Join(", ", allowed.Select(choice => $"\"{choice}\""));
        mistakes.Add(value.Mistake($"{value.Name} must be one of {list}; found {value.Found}{Suggestion.For(text.Value, allowed)}"));
    }

    private static void CheckText(SourceObject rules, SourceText text, List<Mistake> mistakes)
    {
        if (rules["pattern"] is SourceText pattern && !Regex.IsMatch(text.Value, pattern.Value, OfSchemas, Timeout.InfiniteTimeSpan))
        {
            mistakes.Add(text.Mistake($"{text.Name} must be {Schema.Wanted(rules, "string")}; found {text.Found}"));
        }

        if (rules["minLength"] is SourceNumber least && text.Value.Trim().Length < least.Value)
        {
            mistakes.Add(text.Mistake($"{text.Name} is empty; write a text here"));
        }

        if (rules["maxLength"] is SourceNumber most && text.Value.Length > most.Value)
        {
            mistakes.Add(text.Mistake($"{text.Name} has {text.Value.Length} characters, at most {most.Value} fit; shorten it"));
        }
    }

    private static void CheckNumber(SourceObject rules, SourceNumber number, List<Mistake> mistakes)
    {
        if (rules["minimum"] is SourceNumber least && number.Value < least.Value)
        {
            mistakes.Add(number.Mistake($"{number.Name} must be at least {least.Found}; found {number.Found}"));
        }

        if (rules["maximum"] is SourceNumber most && number.Value > most.Value)
        {
            mistakes.Add(number.Mistake($"{number.Name} must be at most {most.Found}; found {number.Found}"));
        }
    }

    private void CheckList(SourceObject rules, SourceArray list, List<Mistake> mistakes)
    {
        if (rules["minItems"] is SourceNumber least && list.Items.Count < least.Value)
        {
            mistakes.Add(list.Mistake($"{list.Name} needs at least {least.Found} {(least.Value == 1 ? "entry" : "entries")}; found {list.Items.Count}"));
        }

        if (rules["maxItems"] is SourceNumber most && list.Items.Count > most.Value)
        {
            mistakes.Add(list.Mistake($"{list.Name} takes at most {most.Found} {(most.Value == 1 ? "entry" : "entries")}; found {list.Items.Count}"));
        }

        if (rules["uniqueItems"] is SourceBoolean { Value: true })
        {
            foreach (var twice in list.Items.OfType<SourceText>().GroupBy(item => item.Value).SelectMany(same => same.Skip(1)))
            {
                mistakes.Add(twice.Mistake($"{twice.Found} stands in this list twice; keep one of them"));
            }
        }

        if (rules["items"] is SourceObject items)
        {
            foreach (var item in list.Items)
            {
                Check(items, item, mistakes);
            }
        }
    }

    private void CheckObject(SourceObject rules, SourceObject value, List<Mistake> mistakes)
    {
        var properties = rules["properties"] as SourceObject;
        foreach (var name in (rules["required"] as SourceArray)?.Items.OfType<SourceText>() ?? [])
        {
            if (value[name.Value] is null)
            {
                var meaning = (properties?[name.Value] as SourceObject)?["description"] is SourceText text ? $": {text.Value}" : "";
                mistakes.Add(value.Mistake($"'{name.Value}' is missing in the object that begins here; add it{meaning}"));
            }
        }

        foreach (var property in value.Properties)
        {
            CheckProperty(rules, properties, property, mistakes);
        }
    }

    private void CheckProperty(SourceObject rules, SourceObject? properties, SourceProperty property, List<Mistake> mistakes)
    {
        if (properties?[property.Name] is SourceObject known)
        {
            Check(known, property.Value, mistakes);
            return;
        }

        if (rules["propertyNames"] is SourceObject names && schema.Follow(names)["pattern"] is SourceText pattern
            && !Regex.IsMatch(property.Name, pattern.Value, OfSchemas, Timeout.InfiniteTimeSpan))
        {
            mistakes.Add(property.Mistake($"'{property.Name}' must be {Schema.Wanted(schema.Follow(names), "string")}"));
        }
        else if (rules["additionalProperties"] is SourceObject others)
        {
            Check(others, property.Value, mistakes);
        }
        else if (rules["additionalProperties"] is SourceBoolean { Value: false })
        {
            var allowed = properties?.Properties.Select(one => one.Name).ToArray() ?? [];
            var advice = Suggestion.For(property.Name, allowed, $"take it away, or use one of {string.Join(", ", allowed)}");
            mistakes.Add(property.Mistake($"'{property.Name}' is not known here{advice}"));
        }
    }
}
