using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kept.Testing.Mails;

/// <summary>A small SMTP server that answers as a test says: greylists, refuses, hangs, breaks off, encrypts.</summary>
internal sealed class ScriptedRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly ConcurrentQueue<byte[]> mails = new();
    private readonly Task accepting;

    public ScriptedRelay()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public IReadOnlyList<string> Commands => [.. commands];

    public IReadOnlyList<byte[]> Mails => [.. mails];

    /// <summary>What EHLO offers besides the name.</summary>
    public string[] Offers { get; set; } = ["PIPELINING", "SIZE 10240000", "8BITMIME"];

    /// <summary>Replies to a command line ("" for the greeting, "." for the end of the content) by its beginning; null hangs up.</summary>
    public Dictionary<string, string?> Replies { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Commands that never get a reply.</summary>
    public HashSet<string> HangsAt { get; } = new(StringComparer.OrdinalIgnoreCase);

    public X509Certificate2? Certificate { get; set; }

    /// <summary>Sent together with the reply to STARTTLS, in the clear, as an attacker in between would.</summary>
    public string Slipped { get; set; } = "";

    public async ValueTask DisposeAsync()
    {
        // Accepting ends before the listener does: one that is stopped between two calls refuses the next with another error.
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                _ = TalkAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed of.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            Stream stream = client.GetStream();
            if (!await ReplyAsync(stream, "", "220 relay.example ESMTP"))
            {
                return;
            }

            while (await ReadLineAsync(stream) is { } line)
            {
                commands.Enqueue(line);
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                var usual = verb switch
                {
                    "EHLO" => string.Join("\r\n", Offers.Select(offer => "250-" + offer).Prepend("250-relay.example")) + "\r\n250 HELP",
                    "DATA" => "354 End data with <CR><LF>.<CR><LF>",
                    "STARTTLS" => "220 2.0.0 Ready to start TLS" + (Slipped.Length > 0 ? "\r\n" + Slipped : ""),
                    "AUTH" => line.StartsWith("AUTH LOGIN", StringComparison.Ordinal) ? "334 VXNlcm5hbWU6" : "235 2.7.0 Authentication successful",
                    "QUIT" => "221 2.0.0 Bye",
                    _ => "250 2.0.0 Ok",
                };
                if (!await ReplyAsync(stream, line, usual))
                {
                    return;
                }

                if (verb == "STARTTLS" && Certificate is not null)
                {
                    var encrypted = new SslStream(stream);
                    await encrypted.AuthenticateAsServerAsync(Certificate);
                    stream = encrypted;
                }
                else if (verb == "DATA" && !Replies.ContainsKey("DATA"))
                {
                    mails.Enqueue(await ReadMailAsync(stream));
                    if (!await ReplyAsync(stream, ".", "250 2.0.0 Ok: queued as 4B2C"))
                    {
                        return;
                    }
                }
                else if (line.StartsWith("AUTH LOGIN", StringComparison.Ordinal))
                {
                    commands.Enqueue(await ReadLineAsync(stream) ?? "");
                    await SayAsync(stream, "334 UGFzc3dvcmQ6");
                    commands.Enqueue(await ReadLineAsync(stream) ?? "");
                    await SayAsync(stream, "235 2.7.0 Authentication successful");
                }
            }
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The other side went away.
        }
    }

    private async Task<bool> ReplyAsync(Stream stream, string line, string usual)
    {
        bool Matches(string key) => key.Length == 0 ? line.Length == 0 : line.StartsWith(key, StringComparison.OrdinalIgnoreCase);
        if (HangsAt.Any(Matches))
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        var reply = Replies.Any(entry => Matches(entry.Key)) ? Replies.First(entry => Matches(entry.Key)).Value : usual;
        if (reply is null)
        {
            return false;
        }

        await SayAsync(stream, reply);
        return true;
    }

    private async Task SayAsync(Stream stream, string reply) => await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), stop.Token);

    private async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stop.Token) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }

    private async Task<byte[]> ReadMailAsync(Stream stream)
    {
        var mail = new List<byte>();
        while (await ReadLineAsync(stream) is { } line && line != ".")
        {
            mail.AddRange(Encoding.UTF8.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        }

        return [.. mail];
    }
}
