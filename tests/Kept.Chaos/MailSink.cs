using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kept.Chaos;

/// <summary>A relay that takes every mail and remembers to whom it went, under which Message-ID, and when.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ends = new();
    private readonly ConcurrentQueue<TakenMail> mails = [];

    public MailSink(IPEndPoint where)
    {
        listener = new TcpListener(where);
        listener.Start();
        _ = AcceptAsync();
    }

    public IReadOnlyCollection<TakenMail> Mails => mails;

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        listener.Dispose();
        ends.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ends.Token);
                _ = TalkAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The experiment is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var closing = client;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, leaveOpen: true);
            await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink");
            await TalkAsync(reader, writer);
        }
        catch (IOException)
        {
            // A worker that was killed in the middle.
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var recipient = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "RCPT":
                    recipient = line.Split('<', '>')[1];
                    await writer.WriteLineAsync("250 known");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var id = await ReadMailAsync(reader);
                    mails.Enqueue(new TakenMail(recipient, id, TimeProvider.System.GetTimestamp()));
                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 yes");
                    break;
            }
        }
    }

    private static async Task<string> ReadMailAsync(StreamReader reader)
    {
        const string Header = "Message-ID:";
        var id = "";
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            if (id.Length == 0 && line.StartsWith(Header, StringComparison.OrdinalIgnoreCase))
            {
                id = line[Header.Length..].Trim();
            }
        }

        return id;
    }
}

/// <param name="At">Of the steady clock.</param>
internal sealed record TakenMail(string Recipient, string MessageId, long At);
