using System.Net;
using System.Net.Sockets;

namespace Kept.Outside;

/// <summary>
/// Tells addresses of the open Internet from all others: this machine, private and shared networks, link-local ones with
/// the metadata services of clouds, multicast, and what IANA's registries of special-purpose addresses reserve.
/// </summary>
internal static class InsideNetwork
{
    private static readonly IPNetwork[] SpecialV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4");

    /// <summary>Within the global unicast addresses: protocol assignments with Teredo, documentation, 6to4.</summary>
    private static readonly IPNetwork[] SpecialV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>IPv4 addresses as networks without IPv4 reach them; the last four octets are the address.</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Has(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Has(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return SpecialV4.Any(network => network.Contains(address));
        }

        return Translated.Contains(address)
            ? Has(new IPAddress(address.GetAddressBytes()[12..]))
            : !GlobalUnicast.Contains(address) || SpecialV6.Any(network => network.Contains(address));
    }

    private static IPNetwork[] Networks(params string[] written) => [.. written.Select(network => IPNetwork.Parse(network))];
}
