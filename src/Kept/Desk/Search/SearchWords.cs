using System.Collections.Immutable;
using Kept.Cases;
using Kept.Domain.Cases;

namespace Kept.Desk.Search;

/// <summary>
/// What somebody typed into the search box, taken apart: a reference, an address to write to, a number to ring, and words.
/// </summary>
/// <param name="Words">Folded, letters and digits only: nothing in them can be syntax to a database.</param>
internal sealed record SearchWords(Reference? Reference, string? MailKey, string? PhoneKey, ImmutableArray<string> Words)
{
    private const int MostCharacters = 200;
    private const int MostWords = 12;
    private const int FewestPhoneDigits = 6;

    public bool IsEmpty => Words.IsEmpty;

    public static SearchWords Parse(string? typed)
    {
        var text = Clean(typed ?? "");
        return new SearchWords(
            Domain.Cases.Reference.TryParse(text, out var reference) ? reference : null,
            text.Contains('@') ? ContactDetails.KeyOfMail(text) : null,
            PhoneIn(text),
            [.. CaseWords.Split(text).Take(MostWords)]);
    }

    /// <summary>For FTS5: all words, the last one as a beginning. Each is a string in quotes, so none can be an operator.</summary>
    public string ForSqlite => string.Join(" AND ", Words.Select(word => $"\"{word}\"")) + "*" + Joined(" OR \"", "\"*");

    /// <summary>For <c>to_tsquery</c>: the same.</summary>
    public string ForPostgres => string.Join(" & ", Words) + ":*" + Joined(" | ", ":*");

    /// <summary>A reference is one word of eight characters; typed with its hyphen and not yet whole, it comes as two.</summary>
    private string Joined(string before, string after) =>
        Words is [{ Length: 4 } first, { Length: < 4 } second] && (first + second).All(letter => Domain.Cases.Reference.Alphabet.Contains(char.ToUpperInvariant(letter)))
            ? before + first + second + after
            : "";

    /// <summary>No database takes a zero character, and half a character cannot be folded.</summary>
    private static string Clean(string typed) => string.Concat(
        typed.EnumerateRunes().Take(MostCharacters).Where(rune => !System.Text.Rune.IsControl(rune)).Select(rune => rune.ToString()));

    private static string? PhoneIn(string text) =>
        text.All(character => char.IsAsciiDigit(character) || character is ' ' or '+' or '-' or '/' or '(' or ')' or '.')
        && text.Count(char.IsAsciiDigit) >= FewestPhoneDigits
            ? ContactDetails.KeyOfPhone(text)
            : null;
}
