using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Outside;

/// <summary>
/// Calls addresses that people or partners name, and never the network this program stands in: looks the name up once,
/// checks every address it leads to and connects to one of those it checked. Follows no redirect, uses no proxy, sends
/// no cookie, limits time and size. For work outside any transaction.
/// </summary>
internal sealed class OutsideCalls : IDisposable
{
    private readonly INameResolver names;
    private readonly IOptions<OutsideSettings> settings;
    private readonly IClock clock;
    private readonly HttpClient client;

    public OutsideCalls(INameResolver names, IOptions<OutsideSettings> settings, IClock clock)
    {
        (this.names, this.settings, this.clock) = (names, settings, clock);
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 64 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1), // so that a name that moved is looked up again
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether such an address may be called as far as it can be told without looking its name up.</summary>
    public bool MayBeCalled(Uri? address) =>
        address is { IsAbsoluteUri: true, UserInfo.Length: 0 }
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && settings.Value.MayBeInside(address.IdnHost, address.Port)));

    /// <param name="request">With an absolute address.</param>
    /// <param name="mostBytes">How much of the answer is read; 0 reads its head alone.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<OutsideAnswer> SendAsync(HttpRequestMessage request, int mostBytes, CancellationToken cancellationToken)
    {
        if (!MayBeCalled(request.RequestUri))
        {
            return new OutsideAnswer.Nothing(OutsideTrouble.BadAddress);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(settings.Value.Timeout));
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var body = mostBytes == 0 ? [] : await ReadAsync(response.Content, mostBytes, limit.Token);
            return body is null
                ? new OutsideAnswer.Nothing(OutsideTrouble.TooLarge)
                : new OutsideAnswer.Answered((int)response.StatusCode, RetryAfter(response), response.Content.Headers.ContentType?.MediaType, body);
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested && TroubleOf(problem) is { } trouble)
        {
            return new OutsideAnswer.Nothing(trouble);
        }
    }

    public void Dispose() => client.Dispose();

    private static OutsideTrouble? TroubleOf(Exception problem) => problem switch
    {
        OutsideRefusedException refused => refused.Trouble,
        OperationCanceledException => OutsideTrouble.TooSlow,
        AuthenticationException => OutsideTrouble.Broken,
        SocketException => OutsideTrouble.NotReached,
        HttpRequestException { InnerException: { } inner } => TroubleOf(inner) ?? OutsideTrouble.Broken,
        HttpRequestException or IOException => OutsideTrouble.Broken,
        _ => null,
    };

    /// <summary>Null where there is more than was asked for.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, int mostBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > mostBytes)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int octets; (octets = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (read.Length + octets > mostBytes)
            {
                return null;
            }

            read.Write(block, 0, octets);
        }

        return read.ToArray();
    }

    private Duration? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } wait } => Duration.FromTimeSpan(wait),
        { Date: { } until } => Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(until) - clock.GetCurrentInstant()),
        _ => null,
    };

    /// <summary>The one place where a connection is opened: to an address that was checked, never to a name.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await names.FindAsync(host, cancellationToken);
        if (addresses.Count == 0)
        {
            throw new OutsideRefusedException(OutsideTrouble.NoSuchName);
        }

        if (addresses.Any(InsideNetwork.Has) && !settings.Value.MayBeInside(host, port))
        {
            throw new OutsideRefusedException(OutsideTrouble.InsideNetwork);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
