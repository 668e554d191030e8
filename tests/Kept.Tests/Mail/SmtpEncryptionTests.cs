using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kept.Mail.Outgoing;
using Kept.Testing.Mails;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

/// <summary>Encrypting and signing in: what goes to whom, and what never goes out.</summary>
public sealed class SmtpEncryptionTests : IAsyncDisposable
{
    private readonly ScriptedRelay relay = new();

    [Theory]
    [InlineData("true")]
    [InlineData("auto")]
    public async Task Encrypts_with_a_relay_whose_certificate_is_trusted(string startTls)
    {
        using var certificate = SelfMade("localhost");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        (relay.Certificate, relay.Offers) = (certificate, ["STARTTLS", "AUTH PLAIN"]);
        void Settings(SmtpSettings smtp) =>
            (smtp.Host, smtp.StartTls, smtp.TrustedCertificate, smtp.User, smtp.Password) = ("localhost", startTls, file, "kept", "päss");
        (await relay.SendAsync(settings: Settings)).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands.Count(command => command.StartsWith("EHLO", StringComparison.Ordinal)).ShouldBe(2);
        relay.Commands.ShouldContain("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0kept\0päss")));
        File.Delete(file);
    }

    [Fact]
    public async Task No_password_goes_to_a_relay_that_does_not_prove_its_name()
    {
        using var certificate = SelfMade("localhost");
        (relay.Certificate, relay.Offers) = (certificate, ["STARTTLS", "AUTH PLAIN"]);
        (await relay.SendAsync(settings: SignIn)).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
        relay.Commands.ShouldNotContain(command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_password_goes_out_in_the_clear_unless_that_is_demanded()
    {
        relay.Offers = ["AUTH PLAIN"];
        (await relay.SendAsync(settings: SignIn)).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
        relay.Commands.ShouldNotContain(command => command.StartsWith("AUTH", StringComparison.Ordinal));
        (await relay.SendAsync(settings: smtp =>
        {
            SignIn(smtp);
            smtp.StartTls = "false";
        })).ShouldBeOfType<Delivery.Accepted>();
    }

    [Fact]
    public async Task Encryption_that_is_only_taken_when_offered_does_not_ask_for_a_certificate()
    {
        using var certificate = SelfMade("somewhere.else.example");
        (relay.Certificate, relay.Offers) = (certificate, ["STARTTLS"]);
        (await relay.SendAsync()).ShouldBeOfType<Delivery.Accepted>();
        (await relay.SendAsync(settings: smtp => smtp.StartTls = "true")).Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
    }

    [Fact]
    public async Task Encryption_that_is_demanded_and_not_offered_keeps_the_mail_here()
    {
        (await relay.SendAsync(settings: smtp => smtp.StartTls = "true")).Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
        relay.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_slipped_in_before_the_encryption_are_not_believed()
    {
        using var certificate = SelfMade("localhost");
        (relay.Certificate, relay.Offers, relay.Slipped) = (certificate, ["STARTTLS"], "250 AUTH PLAIN");
        (await relay.SendAsync()).Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
        relay.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signs_in_by_login_where_plain_is_not_offered()
    {
        relay.Offers = ["AUTH LOGIN XOAUTH2"];
        (await relay.SendAsync(settings: smtp => (smtp.StartTls, smtp.User, smtp.Password) = ("false", "kept", "secret"))).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands.ShouldContain(Convert.ToBase64String("kept"u8.ToArray()));
        relay.Commands.ShouldContain(Convert.ToBase64String("secret"u8.ToArray()));
    }

    [Fact]
    public async Task A_wrong_password_costs_no_mail()
    {
        relay.Offers = ["AUTH PLAIN"];
        relay.Replies["AUTH"] = "535 5.7.8 Authentication credentials invalid";
        var delivery = await relay.SendAsync(settings: smtp => (smtp.StartTls, smtp.User, smtp.Password) = ("false", "kept", "wrong"));
        delivery.ShouldBe(new Delivery.RelayDown(new DeliveryAnswer(DeliveryTrouble.NotSignedIn, "535 5.7.8 Authentication credentials invalid")));
    }

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    private static void SignIn(SmtpSettings smtp) => (smtp.User, smtp.Password) = ("kept", "secret");

    private static X509Certificate2 SelfMade(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
