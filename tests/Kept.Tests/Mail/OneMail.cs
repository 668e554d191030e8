using System.Text;
using Kept.Domain.Messages;
using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.Smtp;
using Kept.Settings;
using Kept.Testing.Mails;
using Microsoft.Extensions.Options;
using NodaTime;
using Xunit;

namespace Kept.Tests.Mail;

/// <summary>One mail, handed to a relay of the test.</summary>
internal static class OneMail
{
    public static Task<Delivery> SendAsync(
        this ScriptedRelay relay, ComposedMail? mail = null, Action<SmtpSettings>? settings = null, string publicAddress = "http://127.0.0.1:5080")
    {
        var smtp = new SmtpSettings { Host = "127.0.0.1", Port = relay.Port, Timeout = 20 };
        settings?.Invoke(smtp);
        var mailer = new SmtpMailer(
            Options.Create(new MailSettings { Smtp = smtp }), Options.Create(new KeptSettings { PublicAddress = publicAddress }), TimeProvider.System);
        return mailer.DeliverAsync(mail ?? New(), TestContext.Current.CancellationToken);
    }

    public static ComposedMail New(string to = "ada@example.org", string content = "Subject: x\r\n\r\nHello\r\n") => new(
        4711, MailAddress.Parse("kept@millbrook.example"), MailAddress.Parse(to), Instant.FromUtc(2026, 3, 2, 9, 0), Encoding.UTF8.GetBytes(content));
}
