using System.Net;
using System.Net.Sockets;

namespace Kept.Testing;

/// <summary>
/// Ports of this machine that nobody listens on. Below those that the system gives out by itself: one of these may be taken by any
/// connection between the question and the answer. Each process begins somewhere else.
/// </summary>
internal static class FreePorts
{
    private const int First = 12_000;
    private const int Count = 20_000;

    private static int last = Environment.ProcessId * 331 % Count;

    public static int Next()
    {
        while (true)
        {
            var port = First + ((Interlocked.Increment(ref last) & int.MaxValue) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
