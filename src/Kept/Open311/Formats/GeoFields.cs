using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Kept.Open311.Formats;

/// <summary>The fields of a form or of an address, by name; several of one name keep their order.</summary>
internal sealed partial class GeoFields(IEnumerable<(string Name, string Value)> fields)
{
    private readonly ImmutableArray<(string Name, string Value)> fields = [.. fields];

    /// <summary>The first of this name that says something; null where there is none.</summary>
    public string? One(string name) =>
        fields.FirstOrDefault(field => field.Name == name && !string.IsNullOrWhiteSpace(field.Value)).Value?.Trim();

    public IEnumerable<string> All(string name) => fields
        .Where(field => (field.Name == name || field.Name == name + "[]") && !string.IsNullOrWhiteSpace(field.Value))
        .Select(field => field.Value.Trim());

    /// <summary>What stands between commas, of all fields of this name.</summary>
    public ImmutableArray<string> Listed(string name) =>
        [.. All(name).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    /// <summary>attribute[code], attribute[code][] and attribute[code][0], by code.</summary>
    public ImmutableArray<(string Code, ImmutableArray<string> Values)> Attributes() =>
    [
        .. from field in fields
           let match = Attribute().Match(field.Name)
           where match.Success && !string.IsNullOrWhiteSpace(field.Value)
           group field.Value by match.Groups["code"].Value into values
           select (values.Key, values.ToImmutableArray()),
    ];

    /// <summary>All of it in one order, for telling whether the same was sent before.</summary>
    public string Canonical() => string.Join('\n', fields.OrderBy(field => field.Name, StringComparer.Ordinal)
        .Select(field => $"{field.Name.Length}:{field.Name}={field.Value.Length}:{field.Value}"));

    [GeneratedRegex(@"^attribute\[(?<code>[^\[\]]{1,200})\](\[\d{0,4}\])?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
