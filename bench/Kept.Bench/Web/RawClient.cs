using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Kept.Bench.Web;

/// <param name="Body">What came after the head.</param>
internal readonly record struct Answer(int Status, string Body);

/// <summary>
/// One keep-alive connection that sends ready-made bytes: it shares the machine with what it measures, so it does as little as
/// it can.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private readonly Uri address;
    private Socket socket;
    private byte[] buffer = new byte[64 * 1024];

    public RawClient(Uri address)
    {
        this.address = address;
        socket = Connect(address);
    }

    public Answer Get(string path, string? cookie = null) =>
        Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept-Language: en\r\n{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}\r\n"));

    public Answer Post(string path, string key, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nIdempotency-Key: {key}\r\nContent-Length: {body.Length}\r\n\r\n");
        return Send([.. head, .. body]);
    }

    public void Dispose() => socket.Dispose();

    private Answer Send(byte[] request)
    {
        try
        {
            socket.Send(request);
            return Read();
        }
        catch (Exception broken) when (broken is SocketException or EndOfStreamException)
        {
            socket.Dispose();
            socket = Connect(address);
            socket.Send(request);
            return Read();
        }
    }

    private Answer Read()
    {
        var filled = 0;
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            filled += Receive(filled);
        }

        var head = Encoding.ASCII.GetString(buffer, 0, end);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var start = end + 4;
        return head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
            ? new Answer(status, Chunks(start, filled))
            : new Answer(status, Plain(start, filled, LengthIn(head)));
    }

    private string Plain(int start, int filled, int length)
    {
        while (filled < start + length)
        {
            filled += Receive(filled);
        }

        return Encoding.UTF8.GetString(buffer, start, length);
    }

    private string Chunks(int at, int filled)
    {
        var body = new MemoryStream();
        while (true)
        {
            int line;
            while ((line = buffer.AsSpan(at, filled - at).IndexOf("\r\n"u8)) < 0)
            {
                filled += Receive(filled);
            }

            var size = int.Parse(Encoding.ASCII.GetString(buffer, at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at += line + 2;
            while (filled < at + size + 2)
            {
                filled += Receive(filled);
            }

            if (size == 0)
            {
                return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
            }

            body.Write(buffer, at, size);
            at += size + 2;
        }
    }

    private int Receive(int filled)
    {
        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var count = socket.Receive(buffer, filled, buffer.Length - filled, SocketFlags.None);
        return count > 0 ? count : throw new EndOfStreamException();
    }

    private static int LengthIn(string head)
    {
        const string Name = "Content-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return 0;
        }

        var value = head.AsSpan(at + Name.Length);
        var end = value.IndexOf('\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }

    private static Socket Connect(Uri address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address.Host, address.Port);
        return socket;
    }
}
