using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kept.Settings;
using Kept.Texts;

namespace Kept.Mail.Outgoing.Letters;

/// <summary>
/// A letter as HTML for mail programs: one column that fits any width, styles on the elements (many programs drop style
/// sheets), no tables, no pictures, nothing loaded from anywhere. Every word is encoded; markup comes from here alone.
/// </summary>
internal sealed class LetterHtml(OrganisationSettings organisation, Words words)
{
    private const string Font = "font-family:Arial,Helvetica,sans-serif;";
    private const string Ink = "#1d1d1d";
    private const string QuietInk = "#505a5f";
    private const int LongestPreview = 110;

    /// <summary>Programs that turn colours round by themselves are told that this letter does it; see the classes below.</summary>
    private const string DarkStyle =
        ":root{color-scheme:light dark;supported-color-schemes:light dark}"
        + "@media (prefers-color-scheme:dark){.page{background:#121212!important}.sheet{background:#1e1e1e!important;color:#f3f2f1!important}"
        + ".quiet{color:#c8c8c8!important}.promise{background:#2b2b2b!important}.button{border-color:#f3f2f1!important}}";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder html = new();
    private bool hasHeading;

    public string Of(string subject, Letter letter, LetterFooter footer)
    {
        var direction = words.Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
        var title = Encoder.Encode(Mime.HeaderText.Clean(subject));
        html.Append($"<!DOCTYPE html>\n<html lang=\"{words.Language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append($"<title>{title}</title>\n<style>{DarkStyle}</style>\n</head>\n")
            .Append($"<body class=\"page\" style=\"margin:0;padding:0;background:#f3f2f1;{Font}\">\n")
            .Append($"<div style=\"display:none;max-height:0;overflow:hidden\">{Encoder.Encode(Preview(letter))}</div>\n")
            .Append($"<div role=\"article\" aria-label=\"{title}\" lang=\"{words.Language}\" dir=\"{direction}\" style=\"max-width:600px;margin:0 auto;padding:16px 8px\">\n")
            .Append($"<div style=\"background:{Colour(organisation.PrimaryColour)};color:#ffffff;padding:16px 20px;font-size:20px;font-weight:bold;border-radius:4px 4px 0 0\">{Text(organisation.Name)}</div>\n")
            .Append($"<div class=\"sheet\" style=\"background:#ffffff;color:{Ink};padding:20px;font-size:17px;line-height:1.5;border-radius:0 0 4px 4px\">\n");
        foreach (var block in letter.Blocks)
        {
            Append(block);
        }

        html.Append("</div>\n").Append($"<div class=\"quiet\" style=\"padding:16px 20px;font-size:14px;line-height:1.5;color:{QuietInk}\">\n")
            .Append($"<p style=\"margin:0 0 8px\"><strong>{Text(footer.Organisation)}</strong></p>\n");
        foreach (var line in footer.Lines)
        {
            html.Append($"<p style=\"margin:0 0 8px\">{Text(line)}</p>\n");
        }

        return html.Append("</div>\n</div>\n</body>\n</html>\n").ToString();
    }

    /// <summary>What a list of mails shows behind the subject: the promise, or else the first words.</summary>
    public static string Preview(Letter letter)
    {
        var promised = letter.Blocks.OfType<LetterBlock.Promised>().FirstOrDefault()?.Text;
        var words = promised ?? letter.Blocks.OfType<LetterBlock.Paragraph>().FirstOrDefault()?.Text ?? "";
        var line = Mime.HeaderText.Clean(words);
        if (line.Length <= LongestPreview)
        {
            return line;
        }

        var space = line.LastIndexOf(' ', LongestPreview - 1);
        return line[..(space > 0 ? space : LongestPreview - 1)].TrimEnd('\ud800', '\udbff') + "…";
    }

    private void Append(LetterBlock block)
    {
        switch (block)
        {
            case LetterBlock.Heading heading:
                var (level, size) = hasHeading ? (2, 19) : (1, 24);
                html.Append($"<h{level} style=\"margin:{(hasHeading ? 24 : 0)}px 0 12px;font-size:{size}px;line-height:1.25\">{Text(heading.Text)}</h{level}>\n");
                hasHeading = true;
                break;
            case LetterBlock.Paragraph paragraph:
                html.Append($"<p style=\"margin:0 0 16px\">{Text(paragraph.Text)}</p>\n");
                break;
            case LetterBlock.Promised promised:
                html.Append($"<p class=\"promise\" style=\"margin:0 0 16px;padding:12px 16px;background:#f3f2f1;border-inline-start:6px solid {Colour(organisation.AccentColour)};font-size:19px;font-weight:bold\">{Text(promised.Text)}</p>\n");
                break;
            case LetterBlock.Listed listed:
                html.Append("<ul style=\"margin:0 0 16px;padding-inline-start:24px\">\n")
                    .AppendJoin("", listed.Items.Select(item => $"<li style=\"margin:0 0 6px\">{Text(item)}</li>\n")).Append("</ul>\n");
                break;
            case LetterBlock.Pairs pairs:
                html.Append("<dl style=\"margin:0 0 16px\">\n")
                    .AppendJoin("", pairs.Items.Select(pair =>
                        $"<dt style=\"font-weight:bold\">{Text(pair.Label)}</dt>\n<dd dir=\"auto\" style=\"margin:0 0 10px\">{Text(pair.Value)}</dd>\n"))
                    .Append("</dl>\n");
                break;
            case LetterBlock.Quoted quoted:
                html.Append($"<blockquote dir=\"auto\" style=\"margin:0 0 16px;padding-inline-start:14px;border-inline-start:4px solid #b1b4b6\">{Text(quoted.Text)}</blockquote>\n");
                break;
            case LetterBlock.Button button:
                AppendButton(button);
                break;
        }
    }

    /// <summary>A link only to the web: an address of any other kind is shown and leads nowhere.</summary>
    private void AppendButton(LetterBlock.Button button)
    {
        if (!Uri.TryCreate(button.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            html.Append($"<p style=\"margin:0 0 16px\">{Text(button.Text)}: {Text(button.Address)}</p>\n");
            return;
        }

        html.Append($"<p style=\"margin:0 0 16px\"><a class=\"button\" href=\"{Encoder.Encode(button.Address)}\" ")
            .Append($"style=\"display:inline-block;padding:12px 20px;background:{Colour(organisation.PrimaryColour)};color:#ffffff;border:2px solid {Colour(organisation.PrimaryColour)};")
            .Append($"border-radius:4px;font-weight:bold;text-decoration:none\">{Text(button.Text)}</a></p>\n");
    }

    private static string Colour(string setting) => Encoder.Encode(setting);

    private static string Text(string text) =>
        Encoder.Encode(LetterText.Clean(text).Trim()).Replace("&#xA;", "<br>", StringComparison.Ordinal).Replace("\n", "<br>", StringComparison.Ordinal);
}
