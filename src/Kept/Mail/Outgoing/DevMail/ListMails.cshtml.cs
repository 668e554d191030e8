using Kept.Settings;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Mail.Outgoing.DevMail;

/// <summary>All mails in the folder, newest first.</summary>
[OnThisMachine]
internal sealed class ListMails(MailFolder folder, IOptions<KeptSettings> settings) : PageModel
{
    public IReadOnlyList<FoundMail> Mails { get; private set; } = [];

    public void OnGet() => Mails = folder.Newest();

    public string Moment(FoundMail mail, Words words) =>
        words.Moment(mail.At.InZone(DateTimeZoneProviders.Tzdb[settings.Value.Organisation.TimeZone]).LocalDateTime);
}
