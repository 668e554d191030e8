using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Texts;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Webhooks;

/// <summary>Tells administrators that nobody is told any more; rows in the same save as the switching off.</summary>
internal sealed class WebhookMails(
    KeptDb db, IdSource ids, IClock clock, StaffDirectory directory, Leads leads, TextLibrary texts, IOptions<KeptSettings> settings)
{
    /// <summary>To the administrator who made it; to all of them when that one no longer is one.</summary>
    public async Task SwitchedOffAsync(Webhook webhook, bool gone)
    {
        var administrators = (await directory.ActiveAsync(CancellationToken.None)).Where(person => person.Role == StaffRole.Administrator).ToList();
        var maker = administrators.Where(person => person.Id == webhook.MadeById).ToList();
        foreach (var person in maker.Count > 0 ? maker : administrators)
        {
            if (await leads.AddressOfAsync(person.Id, CancellationToken.None) is { } address)
            {
                Add(webhook, gone, address);
            }
        }
    }

    private void Add(Webhook webhook, bool gone, StaffAddress to)
    {
        var words = texts.In(to.Language);
        db.Add(new Message(
            ids.Next(), new MessageAddress(to.Mail, to.Language, null, null, to.Id), "webhook-off",
            words["webhooks.mail.subject", ("name", webhook.Name)],
            new Letter(
            [
                new LetterBlock.Paragraph(words["staff.mail.greeting", ("name", to.Name)]),
                new LetterBlock.Paragraph(words[gone ? "webhooks.mail.gone" : "webhooks.mail.failing", ("name", webhook.Name), ("days", Webhook.MostPatience.Days)]),
                new LetterBlock.Button(words["webhooks.mail.button"], settings.Value.AddressOf($"/desk/webhooks/{webhook.Id}")),
            ]),
            clock.GetCurrentInstant()));
    }
}
