using System.Net;
using System.Net.Sockets;

namespace Kept.Outside;

/// <summary>Looks up the addresses of a name.</summary>
internal interface INameResolver
{
    /// <summary>All addresses; the name may be an address itself. None where there is no such name.</summary>
    Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken);
}

/// <summary>As the system does it.</summary>
internal sealed class SystemNames : INameResolver
{
    public async Task<IReadOnlyList<IPAddress>> FindAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
