using System.Net.Sockets;
using Kept.Mail.Outgoing;
using Kept.Settings;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Operation.Examine.Checks;

/// <summary>Whether the mail relay takes connections, and how long mail has been waiting.</summary>
internal sealed class MailCheck(ReadVitals.ReadVitals vitals, IOptions<MailSettings> mail, IOptions<KeptSettings> kept) : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Duration TooLong = Duration.FromHours(1);

    public string Name => "mail";

    public bool NeedsDatabase => true;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var smtp = mail.Value.Smtp;
        if (smtp.Host.Length == 0 && !kept.Value.Demo)
        {
            findings.Add(Finding.Attention(Name, "noRelay"));
        }
        else if (smtp.Host.Length > 0 && depth != Depth.Quick && await FaultAsync(smtp.Host, smtp.Port, cancellationToken) is { } fault)
        {
            findings.Add(Finding.Bad(Name, "unreachable", ("host", smtp.Host), ("port", smtp.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("what", fault)));
        }

        var now = await vitals.HandleAsync(cancellationToken);
        if (now.UnsentFor > TooLong)
        {
            findings.Add(Finding.Bad(Name, "waiting", ("count", now.Waiting), ("hours", (long)now.UnsentFor.TotalHours)));
        }

        if (now.Failed + now.Expired > 0)
        {
            findings.Add(Finding.Attention(Name, "undelivered", ("count", now.Failed + now.Expired)));
        }

        return findings.Count > 0 ? findings : [Finding.Good(Name, ("count", now.Waiting))];
    }

    /// <summary>Null when it greets as a mail server does.</summary>
    private static async Task<string?> FaultAsync(string host, int port, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, patience.Token);
            if (port == SmtpSettings.ImplicitTlsPort)
            {
                return null; // it speaks once the connection is encrypted
            }

            var greeting = new byte[3];
            var read = await client.GetStream().ReadAtLeastAsync(greeting, greeting.Length, throwOnEndOfStream: false, patience.Token);
            return read == 3 && greeting.AsSpan().SequenceEqual("220"u8) ? null : System.Text.Encoding.ASCII.GetString(greeting, 0, read);
        }
        catch (Exception problem) when (problem is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return problem.Message;
        }
    }
}
