using System.Collections.Frozen;

namespace Kept.Domain.Catalogue;

/// <summary>One text in several languages, by ISO 639-1 code. English is always there.</summary>
public sealed class LocalText(IReadOnlyDictionary<string, string> languages) : IEquatable<LocalText>
{
    private readonly FrozenDictionary<string, string> languages = languages.ToFrozenDictionary(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Languages => languages;

    /// <summary>The text in this language; English where it has not been translated.</summary>
    public string In(string language) =>
        languages.TryGetValue(language, out var text) ? text : languages["en"];

    public bool Equals(LocalText? other) =>
        other is not null && languages.Count == other.languages.Count
        && languages.All(text => other.languages.TryGetValue(text.Key, out var theirs) && theirs == text.Value);

    public override bool Equals(object? obj) => Equals(obj as LocalText);

    public override int GetHashCode() => languages.Count == 0 ? 0 : languages["en"].GetHashCode(StringComparison.Ordinal);

    public override string ToString() => languages["en"];
}
