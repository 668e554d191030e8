using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kept.Domain.Messages;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Mail.Outgoing;

/// <summary>The section <c>Mail</c> of appsettings.json (<c>Mail__Smtp__Host</c> as an environment variable).</summary>
internal sealed class MailSettings
{
    public const string Section = "Mail";

    /// <summary>Where answers go; empty for the address the mail comes from.</summary>
    public string ReplyTo { get; set; } = "";

    public SmtpSettings Smtp { get; set; } = new();

    /// <summary>No relay: mail is written to the folder <c>mail</c> in the data folder.</summary>
    public bool ToFolder => Smtp.Host.Length == 0;
}

internal sealed class SmtpSettings
{
    public const int ImplicitTlsPort = 465;
    public const string Always = "true";
    public const string Never = "false";
    public const string IfOffered = "auto";

    /// <summary>Name of the relay; empty writes mail to a folder instead.</summary>
    public string Host { get; set; } = "";

    /// <summary>587 or 25; on 465 the connection is encrypted from the first octet.</summary>
    public int Port { get; set; } = 587;

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>"true": never without encryption. "auto": when the relay offers it. "false": not at all.</summary>
    public string StartTls { get; set; } = IfOffered;

    /// <summary>Seconds one delivery may take, from connecting to the relay's last word.</summary>
    public int Timeout { get; set; } = 30;

    /// <summary>A PEM file with a certificate to trust besides those of the system, for a relay with one of its own.</summary>
    public string TrustedCertificate { get; set; } = "";

    public bool SignsIn => User.Length > 0;

    /// <summary>Whether the relay must prove who it is: wherever encryption is demanded or a password goes out.</summary>
    public bool ChecksCertificate => SignsIn || TrustedCertificate.Length > 0 || Port == ImplicitTlsPort || IsStartTls(Always);

    public bool IsStartTls(string value) => string.Equals(StartTls, value, StringComparison.OrdinalIgnoreCase);
}

/// <summary>An invalid setting stops the start with a sentence that names it.</summary>
internal sealed class MailSettingsCheck(IOptions<KeptSettings> kept) : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private IEnumerable<string> Mistakes(MailSettings options)
    {
        if (!IsSender(kept.Value.Organisation.MailFrom))
        {
            yield return $"Kept:Organisation:MailFrom is \"{kept.Value.Organisation.MailFrom}\". Write the address mails come from, such as \"report@example.org\".";
        }

        if (options.ReplyTo.Length > 0 && !IsSender(options.ReplyTo))
        {
            yield return $"Mail:ReplyTo is \"{options.ReplyTo}\". Write a mail address, or leave it empty to use Kept:Organisation:MailFrom.";
        }

        var smtp = options.Smtp;
        if (smtp.Host.Length > 0 && Uri.CheckHostName(smtp.Host) == UriHostNameType.Unknown)
        {
            yield return $"Mail:Smtp:Host is \"{smtp.Host}\". Write the name or address of the relay alone, such as \"mail.example.org\"; the port is Mail:Smtp:Port.";
        }

        if (smtp.Host.Length == 0 && smtp.SignsIn)
        {
            yield return "Mail:Smtp:User is set and Mail:Smtp:Host is empty. Name the relay, or remove the user.";
        }

        if (smtp.Port is < 1 or > 65535)
        {
            yield return $"Mail:Smtp:Port is {smtp.Port}. Write a port number, usually 587, 465 or 25.";
        }

        if (smtp.SignsIn != smtp.Password.Length > 0)
        {
            yield return "Mail:Smtp:User and Mail:Smtp:Password belong together: set both, or neither.";
        }

        if (!smtp.IsStartTls(SmtpSettings.Always) && !smtp.IsStartTls(SmtpSettings.Never) && !smtp.IsStartTls(SmtpSettings.IfOffered))
        {
            yield return $"Mail:Smtp:StartTls is \"{smtp.StartTls}\". Write \"true\", \"false\" or \"auto\".";
        }

        if (smtp.Timeout is < 1 or > 240)
        {
            yield return $"Mail:Smtp:Timeout is {smtp.Timeout}. Write seconds from 1 to 240.";
        }

        if (smtp.TrustedCertificate.Length > 0 && !IsCertificate(smtp.TrustedCertificate))
        {
            yield return $"Mail:Smtp:TrustedCertificate is \"{smtp.TrustedCertificate}\". Write the path of a readable PEM file with a certificate.";
        }
    }

    /// <summary>Our own addresses must pass every server, so they are in ASCII.</summary>
    private static bool IsSender(string text) => MailAddress.TryParse(text, out var address) && !address.NeedsUtf8;

    private static bool IsCertificate(string path)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            return true;
        }
        catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
