using System.Collections.Immutable;
using System.Text.Json;
using Kept.Domain.Cases;
using NodaTime;
using NodaTime.Text;

namespace Kept.Cases.Timeline;

/// <summary>What stands in <see cref="CaseEvent.Details"/>, read without trusting that it is there.</summary>
internal readonly struct EventDetails
{
    private readonly JsonElement root;

    private EventDetails(JsonElement root) => this.root = root;

    public static EventDetails Of(CaseEvent entry)
    {
        using var document = JsonDocument.Parse(entry.Details);
        return new EventDetails(document.RootElement.Clone());
    }

    public string? Text(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public long? Number(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    /// <summary>Empty where there is no such list.</summary>
    public ImmutableArray<long> Numbers(string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Number).Select(item => item.GetInt64())]
            : [];

    public bool Flag(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public Instant? Moment(string name) => Text(name) is { } text && InstantPattern.ExtendedIso.Parse(text) is { Success: true } parsed
        ? parsed.Value
        : null;
}
