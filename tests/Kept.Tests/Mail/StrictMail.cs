using System.Text;
using System.Text.RegularExpressions;
using Kept.Testing.Mails;
using Shouldly;

namespace Kept.Tests.Mail;

/// <summary>Reads a mail as a strict server would: what RFC 5322 and MIME do not allow is a failure, not a guess.</summary>
internal static partial class StrictMail
{
    private static readonly string[] Once = ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"];

    public static ReceivedMail Read(byte[] octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        octets.ShouldAllBe(octet => octet == '\r' || octet == '\n' || octet == '\t' || (octet >= ' ' && octet <= '~'));
        Regex.IsMatch(text, "(?<!\r)\n|\r(?!\n)").ShouldBeFalse("every line ends with CR LF");
        text.ShouldEndWith("\r\n");
        var lines = text.Split("\r\n");
        lines.ShouldAllBe(line => line.Length <= 998);
        var headers = lines.TakeWhile(line => line.Length > 0).ToList();
        headers.ShouldAllBe(line => HeaderLine().IsMatch(line));
        headers.ShouldAllBe(line => line.Length <= 76 || !line.Contains("=?", StringComparison.Ordinal));
        EncodedWord().Matches(string.Join('\n', headers)).ShouldAllBe(word => word.Length <= 75);
        var mail = new ReceivedMail(MimePart.Parse(octets));
        foreach (var name in Once)
        {
            mail.Whole.HeaderNames.Count(header => header.Equals(name, StringComparison.OrdinalIgnoreCase)).ShouldBe(1, name);
        }

        mail.Whole.ContentType.ShouldBe("multipart/alternative");
        mail.Whole.Parts.Select(part => part.ContentType).ShouldBe(["text/plain", "text/html"]);
        foreach (var part in mail.Whole.Parts)
        {
            part.Header("Content-Transfer-Encoding").ShouldBe("quoted-printable");
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(part.Content).ShouldNotContain('\0');
        }

        lines.SkipWhile(line => line.Length > 0).ShouldAllBe(line => line.Length <= 76);
        mail.MessageId.ShouldMatch(@"^<[A-Za-z0-9._-]+@[a-z0-9.-]+>$");
        return mail;
    }

    [GeneratedRegex(@"^(\S+: \S.*|[ \t]\S.*)$")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"=\?\S+?\?Q\?\S*?\?=")]
    private static partial Regex EncodedWord();
}
