using Kept.Domain.Messages;
using Kept.Mail.Outgoing.Letters;
using Kept.Mail.Outgoing.Mime;
using Kept.Settings;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Mail.Outgoing;

/// <summary>A mail ready to be handed over: envelope and the octets of the message.</summary>
/// <param name="Id">The id of the message row.</param>
internal sealed record ComposedMail(long Id, MailAddress From, MailAddress To, Instant Date, byte[] Content);

/// <summary>Makes the mail of a message row. The same row and settings always make the same octets.</summary>
internal sealed class ComposeMail(TextLibrary texts, IOptions<KeptSettings> kept, IOptions<MailSettings> mail)
{
    /// <summary>Null when the row's recipient is not a mail address.</summary>
    public ComposedMail? From(Message message)
    {
        if (!MailAddress.TryParse(message.Recipient, out var recipient))
        {
            return null;
        }

        var organisation = kept.Value.Organisation;
        var words = texts.In(message.Language);
        var letter = Letter.FromJson(message.Letter);
        var footer = LetterFooter.Of(message, words, organisation);
        var from = MailAddress.Parse(organisation.MailFrom);
        var parts = new MailParts(
            organisation.Name, from, mail.Value.ReplyTo.Length == 0 ? null : MailAddress.Parse(mail.Value.ReplyTo), recipient,
            message.Subject, message.ReadyAt, $"{message.Id}.{message.Token.Text}@{from.Domain}", words.Language,
            LetterText.Of(letter, footer), new LetterHtml(organisation, words).Of(message.Subject, letter, footer));
        return new ComposedMail(message.Id, from, recipient, message.ReadyAt, MimeMail.Write(parts));
    }

    /// <summary>The text part of the mail, to be read here: without one-time codes.</summary>
    public string TextOf(Message message) => LetterText.Of(
        Letter.FromJson(message.Letter).WithoutCodes(), LetterFooter.Of(message, texts.In(message.Language), kept.Value.Organisation));

    /// <summary>A subject or address as one line without anything invisible, as a mail carries it.</summary>
    public static string OneLine(string text) => HeaderText.Clean(text);
}
