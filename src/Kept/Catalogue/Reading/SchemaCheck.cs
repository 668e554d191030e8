using System.Text.RegularExpressions;

namespace Kept.Catalogue.Reading;

/// <summary>
/// Checks a file against a JSON Schema (2020-12). Knows the keywords that the catalogue's schemas use, and refuses a
/// schema with any other, so that no rule is silently left unchecked.
/// </summary>
internal sealed class SchemaCheck
{
    private static readonly HashSet<string> Known =
    [
        "$schema", "$id", "$comment", "$defs", "$ref", "title", "description", "examples", "default",
        "type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum",
        "properties", "required", "additionalProperties", "propertyNames", "items", "minItems", "maxItems", "uniqueItems",
    ];

    private readonly SourceObject root;

    private SchemaCheck(SourceObject root) => this.root = root;

    /// <exception cref="InvalidDataException">Not a schema, or one with a keyword that is not known here.</exception>
    public static SchemaCheck Read(string file, ReadOnlySpan<byte> schema)
    {
        var mistakes = new List<Mistake>();
        if (SourceReader.Read(file, schema, mistakes) is not SourceObject root || mistakes.Count > 0)
        {
            throw new InvalidDataException($"The schema cannot be read: {mistakes.FirstOrDefault()?.ToString() ?? file}");
        }

        RefuseUnknownKeywords(root, root);
        return new SchemaCheck(root);
    }

    public void Check(SourceNode value, List<Mistake> mistakes) => Check(root, value, mistakes);

    private static void RefuseUnknownKeywords(SourceObject root, SourceObject schema)
    {
        if (schema.Properties.FirstOrDefault(keyword => !Known.Contains(keyword.Name)) is { } unknown)
        {
            throw new InvalidDataException(unknown.Mistake($"the schema keyword '{unknown.Name}' is not known to Kept").ToString());
        }

        if (schema["$ref"] is SourceText)
        {
            Follow(root, schema);
        }

        var named = new[] { "properties", "$defs" }.SelectMany(name => (schema[name] as SourceObject)?.Properties ?? []);
        var single = new[] { "items", "additionalProperties", "propertyNames" }.Select(name => schema[name]);
        foreach (var inner in named.Select(property => property.Value).Concat(single).OfType<SourceObject>())
        {
            RefuseUnknownKeywords(root, inner);
        }
    }

    private static SourceObject Follow(SourceObject root, SourceObject schema)
    {
        while (schema["$ref"] is SourceText reference)
        {
            const string Prefix = "#/$defs/";
            schema = reference.Value.StartsWith(Prefix, StringComparison.Ordinal)
                && (root["$defs"] as SourceObject)?[reference.Value[Prefix.Length..]] is SourceObject found
                ? found
                : throw new InvalidDataException(reference.Mistake($"the schema has no definition {reference.Value}").ToString());
        }

        return schema;
    }

