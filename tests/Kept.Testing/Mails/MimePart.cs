using System.Text;
using System.Text.RegularExpressions;

namespace Kept.Testing.Mails;

/// <summary>
/// A mail or a part of one: headers and a body (RFC 5322, 2045, 2047). Written apart from the program's own mail code,
/// so that a mistake there is not made here too.
/// </summary>
internal sealed partial class MimePart
{
    private readonly List<(string Name, string Value)> headers = [];
    private readonly byte[] body;

    private MimePart(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            throw new FormatException("The mail has no empty line, ended by CR LF, between headers and body.");
        }

        foreach (var line in Folding().Replace(Encoding.UTF8.GetString(bytes, 0, end), " ").Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(colon > 0
                ? (line[..colon], line[(colon + 1)..].Trim())
                : throw new FormatException($"This is no header: \"{line}\""));
        }

        body = bytes[(end + 4)..];
        Parts = Parameter("boundary") is { } boundary ? [.. Split(boundary).Select(part => new MimePart(part))] : [];
    }

    public IReadOnlyList<MimePart> Parts { get; }

    public IEnumerable<MimePart> Leaves => Parts.Count == 0 ? [this] : Parts.SelectMany(part => part.Leaves);

    public IEnumerable<string> HeaderNames => headers.Select(header => header.Name);

    /// <summary>Without parameters, in small letters.</summary>
    public string ContentType => RawHeader("Content-Type").Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } type ? type : "text/plain";

    public bool IsAttachment => RawHeader("Content-Disposition").StartsWith("attachment", StringComparison.OrdinalIgnoreCase);

    public byte[] Content => RawHeader("Content-Transfer-Encoding").ToLowerInvariant() switch
    {
        "base64" => Convert.FromBase64String(Encoding.ASCII.GetString(body)),
        "quoted-printable" => DecodeQuoted(Encoding.Latin1.GetString(body)),
        _ => body,
    };

    public string Text => Encoding.GetEncoding(Parameter("charset") ?? "utf-8").GetString(Content).ReplaceLineEndings("\n");

    public static MimePart Parse(byte[] bytes) => new(bytes);

    public string Header(string name) => EncodedWord().Replace(BetweenWords().Replace(RawHeader(name), ""), word =>
        Encoding.GetEncoding(word.Groups["charset"].Value).GetString(word.Groups["encoding"].Value is "B" or "b"
            ? Convert.FromBase64String(word.Groups["text"].Value)
            : DecodeQuoted(word.Groups["text"].Value.Replace('_', ' '))));

    private string RawHeader(string name) =>
        headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private string? Parameter(string name)
    {
        var match = Regex.Match(RawHeader("Content-Type"), $@";\s*{name}\s*=\s*(""(?<v>[^""]*)""|(?<v>[^;\s]+))", RegexOptions.IgnoreCase);
        return match.Success ? match.Groups["v"].Value : null;
    }

    private IEnumerable<byte[]> Split(string boundary)
    {
        var pieces = ("\r\n" + Encoding.Latin1.GetString(body)).Split("\r\n--" + boundary);
        return pieces[1..].TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal))
            .Select(piece => Encoding.Latin1.GetBytes(piece[(piece.IndexOf("\r\n", StringComparison.Ordinal) + 2)..]));
    }

    private static byte[] DecodeQuoted(string text)
    {
        var joined = SoftBreak().Replace(text, "");
        return Encoding.Latin1.GetBytes(QuotedByte().Replace(joined, quoted =>
            ((char)Convert.ToByte(quoted.Groups[1].Value, 16)).ToString()));
    }

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex(@"=\?(?<charset>[^?]+)\?(?<encoding>[BbQq])\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"(?<=\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=[ \t]*\r\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex QuotedByte();
}
