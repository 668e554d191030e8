using Kept.Domain.Cases;
using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Staff;

/// <summary>The mails that let somebody in: rows in the same save as the link they carry.</summary>
internal sealed class StaffMails(KeptDb db, IdSource ids, IClock clock, TextLibrary texts, IOptions<KeptSettings> settings)
{
    public void Invite(StaffMember member, StaffIdentity by, Secret secret)
    {
        var words = texts.In(member.Language);
        Add(member, "staff-invitation", words["staff.mail.invitation.subject", ("organisation", Organisation)], new Letter(
        [
            new LetterBlock.Paragraph(words["staff.mail.greeting", ("name", member.Name)]),
            new LetterBlock.Paragraph(words["staff.mail.invitation.text", ("by", by.Name), ("organisation", Organisation)]),
            new LetterBlock.Button(words["staff.mail.invitation.button"], settings.Value.AddressOf("/invitation/" + secret.Text)),
            new LetterBlock.Paragraph(words["staff.mail.invitation.lifetime"]),
        ]));
    }

    public void Reset(StaffMember member, Secret secret)
    {
        var words = texts.In(member.Language);
        Add(member, "staff-reset", words["staff.mail.reset.subject"], new Letter(
        [
            new LetterBlock.Paragraph(words["staff.mail.greeting", ("name", member.Name)]),
            new LetterBlock.Paragraph(words["staff.mail.reset.text"]),
            new LetterBlock.Button(words["staff.mail.reset.button"], settings.Value.AddressOf("/reset-password/" + secret.Text)),
            new LetterBlock.Paragraph(words["staff.mail.reset.lifetime"]),
        ]));
    }

    /// <summary>Tells somebody that their way in has changed, so that a stranger's doing does not stay unseen.</summary>
    public void Changed(StaffMember member, string what)
    {
        var words = texts.In(member.Language);
        Add(member, "staff-changed", words[$"staff.mail.changed.{what}.subject"], new Letter(
        [
            new LetterBlock.Paragraph(words["staff.mail.greeting", ("name", member.Name)]),
            new LetterBlock.Paragraph(words[$"staff.mail.changed.{what}.text"]),
            new LetterBlock.Paragraph(words["staff.mail.changed.notYou"]),
            new LetterBlock.Button(words["staff.mail.changed.button"], settings.Value.AddressOf("/reset-password")),
        ]));
    }

    private string Organisation => settings.Value.Organisation.Name;

    private void Add(StaffMember member, string kind, string subject, Letter letter) => db.Add(new Message(
        ids.Next(), new MessageAddress(member.Mail, member.Language, null, null, member.Id), kind, subject, letter, clock.GetCurrentInstant()));
}
