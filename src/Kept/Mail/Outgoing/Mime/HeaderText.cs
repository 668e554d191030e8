using System.Text;
using System.Text.RegularExpressions;
using Kept.Domain.Messages;

namespace Kept.Mail.Outgoing.Mime;

/// <summary>
/// Text in header lines: as it is where it is plain ASCII and short, otherwise as encoded words (RFC 2047, the Q form,
/// each at most 75 characters and each with whole characters). No line end, control or direction mark survives.
/// </summary>
internal static partial class HeaderText
{
    private const int LongestWord = 75;
    private const int NameBefore = 10; // "Subject: ", as a line with encoded words has at most 76 characters
    private const int LongestPlain = 60;
    private const int LongestText = 200;
    private const string Opening = "=?utf-8?Q?";
    private const string Closing = "?=";

    /// <summary>Text as one line of at most 200 characters, without anything invisible.</summary>
    public static string Clean(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || IsLineOrParagraphEnd(rune))
            {
                line.Append(line.Length > 0 && line[^1] != ' ' ? " " : "");
            }
            else if (!TypedText.TurnsDirection(rune))
            {
                line.Append(rune.ToString());
            }
        }

        var clean = line.ToString().Trim();
        return clean.Length <= LongestText ? clean : Cut(clean);
    }

    /// <summary>A subject.</summary>
    public static string Unstructured(string text)
    {
        var clean = Clean(text);
        return IsPlain(clean) ? clean : EncodedWords(clean);
    }

    /// <summary>A display name: quoted where it is ASCII.</summary>
    public static string Phrase(string text)
    {
        var clean = Clean(text);
        return IsPlain(clean)
            ? '"' + clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"'
            : EncodedWords(clean);
    }

    /// <summary>The text again of an unfolded value that this class wrote.</summary>
    public static string Decode(string value) => EncodedWord().Replace(
        value.Replace($"{Closing} {Opening}", "", StringComparison.Ordinal),
        word => QuotedPrintable.Decode(word.Groups[1].Value.Replace('_', ' ')));

    private static bool IsLineOrParagraphEnd(Rune rune) => rune.Value is 0x2028 or 0x2029;

    private static bool IsPlain(string text) =>
        Ascii.IsValid(text) && text.Length <= LongestPlain && !text.Contains("=?", StringComparison.Ordinal);

    private static string Cut(string text)
    {
        var end = char.IsHighSurrogate(text[LongestText - 2]) ? LongestText - 2 : LongestText - 1;
        return text[..end].TrimEnd() + "…";
    }

    private static string EncodedWords(string text)
    {
        var result = new StringBuilder(Opening);
        var length = NameBefore + Opening.Length;
        foreach (var rune in text.EnumerateRunes())
        {
            var encoded = Encode(rune);
            if (length + encoded.Length + Closing.Length > LongestWord)
            {
                result.Append(Closing).Append("\r\n ").Append(Opening);
                length = Opening.Length;
            }

            result.Append(encoded);
            length += encoded.Length;
        }

        return result.Append(Closing).ToString();
    }

    /// <summary>Only what RFC 2047 allows inside a display name too stays as it is.</summary>
    private static string Encode(Rune rune)
    {
        if (rune.Value == ' ')
        {
            return "_";
        }

        if (rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '!' or '*' or '+' or '-' or '/'))
        {
            return rune.ToString();
        }

        return string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(octet => $"={octet:X2}"));
    }

    [GeneratedRegex(@"=\?utf-8\?Q\?([^?]*)\?=")]
    private static partial Regex EncodedWord();
}
