using System.Globalization;
using System.Text;

namespace Kept.Domain.Messages;

/// <summary>What people type, and which characters of it nobody sees.</summary>
public static class TypedText
{
    /// <summary>
    /// Without control characters, marks that turn the writing direction, code points that are no characters, and space at the ends;
    /// line ends are <c>\n</c>, composed characters are one (NFC). Empty where nothing of it can be seen.
    /// </summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="keepLines">Whether line ends and tabs stay; else they are spaces.</param>
    public static string Tidy(string text, bool keepLines)
    {
        var (tidy, isSeen) = (new StringBuilder(text.Length), false);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t')
            {
                tidy.Append(keepLines ? (char)rune.Value : ' ');
            }
            else if (!Rune.IsControl(rune) && !TurnsDirection(rune) && (rune.Value & 0xFFFE) != 0xFFFE)
            {
                tidy.Append(rune.ToString());
                isSeen |= !IsSpace(rune) && !IsInvisible(rune);
            }
        }

        return isSeen ? tidy.ToString().Normalize(NormalizationForm.FormC).Trim() : "";
    }

    /// <summary>Marks that make following text run the other way, and so can make a text read as another one.</summary>
    public static bool TurnsDirection(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    /// <summary>What shows as space within a line.</summary>
    public static bool IsSpace(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator || rune.Value is '\t' or 0x2800;

    /// <summary>What takes no room on the screen, or means nothing to others.</summary>
    public static bool IsInvisible(Rune rune) =>
        rune.Value == Rune.ReplacementChar.Value
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
