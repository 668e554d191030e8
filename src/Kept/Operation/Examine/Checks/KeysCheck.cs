using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kept.Mail.Outgoing;
using Kept.Settings;
using Kept.Staff;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Operation.Examine.Checks;

/// <summary>What runs out: the certificate of the public address, one that is trusted for mail, and the keys of sign-ins.</summary>
internal sealed class KeysCheck(SignInKeyHealth signIn, IOptions<KeptSettings> kept, IOptions<MailSettings> mail, IClock clock) : ICheck
{
    private const int Soon = 21;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Name => "keys";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Usual;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var address = new Uri(kept.Value.PublicAddress);
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            findings.AddRange(Of(address.Authority, await EndOfCertificateAsync(address, cancellationToken)));
        }
        else if (!address.IsLoopback)
        {
            findings.Add(Finding.Attention(Name, "noHttps", ("address", kept.Value.PublicAddress)));
        }

        if (mail.Value.Smtp.TrustedCertificate is { Length: > 0 } trusted)
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(trusted);
            findings.AddRange(Of(trusted, Instant.FromDateTimeUtc(certificate.NotAfter.ToUniversalTime())));
        }

        var (broken, ofOtherSecret) = await signIn.LookAsync(cancellationToken);
        if (broken > 0)
        {
            findings.Add(Finding.Bad(Name, "signIn", ("count", broken)));
        }

        if (ofOtherSecret > 0)
        {
            findings.Add(Finding.Attention(Name, "otherSecret", ("count", ofOtherSecret)));
        }

        return findings.Count > 0 ? findings : [Finding.Good(Name)];
    }

    private IEnumerable<Finding> Of(string whose, Instant? end)
    {
        var days = end is { } known ? (int)Math.Floor((known - clock.GetCurrentInstant()).TotalDays) : 0;
        return end is null ? [Finding.Attention(Name, "noAnswer", ("address", whose))]
            : days < 0 ? [Finding.Bad(Name, "ended", ("address", whose))]
            : days < Soon ? [Finding.Attention(Name, "endsSoon", ("address", whose), ("days", days))]
            : [];
    }

    /// <summary>Null when nobody answers there. Any certificate will do: it is only read.</summary>
    private static async Task<Instant?> EndOfCertificateAsync(Uri address, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.IdnHost, address.Port, patience.Token);
            Instant? end = null;
            await using var encrypted = new SslStream(client.GetStream(), false, (_, certificate, _, _) =>
            {
                end = certificate is null ? null : Instant.FromDateTimeUtc(DateTime.Parse(certificate.GetExpirationDateString(), CultureInfo.CurrentCulture).ToUniversalTime());
                return true;
            });
            await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, patience.Token);
            return end;
        }
        catch (Exception problem) when (problem is SocketException or IOException or OperationCanceledException or CryptographicException or System.Security.Authentication.AuthenticationException)
        {
            return null;
        }
    }
}
