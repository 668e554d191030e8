namespace Kept.Catalogue.Reading;

/// <summary>The rules that the council's file and the services' files share and no schema can say.</summary>
internal static class SenseCheck
{
    /// <summary>Finds every object with an English text and asks for the other languages.</summary>
    public static void EveryLanguage(SourceNode node, IReadOnlyList<string> languages, List<Mistake> mistakes)
    {
        switch (node)
        {
            case SourceArray list:
                foreach (var item in list.Items)
                {
                    EveryLanguage(item, languages, mistakes);
                }

                break;
            case SourceObject text when text["en"] is not null:
                foreach (var language in languages.Where(language => text[language] is null))
                {
                    mistakes.Add(text.Mistake($"{text.Name} is missing in the language '{language}'; translate it"));
                }

                break;
            case SourceObject other:
                foreach (var property in other.Properties)
                {
                    EveryLanguage(property.Value, languages, mistakes);
                }

                break;
        }
    }

    /// <summary>No code twice in one list.</summary>
    public static void UniqueCodes(IEnumerable<SourceObject> items, string what, List<Mistake> mistakes)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in items.Select(item => item["code"]).OfType<SourceText>())
        {
            if (!first.TryAdd(code.Value, code.Line))
            {
                mistakes.Add(code.Mistake($"the {what} {code.Found} stands here twice, first on line {first[code.Value]}; give it another code"));
            }
        }
    }

    /// <summary>A code that must be one of those in council.json.</summary>
    public static void KnownCode(SourceNode? code, string what, IReadOnlyList<string> known, List<Mistake> mistakes)
    {
        if (code is SourceText text && known.Count > 0 && !known.Contains(text.Value))
        {
            var advice = Suggestion.For(text.Value, known, $"use one of {string.Join(", ", known)}");
            mistakes.Add(text.Mistake($"there is no {what} {text.Found} in council.json{advice}"));
        }
    }
}
