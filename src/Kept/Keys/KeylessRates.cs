using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Keys;

/// <summary>
/// How often programs ask without a good key, by the address they come from. Whoever comes from this very machine is not counted:
/// that is somebody who looks after it, or a proxy that the settings do not name, behind which everybody would be one.
/// </summary>
internal sealed class KeylessRates(IOptions<KeylessSettings> settings, IClock clock)
{
    private readonly MinuteCounts<UInt128> counts = new(clock);

    /// <summary>False when this address has asked too often.</summary>
    /// <param name="address">As the trusted proxies say it.</param>
    /// <param name="rate">Null where nothing is counted.</param>
    public bool Take(IPAddress? address, out KeyRate? rate)
    {
        rate = null;
        if (settings.Value.PerMinuteWithoutKey == 0 || address is null || IPAddress.IsLoopback(address))
        {
            return true;
        }

        var fits = counts.Take(NetworkOf(address), settings.Value.PerMinuteWithoutKey, out var taken);
        rate = taken;
        return fits;
    }

    /// <summary>Of the long addresses the first half: the rest is for whoever has it to choose.</summary>
    private static UInt128 NetworkOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes) >> 64 << 64;
    }
}
