using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Kept.Tests.Nodes;

/// <summary>
/// Stands between a node and PostgreSQL, and loses answers when it is told to: what was asked gets through and is done, and the
/// connection breaks before the answer.
/// </summary>
internal sealed class ForgetfulWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ends = new();
    private readonly string socket;
    private byte[]? forget;
    private bool staysAway;
    private volatile bool away;
    private int forgotten;

    public ForgetfulWire(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        socket = Path.Combine(settings.Host!, ".s.PGSQL.5432");
        listener.Start();
        (settings.Host, settings.Port) = ("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        settings.SslMode = SslMode.Disable;
        ConnectionString = settings.ConnectionString;
        _ = AcceptAsync();
    }

    public string ConnectionString { get; }

    public int Forgotten => forgotten;

    /// <summary>Once: the next time these words go to the server.</summary>
    public void ForgetTheAnswerTo(string words, bool andStayAway = false) => (staysAway, forget) = (andStayAway, Encoding.UTF8.GetBytes(words));

    public void ComeBack() => away = false;

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
                var client = await listener.AcceptSocketAsync(ends.Token);
                _ = CarryAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (client)
        {
            if (away)
            {
                return;
            }

            await server.ConnectAsync(new UnixDomainSocketEndPoint(socket), ends.Token);
            var line = new Line();
            await Task.WhenAny(CarryQuestionsAsync(client, server, line), CarryAnswersAsync(server, client, line));
        }
    }

    private async Task CarryQuestionsAsync(Socket client, Socket server, Line line)
    {
        var buffer = new byte[64 * 1024];
        while (await ReceiveAsync(client, buffer) is > 0 and var length)
        {
            if (forget is { } words && buffer.AsSpan(0, length).IndexOf(words) >= 0)
            {
                (forget, line.Loses, away) = (null, true, staysAway);
                Interlocked.Increment(ref forgotten);
            }

            await server.SendAsync(buffer.AsMemory(0, length), ends.Token);
        }
    }

    private async Task CarryAnswersAsync(Socket server, Socket client, Line line)
    {
        var buffer = new byte[64 * 1024];
        while (await ReceiveAsync(server, buffer) is > 0 and var length)
        {
            if (line.Loses)
            {
                return; // the server has done it and says so; nobody hears
            }

            await client.SendAsync(buffer.AsMemory(0, length), ends.Token);
        }
    }

    private async Task<int> ReceiveAsync(Socket from, byte[] buffer)
    {
        try
        {
            return await from.ReceiveAsync(buffer, ends.Token);
        }
        catch (Exception problem) when (problem is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return 0;
        }
    }

    private sealed class Line
    {
        public volatile bool Loses;
    }
}
