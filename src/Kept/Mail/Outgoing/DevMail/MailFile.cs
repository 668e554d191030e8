using System.Text;
using System.Text.RegularExpressions;
using Kept.Mail.Outgoing.Mime;

namespace Kept.Mail.Outgoing.DevMail;

/// <summary>A mail that this program wrote into its folder, taken apart again. Not for mail from anywhere else.</summary>
/// <param name="Headers">Name and value, unfolded and decoded, in their order.</param>
internal sealed partial record MailFile(IReadOnlyList<(string Name, string Value)> Headers, string Text, string Html, string Source)
{
    public string Header(string name) =>
        Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>Web addresses that stand in the text, each once.</summary>
    public IReadOnlyList<string> Links => [.. Link().Matches(Text).Select(match => match.Value).Distinct(StringComparer.Ordinal)];

    /// <exception cref="FormatException">Not written by this program.</exception>
    public static MailFile Parse(byte[] octets)
    {
        var source = Encoding.UTF8.GetString(octets);
        var (head, body) = Split(source);
        var boundary = Boundary().Match(head) is { Success: true } match
            ? match.Groups[1].Value
            : throw new FormatException("This mail has no parts.");
        var parts = body.Split($"--{boundary}").Skip(1).ToList();
        return new MailFile(HeadersOf(head), PartOf(parts, "text/plain"), PartOf(parts, "text/html"), source);
    }

    private static IReadOnlyList<(string Name, string Value)> HeadersOf(string head) =>
    [
        .. from line in head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
           let colon = line.IndexOf(": ", StringComparison.Ordinal)
           where colon > 0
           select (line[..colon], HeaderText.Decode(line[(colon + 2)..])),
    ];

    private static string PartOf(List<string> parts, string type)
    {
        var part = parts.FirstOrDefault(part => part.TrimStart().StartsWith($"Content-Type: {type};", StringComparison.Ordinal));
        return part is null ? "" : QuotedPrintable.Decode(Split(part.TrimStart()).Body);
    }

    private static (string Head, string Body) Split(string message)
    {
        var empty = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return empty < 0 ? throw new FormatException("This mail has no body.") : (message[..empty], message[(empty + 4)..]);
    }

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
