using System.Collections.Immutable;

namespace Kept.Catalogue.Reading;

/// <summary>
/// A JSON Schema (2020-12) as far as the catalogue's schemas need it. One with any other keyword is refused, so that no
/// rule is silently left unchecked.
/// </summary>
internal sealed class Schema
{
    private static readonly HashSet<string> Known =
    [
        "$schema", "$id", "$comment", "$defs", "$ref", "title", "description", "examples", "default",
        "type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum",
        "properties", "required", "additionalProperties", "propertyNames", "items", "minItems", "maxItems", "uniqueItems",
    ];

    private Schema(SourceObject root) => Root = root;

    public SourceObject Root { get; }

    /// <exception cref="InvalidDataException">Not a schema, or one with a keyword that is not known here.</exception>
    public static Schema Read(string file, ReadOnlySpan<byte> bytes)
    {
        var mistakes = new List<Mistake>();
        if (SourceReader.Read(file, bytes, mistakes) is not SourceObject root || mistakes.Count > 0)
        {
            throw new InvalidDataException($"The schema cannot be read: {mistakes.FirstOrDefault()?.ToString() ?? file}");
        }

        var schema = new Schema(root);
        schema.RefuseUnknownKeywords(root);
        return schema;
    }

    private void RefuseUnknownKeywords(SourceObject schema)
    {
        if (schema.Properties.FirstOrDefault(keyword => !Known.Contains(keyword.Name)) is { } unknown)
        {
            throw new InvalidDataException(unknown.Mistake($"the schema keyword '{unknown.Name}' is not known to Kept").ToString());
        }

        if (schema["$ref"] is SourceText)
        {
            Follow(schema);
        }

        var named = new[] { "properties", "$defs" }.SelectMany(name => (schema[name] as SourceObject)?.Properties ?? []);
        var single = new[] { "items", "additionalProperties", "propertyNames" }.Select(name => schema[name]);
        foreach (var inner in named.Select(property => property.Value).Concat(single).OfType<SourceObject>())
        {
            RefuseUnknownKeywords(inner);
        }
    }

    /// <summary>The schema that a reference leads to; the schema itself where there is none.</summary>
    public SourceObject Follow(SourceObject schema)
    {
        while (schema["$ref"] is SourceText reference)
        {
            const string Prefix = "#/$defs/";
            schema = reference.Value.StartsWith(Prefix, StringComparison.Ordinal)
                && (Root["$defs"] as SourceObject)?[reference.Value[Prefix.Length..]] is SourceObject found
                ? found
                : throw new InvalidDataException(reference.Mistake($"the schema has no definition {reference.Value}").ToString());
        }

        return schema;
    }

    /// <summary>The types that a value may have; none where any may stand.</summary>
    public static ImmutableArray<string> TypesOf(SourceObject schema) => schema["type"] switch
    {
        SourceText one => [one.Value],
        SourceArray several => several.Texts(),
        _ => [],
    };

    /// <summary>What should stand there: the schema's title with its first example, or the type's name.</summary>
    public static string Wanted(SourceObject schema, string type)
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
