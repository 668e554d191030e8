using System.Text;
using Kept.Domain.Messages;

namespace Kept.Mail.Outgoing.Letters;

/// <summary>
/// A letter as plain text: lines of at most 72 characters (an address or a longer word stands unbroken), links written
/// out, nothing drawn with characters that a screen reader would spell.
/// </summary>
internal static class LetterText
{
    private const int Width = 72;

    public static string Of(Letter letter, LetterFooter footer)
    {
        var text = new StringBuilder();
        foreach (var block in letter.Blocks)
        {
            Append(text, block);
            text.Append('\n');
        }

        text.Append("-- \n");
        Wrapped(text, footer.Organisation);
        foreach (var line in footer.Lines)
        {
            Wrapped(text, line);
        }

        return text.ToString();
    }

    /// <summary>A person's words without control characters and without marks that turn the direction of reading.</summary>
    public static string Clean(string words)
    {
        var clean = new StringBuilder(words.Length);
        foreach (var rune in words.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' || !(Rune.IsControl(rune) || TypedText.TurnsDirection(rune)))
            {
                clean.Append(rune.ToString());
            }
            else if (rune.Value is '\t')
            {
                clean.Append(' ');
            }
        }

        return clean.ToString();
    }

    private static void Append(StringBuilder text, LetterBlock block)
    {
        switch (block)
        {
            case LetterBlock.Heading heading:
                Wrapped(text, heading.Text);
                break;
            case LetterBlock.Paragraph paragraph:
                Wrapped(text, paragraph.Text);
                break;
            case LetterBlock.Promised promised:
                Wrapped(text, promised.Text, "    ", "    ");
                break;
            case LetterBlock.Listed listed:
                foreach (var item in listed.Items)
                {
                    Wrapped(text, item, "* ", "  ");
                }

                break;
            case LetterBlock.Pairs pairs:
                foreach (var pair in pairs.Items)
                {
                    Wrapped(text, $"{Led(pair.Label)} {pair.Value}", "", "  ");
                }

                break;
            case LetterBlock.Quoted quoted:
                Wrapped(text, quoted.Text, "> ", "> ");
                break;
            case LetterBlock.Button button:
                Wrapped(text, Led(button.Text));
                Wrapped(text, button.Address);
                break;
        }
    }

    /// <summary>What leads to something: "Place:", and a question as it is.</summary>
    private static string Led(string label) => label.EndsWith('?') ? label : label + ":";

    /// <summary>
    /// Every line after the first begins with <paramref name="rest"/>, whatever line ends the words have, so that typed
    /// words cannot pass for another part of the letter.
    /// </summary>
    private static void Wrapped(StringBuilder text, string words, string first = "", string rest = "")
    {
        var prefix = first;
        foreach (var paragraph in Clean(words).Trim().Split('\n'))
        {
            var line = new StringBuilder(prefix);
            var empty = true;
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!empty && line.Length + 1 + word.Length > Width)
                {
                    text.Append(line).Append('\n');
                    (line, empty) = (new StringBuilder(rest), true);
                }

                line.Append(empty ? "" : " ").Append(word);
                empty = false;
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
            prefix = rest;
        }
    }
}
