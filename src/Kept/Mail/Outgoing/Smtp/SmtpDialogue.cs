using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Kept.Mail.Outgoing.Smtp;

/// <summary>
/// The conversation that hands over one mail: greet, encrypt, sign in, envelope, content. Each step answers null to go
/// on, or what the delivery came to.
/// </summary>
internal sealed class SmtpDialogue(SmtpConnection connection, SmtpSettings settings, string ownName, SslClientAuthenticationOptions tls)
{
    private static readonly TimeSpan MostForGoodbye = TimeSpan.FromSeconds(2);

    private HashSet<string> offered = [];
    private string[] signInWays = [];

    public async Task<Delivery> DeliverAsync(ComposedMail mail, CancellationToken cancellationToken) =>
        await GreetAsync(cancellationToken)
        ?? await EncryptAsync(cancellationToken)
        ?? await SignInAsync(cancellationToken)
        ?? await AddressAsync(mail, cancellationToken)
        ?? await HandOverAsync(mail, cancellationToken);

    private async Task<Delivery?> GreetAsync(CancellationToken cancellationToken)
    {
        if (settings.Port == SmtpSettings.ImplicitTlsPort)
        {
            await connection.EncryptAsync(tls, cancellationToken);
        }

        var greeting = await connection.HearAsync(cancellationToken);
        return greeting.IsPositive ? await SayHelloAsync(cancellationToken) : Down(greeting);
    }

    private async Task<Delivery?> SayHelloAsync(CancellationToken cancellationToken)
    {
        var hello = await connection.SayAsync($"EHLO {OwnName()}", cancellationToken);
        if (!hello.IsPositive)
        {
            return Down(hello);
        }

        var lines = hello.Words.ToUpperInvariant().Split('\n').Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(line => line.Length > 0).ToList();
        offered = [.. lines.Select(line => line[0])];
        signInWays = [.. lines.Where(line => line[0] == "AUTH").SelectMany(line => line.Skip(1))];
        return null;
    }

    private async Task<Delivery?> EncryptAsync(CancellationToken cancellationToken)
    {
        if (connection.IsEncrypted || settings.IsStartTls(SmtpSettings.Never))
        {
            return null;
        }

        if (!offered.Contains("STARTTLS"))
        {
            return settings.IsStartTls(SmtpSettings.Always) || settings.SignsIn
                ? new Delivery.RelayDown(new DeliveryAnswer(DeliveryTrouble.NotSecure, "The relay does not offer STARTTLS."))
                : null;
        }

        var ready = await connection.SayAsync("STARTTLS", cancellationToken);
        if (!ready.IsPositive)
        {
            return Down(ready);
        }

        await connection.EncryptAsync(tls, cancellationToken);
        return await SayHelloAsync(cancellationToken);
    }

    private async Task<Delivery?> SignInAsync(CancellationToken cancellationToken)
    {
        if (!settings.SignsIn)
        {
            return null;
        }

        SmtpReply reply;
        if (signInWays.Contains("PLAIN"))
        {
            reply = await connection.SayAsync($"AUTH PLAIN {Base64($"\0{settings.User}\0{settings.Password}")}", cancellationToken);
        }
        else if (signInWays.Contains("LOGIN"))
        {
            reply = await connection.SayAsync("AUTH LOGIN", cancellationToken);
            reply = reply.GoesOn ? await connection.SayAsync(Base64(settings.User), cancellationToken) : reply;
            reply = reply.GoesOn ? await connection.SayAsync(Base64(settings.Password), cancellationToken) : reply;
        }
        else
        {
            return new Delivery.RelayDown(new DeliveryAnswer(DeliveryTrouble.NotSignedIn, "The relay offers neither AUTH PLAIN nor AUTH LOGIN."));
        }

        return reply.IsPositive ? null : new Delivery.RelayDown(new DeliveryAnswer(DeliveryTrouble.NotSignedIn, reply.ToString()));
    }

    private async Task<Delivery?> AddressAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        if (mail.To.NeedsUtf8 && !offered.Contains("SMTPUTF8"))
        {
            return new Delivery.Refused(new DeliveryAnswer(DeliveryTrouble.NotInAscii, ""));
        }

        var size = offered.Contains("SIZE") ? string.Create(CultureInfo.InvariantCulture, $" SIZE={mail.Content.Length}") : "";
        var utf8 = mail.To.NeedsUtf8 ? " SMTPUTF8 BODY=8BITMIME" : "";
        var sender = await connection.SayAsync($"MAIL FROM:<{mail.From}>{size}{utf8}", cancellationToken);
        if (!sender.IsPositive)
        {
            // The sender is the same for every mail; only the size is this one's.
            return sender.Code == 552 ? new Delivery.Refused(Answer(sender)) : Down(sender);
        }

        var recipient = await connection.SayAsync($"RCPT TO:<{mail.To}>", cancellationToken);
        return recipient.IsPositive ? null : Judge(recipient);
    }

    private async Task<Delivery> HandOverAsync(ComposedMail mail, CancellationToken cancellationToken)
    {
        var ready = await connection.SayAsync("DATA", cancellationToken);
        if (!ready.GoesOn)
        {
            return Judge(ready);
        }

        var taken = await connection.SendAsync(mail.Content, cancellationToken);
        if (!taken.IsPositive)
        {
            return Judge(taken);
        }

        await SayGoodbyeAsync(cancellationToken);
        return new Delivery.Accepted(Answer(taken));
    }

    /// <summary>The mail is handed over already: nothing that happens now makes it undelivered.</summary>
    private async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(MostForGoodbye);
        try
        {
            await connection.SayAsync("QUIT", soon.Token);
        }
        catch (Exception problem) when (problem is IOException or SocketException or InvalidDataException or OperationCanceledException)
        {
            // Some relays hang up at once.
        }
    }

    /// <summary>A name that can be looked up, or else our address, as RFC 5321, 4.1.1.1 has it.</summary>
    private string OwnName()
    {
        if (ownName.Length > 0)
        {
            return ownName;
        }

        var address = connection.LocalAddress.IsIPv4MappedToIPv6 ? connection.LocalAddress.MapToIPv4() : connection.LocalAddress;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
    }

    private static Delivery Judge(SmtpReply reply) =>
        reply.ClosesDown || reply.IsAboutUs ? Down(reply)
        : reply.IsForGood ? new Delivery.Refused(Answer(reply))
        : new Delivery.Delayed(Answer(reply));

    private static Delivery.RelayDown Down(SmtpReply reply) => new(Answer(reply));

    private static DeliveryAnswer Answer(SmtpReply reply) => DeliveryAnswer.Of(reply.ToString());

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
