using System.Text;

namespace Kept.Mail.Outgoing.Mime;

/// <summary>Bodies as quoted-printable (RFC 2045, 6.7): ASCII, lines of at most 76 characters, ended by CR LF.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            AppendLine(result, line);
            result.Append("\r\n");
        }

        return result.ToString();
    }

    /// <summary>The text again, with line feeds.</summary>
    /// <exception cref="FormatException">Not quoted-printable.</exception>
    public static string Decode(string encoded)
    {
        var octets = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '=' && string.CompareOrdinal(encoded, i + 1, "\r\n", 0, 2) == 0)
            {
                i += 2;
            }
            else if (encoded[i] == '=')
            {
                octets.Add(Convert.FromHexString(encoded.AsSpan(i + 1, Math.Min(2, encoded.Length - i - 1)))[0]);
                i += 2;
            }
            else if (encoded[i] != '\r')
            {
                octets.Add(checked((byte)encoded[i]));
            }
        }

        return Encoding.UTF8.GetString([.. octets]);
    }

    private static void AppendLine(StringBuilder result, string line)
    {
        var used = 0;
        for (var i = 0; i < line.Length;)
        {
            Rune.DecodeFromUtf16(line.AsSpan(i), out var rune, out var length);
            i += length;
            var encoded = Encode(rune, endOfLine: i >= line.Length);
            var room = i >= line.Length ? LongestLine : LongestLine - 1;
            if (used + encoded.Length > room)
            {
                result.Append("=\r\n");
                used = 0;
            }

            result.Append(encoded);
            used += encoded.Length;
        }
    }

    /// <summary>A space or tab at the end of a line would be lost on the way.</summary>
    private static string Encode(Rune rune, bool endOfLine) =>
        (rune.Value is ' ' or '\t' && !endOfLine) || rune.Value is (>= '!' and <= '~' and not '=')
            ? rune.ToString()
            : string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(octet => $"={octet:X2}"));
}
