using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Kept.Mail.Outgoing.Smtp;

/// <summary>Lines to and from a relay, in the clear or encrypted.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int LongestLine = 4096;
    private const int MostLines = 128;

    private readonly Socket socket;
    private readonly byte[] buffer = new byte[LongestLine];
    private Stream stream;
    private int start;
    private int end;

    private SmtpConnection(Socket socket) => (this.socket, stream) = (socket, new NetworkStream(socket, ownsSocket: true));

    public bool IsEncrypted => stream is SslStream;

    /// <summary>Our own end, for a greeting by address.</summary>
    public IPAddress LocalAddress => ((IPEndPoint)socket.LocalEndPoint!).Address;

    /// <exception cref="SocketException">No address of the host takes the connection.</exception>
    public static async Task<SmtpConnection> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new SmtpConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <exception cref="InvalidDataException">
    /// The relay sent more before the encryption began: somebody in between may have put it there (CVE-2011-0411).
    /// </exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The certificate is not good.</exception>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        if (start < end)
        {
            throw new InvalidDataException("Words came before the encryption began.");
        }

        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, cancellationToken);
    }

    public async Task<SmtpReply> SayAsync(string command, CancellationToken cancellationToken)
    {
        if (command.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException("A command is one line.", nameof(command));
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), cancellationToken);
        return await HearAsync(cancellationToken);
    }

    /// <summary>Sends a whole message, whose lines end with CR LF, with the dots RFC 5321, 4.5.2 asks for.</summary>
    public async Task<SmtpReply> SendAsync(byte[] content, CancellationToken cancellationToken)
    {
        var message = new MemoryStream(content.Length + 64);
        var lineStart = true;
        foreach (var octet in content)
        {
            if (lineStart && octet == '.')
            {
                message.WriteByte((byte)'.');
            }

            message.WriteByte(octet);
            lineStart = octet == '\n';
        }

        message.Write(".\r\n"u8);
        await stream.WriteAsync(message.GetBuffer().AsMemory(0, (int)message.Length), cancellationToken);
        return await HearAsync(cancellationToken);
    }

    /// <exception cref="InvalidDataException">What came is not an SMTP reply.</exception>
    /// <exception cref="EndOfStreamException">The connection was closed.</exception>
    public async Task<SmtpReply> HearAsync(CancellationToken cancellationToken)
    {
        var words = new List<string>();
        while (words.Count < MostLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code is < 200 or > 599)
            {
                throw new InvalidDataException("What came is not an SMTP reply.");
            }

            words.Add(line.Length > 4 ? line[4..].Trim() : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpReply(code, string.Join('\n', words));
            }
        }

        throw new InvalidDataException("A reply has too many lines.");
    }

    /// <summary>Whatever goes wrong at the end changes nothing about what was said before.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (IOException)
        {
            socket.Dispose();
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer, start, newline).TrimEnd('\r');
                start += newline + 1;
                return line;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                throw new InvalidDataException("A line of a reply is too long.");
            }

            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            end += read > 0 ? read : throw new EndOfStreamException("The connection was closed.");
        }
    }
}
