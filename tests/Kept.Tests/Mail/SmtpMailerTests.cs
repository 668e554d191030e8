using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kept.Domain.Messages;
using Kept.Mail.Outgoing;
using Kept.Mail.Outgoing.Smtp;
using Kept.Settings;
using Microsoft.Extensions.Options;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Mail;

public sealed class SmtpMailerTests : IAsyncDisposable
{
    private readonly ScriptedRelay relay = new();

    [Fact]
    public async Task Hands_a_mail_over_as_it_is()
    {
        var mail = Mail(content: "Subject: x\r\n\r\n.\r\n..two\r\n.\r\nDATA\r\n\r\nend\r\n");
        (await SendAsync(mail)).ShouldBe(new Delivery.Accepted(DeliveryAnswer.Of("250 2.0.0 Ok: queued as 4B2C")));
        relay.Mails.ShouldHaveSingleItem().ShouldBe(mail.Content);
        relay.Commands.ShouldBe(
        [
            "EHLO [127.0.0.1]", $"MAIL FROM:<kept@millbrook.example> SIZE={mail.Content.Length}", "RCPT TO:<ada@example.org>", "DATA", "QUIT",
        ]);
    }

    [Fact]
    public async Task Greets_with_the_name_residents_use() =>
        await GreetsAsync("https://report.millbrook.example", "EHLO report.millbrook.example");

    [Theory]
    [InlineData("RCPT", "550 5.1.1 No such user")]
    [InlineData("RCPT", "553 5.1.3 Bad address")]
    [InlineData(".", "554 5.7.1 Message looks like spam")]
    [InlineData("DATA", "554 5.5.1 No valid recipients")]
    [InlineData("MAIL", "552 5.3.4 Message size exceeds limit")]
    public async Task What_is_refused_for_good_is_not_tried_again(string at, string answer)
    {
        relay.Replies[at] = answer;
        (await SendAsync()).ShouldBe(new Delivery.Refused(DeliveryAnswer.Of(answer)));
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 Greylisted, see https://postgrey.example/")]
    [InlineData("RCPT", "452 4.2.2 Mailbox full")]
    [InlineData(".", "451 4.3.0 Try again later")]
    [InlineData("DATA", "451 4.3.0 Try again later")]
    public async Task What_is_refused_for_now_is_tried_later(string at, string answer)
    {
        relay.Replies[at] = answer;
        (await SendAsync()).ShouldBe(new Delivery.Delayed(DeliveryAnswer.Of(answer)));
    }

    [Theory]
    [InlineData("", "554 5.3.2 No SMTP service here")]
    [InlineData("", "421 4.3.2 Too many connections")]
    [InlineData("EHLO", "550 Who are you?")]
    [InlineData("MAIL", "530 5.7.0 Must issue a STARTTLS command first")]
    [InlineData("MAIL", "553 5.7.1 Sender not allowed")]
    [InlineData("RCPT", "530 5.7.1 Authentication required")]
    [InlineData("RCPT", "421 4.7.0 Closing down")]
    public async Task What_every_mail_would_hear_is_no_verdict_on_this_one(string at, string answer)
    {
        relay.Replies[at] = answer;
        (await SendAsync()).ShouldBe(new Delivery.RelayDown(DeliveryAnswer.Of(answer)));
    }

    [Fact]
    public async Task Replies_of_several_lines_are_read_whole()
    {
        relay.Replies["RCPT"] = "550-5.1.1 The address you wrote to\r\n550-5.1.1 does not exist.\r\n550 5.1.1 Check it.";
        (await SendAsync()).Answer.ToString().ShouldBe("550 5.1.1 The address you wrote to 5.1.1 does not exist. 5.1.1 Check it.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("EHLO")]
    [InlineData("RCPT")]
    [InlineData(".")]
    public async Task A_relay_that_hangs_is_given_up(string at)
    {
        relay.HangsAt.Add(at);
        (await SendAsync(settings: smtp => smtp.Timeout = 1)).Answer.Trouble.ShouldBe(DeliveryTrouble.TooSlow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RCPT")]
    [InlineData(".")]
    public async Task A_relay_that_breaks_off_is_tried_again(string at)
    {
        relay.Replies[at] = null;
        (await SendAsync()).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("999 what")]
    [InlineData("\u0000\u0001\u0002")]
    public async Task Something_that_is_not_smtp_is_no_relay(string greeting)
    {
        relay.Replies[""] = greeting;
        (await SendAsync()).Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
    }

    [Theory]
    [InlineData(5000, 1)]
    [InlineData(70, 100_000)]
    public async Task Endless_replies_are_cut_off(int width, int lines)
    {
        relay.Replies["EHLO"] = string.Join("\r\n", Enumerable.Repeat("250-" + new string('x', width), lines));
        (await SendAsync()).Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
    }

    [Fact]
    public async Task Hanging_up_after_taking_the_mail_is_no_failure()
    {
        relay.Replies["QUIT"] = null;
        (await SendAsync()).ShouldBeOfType<Delivery.Accepted>();
    }

    [Fact]
    public async Task No_relay_at_all_is_no_verdict()
    {
        var port = relay.Port;
        await relay.DisposeAsync();
        (await SendAsync(settings: smtp => smtp.Port = port)).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotReached);
        (await SendAsync(settings: smtp => smtp.Host = "relay.invalid")).Answer.Trouble.ShouldBe(DeliveryTrouble.NotReached);
    }

    [Fact]
    public async Task Letters_outside_ascii_need_a_relay_that_knows_them()
    {
        var mail = Mail(to: "žana@example.hr");
        (await SendAsync(mail)).ShouldBeOfType<Delivery.Refused>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotInAscii);
        relay.Offers = ["SMTPUTF8", "8BITMIME"];
        (await SendAsync(mail)).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands.ShouldContain("MAIL FROM:<kept@millbrook.example> SMTPUTF8 BODY=8BITMIME");
        relay.Commands.ShouldContain("RCPT TO:<žana@example.hr>");
    }

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
        (await SendAsync(settings: Settings)).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands.Count(command => command.StartsWith("EHLO", StringComparison.Ordinal)).ShouldBe(2);
        relay.Commands.ShouldContain("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0kept\0päss")));
        File.Delete(file);
    }

