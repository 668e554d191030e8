using System.Globalization;
using System.Text;
using Kept.Domain.Messages;
using NodaTime;
using NodaTime.Text;

namespace Kept.Mail.Outgoing.Mime;

/// <summary>What a mail consists of, before it is written as a message.</summary>
/// <param name="MessageId">Without the angle brackets.</param>
internal sealed record MailParts(
    string SenderName, MailAddress From, MailAddress? ReplyTo, MailAddress To, string Subject, Instant Date, string MessageId, string Language,
    string Text, string Html);

/// <summary>
/// Writes a mail as RFC 5322 and MIME ask: a text part and an HTML part of the same content. The same parts always make
/// the same octets. It says that a machine sent it (RFC 3834, and the header Exchange reads instead), so that absence
/// notices do not answer it; no Precedence, which RFC 3834 does not ask for and filters take for advertising.
/// </summary>
internal static class MimeMail
{
    private static readonly InstantPattern DatePattern =
        InstantPattern.Create("ddd, d MMM uuuu HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    public static byte[] Write(MailParts parts)
    {
        var boundary = "=_" + parts.MessageId[..parts.MessageId.IndexOf('@', StringComparison.Ordinal)];
        var mail = new StringBuilder();
        Header(mail, "Date", DatePattern.Format(parts.Date));
        Header(mail, "From", $"{HeaderText.Phrase(parts.SenderName)}\r\n <{parts.From}>");
        if (parts.ReplyTo is { } replyTo)
        {
            Header(mail, "Reply-To", $"<{replyTo}>");
        }

        Header(mail, "To", $"<{parts.To}>");
        Header(mail, "Subject", HeaderText.Unstructured(parts.Subject));
        Header(mail, "Message-ID", $"<{parts.MessageId}>");
        Header(mail, "Auto-Submitted", "auto-generated");
        Header(mail, "X-Auto-Response-Suppress", "OOF, AutoReply");
        Header(mail, "Content-Language", parts.Language);
        Header(mail, "MIME-Version", "1.0");
        Header(mail, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        mail.Append("\r\n");
        Part(mail, boundary, "text/plain", parts.Text);
        Part(mail, boundary, "text/html", parts.Html);
        mail.Append($"--{boundary}--\r\n");
        return Encoding.UTF8.GetBytes(mail.ToString());
    }

    /// <exception cref="ArgumentException">The value would begin a header line of its own: a mistake of ours.</exception>
    private static void Header(StringBuilder mail, string name, string value)
    {
        if (value.Replace("\r\n ", " ", StringComparison.Ordinal).Any(char.IsControl))
        {
            throw new ArgumentException($"The value of the header {name} has a control character.", nameof(value));
        }

        mail.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    private static void Part(StringBuilder mail, string boundary, string type, string content) => mail
        .Append($"--{boundary}\r\n")
        .Append($"Content-Type: {type}; charset=utf-8\r\n")
        .Append("Content-Transfer-Encoding: quoted-printable\r\n\r\n")
        .Append(QuotedPrintable.Encode(content));
}
