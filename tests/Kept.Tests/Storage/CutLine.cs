using System.Net;
using System.Net.Sockets;
using Kept.Settings;
using Npgsql;

namespace Kept.Tests.Storage;

/// <summary>A line to the database server that can be cut and joined again.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly UnixDomainSocketEndPoint server;
    private readonly List<Socket> open = [];
    private TcpListener listener;

    private CutLine(UnixDomainSocketEndPoint server, int port)
    {
        this.server = server;
        Port = port;
        listener = Listen();
    }

    public int Port { get; }

    public static CutLine To(DatabaseSettings database, int port)
    {
        var socket = Path.Combine(new NpgsqlConnectionStringBuilder(database.ConnectionString).Host!, ".s.PGSQL.5432");
        return new CutLine(new UnixDomainSocketEndPoint(socket), port);
    }

    /// <summary>Nobody answers, and what was open is gone.</summary>
    public void Cut()
    {
        listener.Stop();
        lock (open)
        {
            open.ForEach(socket => socket.Dispose());
            open.Clear();
        }
    }

    public void Join() => listener = Listen();

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    private TcpListener Listen()
    {
        var started = new TcpListener(IPAddress.Loopback, Port);
        started.Start();
        _ = AcceptAsync(started);
        return started;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var client = await from.AcceptSocketAsync();
                var target = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await target.ConnectAsync(server);
                lock (open)
                {
                    open.AddRange([client, target]);
                }

                _ = CopyAsync(client, target);
                _ = CopyAsync(target, client);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The line was cut.
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        try
        {
            await using var source = new NetworkStream(from);
            await using var target = new NetworkStream(to);
            await source.CopyToAsync(target);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException)
        {
            // The line was cut.
        }
    }
}
