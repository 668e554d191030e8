using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Kept.Domain.Messages;

/// <summary>
/// One mail address to which a mail can be sent (RFC 5321 Mailbox, without quoted names and without bare IP addresses,
/// which no resident has). Nothing in it can end a header line or an SMTP command.
/// </summary>
public readonly record struct MailAddress
{
    private const int LongestLocalPart = 64;
    private const int Longest = 254;
    private const string Marks = "!#$%&'*+/=?^_`{|}~-";

    private readonly string? local;
    private readonly string? domain;

    private MailAddress(string local, string domain) => (this.local, this.domain) = (local, domain);

    /// <summary>What stands before the @, as it was written.</summary>
    public string Local => local ?? throw new InvalidOperationException("This address was never set.");

    /// <summary>What stands behind the @, in lower case and in ASCII (RFC 5890): "xn--mller-kva.example".</summary>
    public string Domain => domain ?? throw new InvalidOperationException("This address was never set.");

    /// <summary>The name before the @ has letters outside ASCII: only servers with SMTPUTF8 (RFC 6531) take it.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Local);

    /// <summary>
    /// The same for every way to write one mailbox: "ada@ＭÜLLER.example" and "Ada@xn--mller-kva.example" are "ada@müller.example".
    /// </summary>
    public string Key => $"{Local}@{InLetters(Domain)}".Normalize().ToLowerInvariant();

    /// <exception cref="FormatException">Not a mail address.</exception>
    public static MailAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("This is not a mail address.");

    public static bool TryParse([NotNullWhen(true)] string? text, out MailAddress address)
    {
        address = default;
        var trimmed = text?.Trim() ?? "";
        var at = trimmed.LastIndexOf('@');
        if (at < 1 || trimmed.Length > Longest || !IsLocalPart(trimmed[..at]) || ToAsciiDomain(trimmed[(at + 1)..]) is not { } ascii)
        {
            return false;
        }

        address = new MailAddress(trimmed[..at], ascii);
        return Encoding.UTF8.GetByteCount(address.ToString()) <= Longest;
    }

    public override string ToString() => $"{Local}@{Domain}";

    private static bool IsLocalPart(string text) =>
        Encoding.UTF8.GetByteCount(text) <= LongestLocalPart
        && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
        && text.EnumerateRunes().All(rune => rune.IsAscii
            ? Rune.IsLetterOrDigit(rune) || rune.Value == '.' || Marks.Contains((char)rune.Value)
            : rune != Rune.ReplacementChar && IsWritten(rune));

    /// <summary>Letters, digits and the marks that belong to them; never spaces, controls or invisible characters.</summary>
    private static bool IsWritten(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string InLetters(string domain)
    {
        try
        {
            return new IdnMapping().GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain; // begins with xn-- and stands for nothing
        }
    }

    private static string? ToAsciiDomain(string text)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text).ToLowerInvariant();
            var labels = ascii.Split('.');
            return labels.Length > 1 && labels.All(label => label.Length is > 0 and <= 63) && !labels[^1].All(char.IsAsciiDigit)
                ? ascii
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
