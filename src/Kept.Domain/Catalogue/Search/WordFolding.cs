using System.Globalization;
using System.Text;

namespace Kept.Domain.Catalogue.Search;

/// <summary>Makes words comparable: lower case, without accents, as people type them in a hurry or on a foreign keyboard.</summary>
internal static class WordFolding
{
    private const int MostWords = 200;
    private const int LongestWord = 40;

    /// <summary>The words of a text in their order. German umlauts meet both of their spellings: "Müll", "Mull" and "Muell" are one.</summary>
    public static List<string> WordsOf(string text, string language)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character))
            {
                Append(word, char.ToLowerInvariant(character));
            }
            else if (char.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark && character is not ('\'' or '\u2019'))
            {
                Finish(words, word, language);
            }
        }

        Finish(words, word, language);
        return words;
    }

    private static void Append(StringBuilder word, char character)
    {
        _ = character switch
        {
            'ß' => word.Append("ss"),
            'đ' => word.Append('d'),
            'ł' => word.Append('l'),
            'ø' => word.Append('o'),
            'æ' => word.Append("ae"),
            'ı' => word.Append('i'),
            _ => word.Append(character),
        };
    }

    private static void Finish(List<string> words, StringBuilder word, string language)
    {
        if (word.Length is > 0 and <= LongestWord && words.Count < MostWords)
        {
            var folded = word.ToString();
            words.Add(language == "de"
                ? folded.Replace("ae", "a", StringComparison.Ordinal).Replace("oe", "o", StringComparison.Ordinal).Replace("ue", "u", StringComparison.Ordinal)
                : folded);
        }

        word.Clear();
    }
}
