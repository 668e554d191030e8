using System.Collections.Immutable;

namespace Kept.Forwarding.Exchange;

/// <summary>One record of another server's answer; a field may be there more than once.</summary>
internal sealed class TheirRecord(IEnumerable<(string Name, string Value)> fields)
{
    /// <summary>No database of ours takes it in a text, and no person writes it.</summary>
    private const string Zero = "\0";

    private readonly ILookup<string, string> values = fields.ToLookup(
        field => field.Name, field => field.Value.Replace(Zero, "", StringComparison.Ordinal).Trim(), StringComparer.Ordinal);

    /// <summary>The first; null where the field is not there.</summary>
    public string? One(string name) => values[name].FirstOrDefault();

    /// <summary>All of it, for telling whether the same was read before.</summary>
    public override string ToString() => string.Join('\n', values.SelectMany(field => field, (field, value) => $"{field.Key}={value.Length}:{value}"));

    /// <summary>All that say something.</summary>
    public ImmutableArray<string> All(string name) => [.. values[name].Where(value => value.Length > 0)];
}
