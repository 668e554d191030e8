using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Mail.Outgoing.Smtp;

/// <summary>
/// Hands mail to a relay over SMTP (RFC 5321), one connection a mail. Written here because the framework's SmtpClient
/// tells neither "for good" from "not now" nor can it be stopped in time.
/// </summary>
internal sealed class SmtpMailer(IOptions<MailSettings> mail, IOptions<KeptSettings> kept, TimeProvider time) : IMailer
{
    private readonly SmtpSettings settings = mail.Value.Smtp;
    private readonly string ownName = NameOf(kept.Value.PublicAddress);

    public async Task<Delivery> DeliverAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(settings.Timeout), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLong.Token);
        try
        {
            await using var connection = await SmtpConnection.OpenAsync(settings.Host, settings.Port, stop.Token);
            return await new SmtpDialogue(connection, settings, ownName, TlsOptions()).DeliverAsync(mail, stop.Token);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException or SocketException && tooLong.IsCancellationRequested)
        {
            return Trouble(DeliveryTrouble.TooSlow, $"{settings.Timeout} s");
        }
        catch (SocketException problem)
        {
            return Trouble(DeliveryTrouble.NotReached, problem.Message);
        }
        catch (AuthenticationException problem)
        {
            return Trouble(DeliveryTrouble.NotSecure, problem.Message);
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException)
        {
            return Trouble(DeliveryTrouble.BrokenOff, problem.Message);
        }
    }

    private static Delivery.RelayDown Trouble(DeliveryTrouble trouble, string detail) => new(new DeliveryAnswer(trouble, detail));

    /// <summary>
    /// Where encryption is only taken when offered and no password goes out, a certificate is not asked for: a relay that
    /// names itself wrongly is still better reached encrypted than in the clear (RFC 7435).
    /// </summary>
    private SslClientAuthenticationOptions TlsOptions()
    {
        var options = new SslClientAuthenticationOptions { TargetHost = settings.Host };
        if (!settings.ChecksCertificate)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (settings.TrustedCertificate.Length > 0)
        {
            var trusted = X509CertificateLoader.LoadCertificateFromFile(settings.TrustedCertificate);
            options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, trusted);
        }

        return options;
    }

    /// <summary>Good by the system's own reckoning, or for the right name and issued by the trusted certificate.</summary>
    private static bool IsTrusted(X509Certificate? presented, SslPolicyErrors errors, X509Certificate2 trusted)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || presented is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(new X509Certificate2(presented));
    }

    private static string NameOf(string publicAddress) =>
        Uri.TryCreate(publicAddress, UriKind.Absolute, out var address) && !IPAddress.TryParse(address.Host, out _)
        && address.IdnHost.Contains('.', StringComparison.Ordinal)
            ? address.IdnHost
            : "";
}