    [Fact]
    public async Task No_password_goes_to_a_relay_that_does_not_prove_its_name()
    {
        using var certificate = SelfMade("localhost");
        (relay.Certificate, relay.Offers) = (certificate, ["STARTTLS", "AUTH PLAIN"]);
        (await SendAsync(settings: SignIn)).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
        relay.Commands.ShouldNotContain(command => command.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_password_goes_out_in_the_clear_unless_that_is_demanded()
    {
        relay.Offers = ["AUTH PLAIN"];
        (await SendAsync(settings: SignIn)).ShouldBeOfType<Delivery.RelayDown>().Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
        relay.Commands.ShouldNotContain(command => command.StartsWith("AUTH", StringComparison.Ordinal));
        (await SendAsync(settings: smtp =>
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
        (await SendAsync()).ShouldBeOfType<Delivery.Accepted>();
        (await SendAsync(settings: smtp => smtp.StartTls = "true")).Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
    }

    [Fact]
    public async Task Encryption_that_is_demanded_and_not_offered_keeps_the_mail_here()
    {
        (await SendAsync(settings: smtp => smtp.StartTls = "true")).Answer.Trouble.ShouldBe(DeliveryTrouble.NotSecure);
        relay.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_slipped_in_before_the_encryption_are_not_believed()
    {
        using var certificate = SelfMade("localhost");
        (relay.Certificate, relay.Offers, relay.Slipped) = (certificate, ["STARTTLS"], "250 AUTH PLAIN");
        (await SendAsync()).Answer.Trouble.ShouldBe(DeliveryTrouble.BrokenOff);
        relay.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signs_in_by_login_where_plain_is_not_offered()
    {
        relay.Offers = ["AUTH LOGIN XOAUTH2"];
        (await SendAsync(settings: smtp => (smtp.StartTls, smtp.User, smtp.Password) = ("false", "kept", "secret"))).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands.ShouldContain(Convert.ToBase64String("kept"u8.ToArray()));
        relay.Commands.ShouldContain(Convert.ToBase64String("secret"u8.ToArray()));
    }

    [Fact]
    public async Task A_wrong_password_costs_no_mail()
    {
        relay.Offers = ["AUTH PLAIN"];
        relay.Replies["AUTH"] = "535 5.7.8 Authentication credentials invalid";
        var delivery = await SendAsync(settings: smtp => (smtp.StartTls, smtp.User, smtp.Password) = ("false", "kept", "wrong"));
        delivery.ShouldBe(new Delivery.RelayDown(new DeliveryAnswer(DeliveryTrouble.NotSignedIn, "535 5.7.8 Authentication credentials invalid")));
    }

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    private static void SignIn(SmtpSettings smtp) => (smtp.User, smtp.Password) = ("kept", "secret");

    private async Task GreetsAsync(string publicAddress, string greeting)
    {
        (await SendAsync(publicAddress: publicAddress)).ShouldBeOfType<Delivery.Accepted>();
        relay.Commands[0].ShouldBe(greeting);
    }

    private Task<Delivery> SendAsync(ComposedMail? mail = null, Action<SmtpSettings>? settings = null, string publicAddress = "http://127.0.0.1:5080")
    {
        var smtp = new SmtpSettings { Host = "127.0.0.1", Port = relay.Port, Timeout = 20 };
        settings?.Invoke(smtp);
        var mailer = new SmtpMailer(
            Options.Create(new MailSettings { Smtp = smtp }), Options.Create(new KeptSettings { PublicAddress = publicAddress }), TimeProvider.System);
        return mailer.DeliverAsync(mail ?? Mail(), TestContext.Current.CancellationToken);
    }

    private static ComposedMail Mail(string to = "ada@example.org", string content = "Subject: x\r\n\r\nHello\r\n") => new(
        4711, MailAddress.Parse("kept@millbrook.example"), MailAddress.Parse(to), Instant.FromUtc(2026, 3, 2, 9, 0), Encoding.UTF8.GetBytes(content));

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
