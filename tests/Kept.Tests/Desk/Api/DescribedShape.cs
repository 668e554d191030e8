using System.Text.Json;

namespace Kept.Tests.Desk.Api;

/// <summary>Holds an answer against what the description of the interface says of its shape.</summary>
internal static class DescribedShape
{
    /// <summary>Where it is not as described; empty where it is.</summary>
    public static IReadOnlyList<string> Faults(JsonElement description, JsonElement schema, JsonElement value, string where = "$")
    {
        if (schema.TryGetProperty("$ref", out var name))
        {
            return Faults(description, description.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]), value, where);
        }

        var faults = new List<string>();
        if (schema.TryGetProperty("oneOf", out var shapes))
        {
            var tried = shapes.EnumerateArray().Select(shape => Faults(description, shape, value, where)).ToList();
            if (tried.Count(found => found.Count == 0) != 1)
            {
                faults.Add($"{where} has not one of {tried.Count} shapes: {string.Join("; ", tried.SelectMany(found => found))}");
            }
        }

        if (schema.TryGetProperty("type", out var type) && !TypesOf(type).Any(one => IsOf(one, value)))
        {
            faults.Add($"{where} is {value.ValueKind}, not {type}");
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            faults.AddRange(value.EnumerateArray().SelectMany(item => Faults(description, items, item, where + "[]")));
        }

        return value.ValueKind == JsonValueKind.Object ? [.. faults, .. FaultsOfObject(description, schema, value, where)] : faults;
    }

    private static IEnumerable<string> FaultsOfObject(JsonElement description, JsonElement schema, JsonElement value, string where)
    {
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(one => one.GetString()!) : [])
        {
            if (!value.TryGetProperty(name, out _))
            {
                yield return $"{where} has no {name}";
            }
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var field in value.EnumerateObject().Where(_ => known.ValueKind == JsonValueKind.Object))
        {
            if (!known.TryGetProperty(field.Name, out var described))
            {
                yield return $"{where} has {field.Name}, which is not described";
                continue;
            }

            foreach (var fault in Faults(description, described, field.Value, $"{where}.{field.Name}"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> TypesOf(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
