using System.Globalization;
using System.Text;
using Kept.Domain.Messages;
using Microsoft.Net.Http.Headers;

namespace Kept.Files;

/// <summary>
/// The name of a file as people see it and get it back, made from the name the sender gave. It never becomes part of a path here:
/// on disk files have names of our own.
/// </summary>
internal sealed record FileName
{
    /// <summary>Characters as people count them, without the extension.</summary>
    public const int LongestStem = 80;

    private const int LongestStemInBytes = 200;

    private static readonly HashSet<string> DeviceNames = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", .. "123456789¹²³".SelectMany(digit => new[] { $"COM{digit}", $"LPT{digit}" })],
        StringComparer.OrdinalIgnoreCase);

    private FileName(string value) => Value = value;

    public string Value { get; }

    /// <summary>As it was stored; it was made by <see cref="From"/> then.</summary>
    public static FileName Known(string value) => new(value);

    /// <param name="given">What the sender's program called it; a path, rubbish or nothing at all.</param>
    /// <param name="kind">By content; it alone decides the extension, so that a name never claims another type.</param>
    /// <param name="otherwise">What to call it when nothing of the name is left, without extension.</param>
    public static FileName From(string? given, FileKind kind, string otherwise)
    {
        var stem = Shorten(WithoutExtension(Visible(LastPart(given ?? ""))));
        if (stem.Length == 0)
        {
            stem = otherwise;
        }
        if (DeviceNames.Contains(stem.Split('.')[0].TrimEnd()))
        {
            stem = "_" + stem;
        }
        return new FileName(stem + kind.Extension);
    }

    /// <summary>What the sender called it, to be named in a sentence to them: without what cannot be seen or turns the writing direction.</summary>
    public static string AsTold(string? given)
    {
        var told = Visible(LastPart(given ?? "")).Trim();
        return told.Length <= LongestStem ? told : string.Concat(Shorten(told), "…");
    }

    /// <summary>The value of a Content-Disposition header: plain ASCII for old programs, and the true name beside it (RFC 6266).</summary>
    public string ToContentDisposition(bool isShownInPage)
    {
        var header = new ContentDispositionHeaderValue(isShownInPage ? "inline" : "attachment");
        header.SetHttpFileName(Value);
        return header.ToString();
    }

    public override string ToString() => Value;

    private static string LastPart(string given) => given[(given.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>Leaves out what cannot be seen or turns the writing direction, and replaces what file systems give a meaning.</summary>
    private static string Visible(string given)
    {
        var name = new StringBuilder(given.Length);
        foreach (var rune in given.EnumerateRunes())
        {
            if (TypedText.IsSpace(rune))
            {
                if (name.Length > 0 && name[^1] != ' ')
                {
                    name.Append(' ');
                }
            }
            else if (!TypedText.IsInvisible(rune))
            {
                name.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
            }
        }
        return name.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>An extension is up to five letters and digits at the end, not digits alone; more after a full stop belongs to the name.</summary>
    private static string WithoutExtension(string name)
    {
        var trimmed = name.Trim(' ', '.');
        var dot = name.LastIndexOf('.');
        var extension = dot < 0 ? "" : name[(dot + 1)..].TrimEnd();
        return extension.Length <= 5 && extension.Any(char.IsAsciiLetter) && extension.All(char.IsAsciiLetterOrDigit)
            ? name[..dot].Trim(' ', '.')
            : trimmed;
    }

    private static string Shorten(string stem)
    {
        var kept = new StringBuilder();
        var bytes = 0;
        var count = 0;
        var parts = StringInfo.GetTextElementEnumerator(stem);
        while (parts.MoveNext() && count++ < LongestStem)
        {
            var part = parts.GetTextElement();
            bytes += Encoding.UTF8.GetByteCount(part);
            if (bytes > LongestStemInBytes)
            {
                break;
            }
            kept.Append(part);
        }
        return kept.ToString().Trim(' ', '.');
    }
}
