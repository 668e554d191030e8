using System.Text;

namespace Kept.Mail.Outgoing;

/// <summary>
/// What an attempt to deliver came to: the words of the receiving side, or, where it said nothing, which trouble of ours
/// it was, or why it was never sent. Written to the row as the words themselves, or as <c>#trouble detail</c>.
/// </summary>
internal sealed record DeliveryAnswer(DeliveryTrouble Trouble, string Detail)
{
    private const int Longest = 500;

    /// <summary>The receiving side's own words, such as "250 2.0.0 Ok: queued as 4B2C".</summary>
    public static DeliveryAnswer Of(string words) => new(DeliveryTrouble.None, words);

    /// <summary>The three digits of an SMTP reply, or nothing: what may stand in a log, as the words can name the recipient.</summary>
    public string Code => Detail.Length >= 3 && Detail[..3].All(char.IsAsciiDigit) ? Detail[..3] : "";

    public static DeliveryAnswer Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = space < 0 ? (text, "") : (text[..space], text[(space + 1)..]);
        return word.StartsWith('#') && Enum.TryParse<DeliveryTrouble>(word[1..], out var trouble)
            ? new DeliveryAnswer(trouble, rest)
            : new DeliveryAnswer(DeliveryTrouble.None, text);
    }

    public override string ToString() => Clean(Trouble == DeliveryTrouble.None ? Detail : $"#{Trouble} {Detail}").Trim();

    /// <summary>One line of visible characters, as another machine wrote it and people will read it.</summary>
    private static string Clean(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes().Take(Longest))
        {
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString();
    }
}

/// <summary>Why there is no answer of the receiving side. The names are stored, and are keys of texts.</summary>
internal enum DeliveryTrouble
{
    None,

    /// <summary>No connection came about.</summary>
    NotReached,

    /// <summary>It took longer than the time allowed.</summary>
    TooSlow,

    /// <summary>The connection broke in the middle, or something came that is not SMTP.</summary>
    BrokenOff,

    /// <summary>Encryption is demanded and not offered, or the certificate is not good.</summary>
    NotSecure,

    /// <summary>The relay did not take our user name and password.</summary>
    NotSignedIn,

    /// <summary>The recipient is not a mail address.</summary>
    NotAnAddress,

    /// <summary>The address has letters outside ASCII, and the relay cannot handle those.</summary>
    NotInAscii,

    /// <summary>The mail folder could not be written.</summary>
    NotWritten,

    /// <summary>The mail could not be put together: a mistake of the program.</summary>
    NotComposed,

    /// <summary>Not sent: a newer message says what is true now.</summary>
    Overtaken,

    /// <summary>Not sent: what it tells was undone before.</summary>
    Undone,

    /// <summary>Not sent: what it tells was of use for a short time, and that was over.</summary>
    TooLate,
}
