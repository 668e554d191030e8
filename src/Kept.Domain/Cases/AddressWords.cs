using Kept.Domain.Catalogue.Search;

namespace Kept.Domain.Cases;

/// <summary>
/// Two ways of writing one address: the number before or after the street, with or without accents and dots, with the
/// street's kind written out or not. "swan ave. 33" is "33 Swan Avenue".
/// </summary>
public static class AddressWords
{
    private const string German = "strasse";

    private static readonly Dictionary<string, string> WrittenOut = new(StringComparer.Ordinal)
    {
        ["st"] = "street", ["rd"] = "road", ["ave"] = "avenue", ["av"] = "avenue", ["ln"] = "lane", ["dr"] = "drive", ["cl"] = "close",
        ["ct"] = "court", ["sq"] = "square", ["pl"] = "place", ["cres"] = "crescent", ["gdns"] = "gardens", ["terr"] = "terrace",
        ["str"] = German, ["ul"] = "ulica", ["u"] = "utca",
    };

    public static bool AreSame(string one, string other) => KeyOf(one).SequenceEqual(KeyOf(other), StringComparer.Ordinal);

    /// <summary>The longest number in it, as it is written; null where there is none.</summary>
    public static string? NumberIn(string address) => KeyOf(address).Where(word => char.IsAsciiDigit(word[0])).MaxBy(word => word.Length);

    /// <summary>Whatever counts, in an order of its own.</summary>
    private static IEnumerable<string> KeyOf(string address) => WordFolding.WordsOf(address, "en")
        .SelectMany(NumbersApart)
        .SelectMany(StreetApart)
        .Select(UmlautsMet)
        .Order(StringComparer.Ordinal);

    /// <summary>"33a" is "33 a".</summary>
    private static IEnumerable<string> NumbersApart(string word)
    {
        var start = 0;
        for (var i = 1; i <= word.Length; i++)
        {
            if (i == word.Length || char.IsAsciiDigit(word[i]) != char.IsAsciiDigit(word[start]))
            {
                yield return word[start..i];
                start = i;
            }
        }
    }

    /// <summary>"Mueller" is "Müller", of which folding has left "Muller".</summary>
    private static string UmlautsMet(string word) => word
        .Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal);

    /// <summary>"Hauptstr." is "Haupt Straße".</summary>
    private static IEnumerable<string> StreetApart(string word)
    {
        if (WrittenOut.TryGetValue(word, out var whole))
        {
            return [whole];
        }

        return new[] { German, "str" }.FirstOrDefault(end => word.Length > end.Length && word.EndsWith(end, StringComparison.Ordinal)) is { } end
            ? [word[..^end.Length], German]
            : [word];
    }
}