    private void Check(SourceObject schema, SourceNode value, List<Mistake> mistakes)
    {
        schema = Follow(root, schema);
        if (schema["type"] is SourceText type && !IsOfType(type.Value, value))
        {
            mistakes.Add(value.Mistake($"{value.Name} must be {Wanted(schema, type.Value)}; found {value.Found}"));
            return;
        }

        if (schema["enum"] is SourceArray choices)
        {
            CheckChoice(choices, value, mistakes);
        }

        switch (value)
        {
            case SourceText text:
                CheckText(schema, text, mistakes);
                break;
            case SourceNumber number:
                CheckNumber(schema, number, mistakes);
                break;
            case SourceArray list:
                CheckList(schema, list, mistakes);
                break;
            case SourceObject members:
                CheckObject(schema, members, mistakes);
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

    private static void CheckText(SourceObject schema, SourceText text, List<Mistake> mistakes)
    {
        if (schema["pattern"] is SourceText pattern && !Regex.IsMatch(text.Value, pattern.Value, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            mistakes.Add(text.Mistake($"{text.Name} must be {Wanted(schema, "string")}; found {text.Found}"));
        }

        if (schema["minLength"] is SourceNumber least && text.Value.Trim().Length < least.Value)
        {
            mistakes.Add(text.Mistake($"{text.Name} is empty; write a text here"));
        }

        if (schema["maxLength"] is SourceNumber most && text.Value.Length > most.Value)
        {
            mistakes.Add(text.Mistake($"{text.Name} has {text.Value.Length} characters, at most {most.Value} fit; shorten it"));
        }
    }

    private static void CheckNumber(SourceObject schema, SourceNumber number, List<Mistake> mistakes)
    {
        if (schema["minimum"] is SourceNumber least && number.Value < least.Value)
        {
            mistakes.Add(number.Mistake($"{number.Name} must be at least {least.Found}; found {number.Found}"));
        }

        if (schema["maximum"] is SourceNumber most && number.Value > most.Value)
        {
            mistakes.Add(number.Mistake($"{number.Name} must be at most {most.Found}; found {number.Found}"));
        }
    }

    private void CheckList(SourceObject schema, SourceArray list, List<Mistake> mistakes)
    {
        if (schema["minItems"] is SourceNumber least && list.Items.Count < least.Value)
        {
            mistakes.Add(list.Mistake($"{list.Name} needs at least {least.Found} {(least.Value == 1 ? "entry" : "entries")}; found {list.Items.Count}"));
        }

        if (schema["maxItems"] is SourceNumber most && list.Items.Count > most.Value)
        {
            mistakes.Add(list.Mistake($"{list.Name} takes at most {most.Found} {(most.Value == 1 ? "entry" : "entries")}; found {list.Items.Count}"));
        }

        if (schema["uniqueItems"] is SourceBoolean { Value: true })
        {
            foreach (var twice in list.Items.OfType<SourceText>().GroupBy(item => item.Value).SelectMany(same => same.Skip(1)))
            {
                mistakes.Add(twice.Mistake($"{twice.Found} stands in this list twice; keep one of them"));
            }
        }

        if (schema["items"] is SourceObject items)
        {
            foreach (var item in list.Items)
            {
                Check(items, item, mistakes);
            }
        }
    }

    private void CheckObject(SourceObject schema, SourceObject value, List<Mistake> mistakes)
    {
        var properties = schema["properties"] as SourceObject;
        foreach (var name in (schema["required"] as SourceArray)?.Items.OfType<SourceText>() ?? [])
        {
            if (value[name.Value] is null)
            {
                var meaning = (properties?[name.Value] as SourceObject)?["description"] is SourceText text ? $": {text.Value}" : "";
                mistakes.Add(value.Mistake($"'{name.Value}' is missing in the object that begins here; add it{meaning}"));
            }
        }

        foreach (var property in value.Properties)
        {
            CheckProperty(schema, properties, property, mistakes);
        }
    }

    private void CheckProperty(SourceObject schema, SourceObject? properties, SourceProperty property, List<Mistake> mistakes)
    {
        if (properties?[property.Name] is SourceObject known)
        {
            Check(known, property.Value, mistakes);
            return;
        }

        if (schema["propertyNames"] is SourceObject names && Follow(root, names)["pattern"] is SourceText pattern
            && !Regex.IsMatch(property.Name, pattern.Value, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            mistakes.Add(property.Mistake($"'{property.Name}' must be {Wanted(Follow(root, names), "string")}"));
        }
        else if (schema["additionalProperties"] is SourceObject others)
        {
            Check(others, property.Value, mistakes);
        }
        else if (schema["additionalProperties"] is SourceBoolean { Value: false })
        {
            var allowed = properties?.Properties.Select(one => one.Name).ToArray() ?? [];
            var advice = Suggestion.For(property.Name, allowed, $"take it away, or use one of {string.Join(", ", allowed)}");
            mistakes.Add(property.Mistake($"'{property.Name}' is not known here{advice}"));
        }
    }

    /// <summary>What should stand there: the schema's title with its first example, or the type's name.</summary>
    private static string Wanted(SourceObject schema, string type)
    {
        var wanted = (schema["title"] as SourceText)?.Value ?? type switch
        {
            "object" => "an object",
            "array" => "a list",
            "string" => "a text",
            "integer" => "a whole number",
            "boolean" => "true or false",
            _ => $"a {type}",
        };
        return (schema["examples"] as SourceArray)?.Items.FirstOrDefault() is { } example ? $"{wanted} such as {example.Found}" : wanted;
    }
}
