using System.Security.Cryptography;
using Npgsql;

namespace Kept.Nodes;

/// <summary>A connection that a node keeps for itself: a broken one is noticed and made anew, and no pool has to be waited for.</summary>
internal static class NodeConnection
{
    public static string Of(string connectionString, string what)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = $"Kept {what}",
            CommandTimeout = 10,
            Timeout = 10,
            CancellationTimeout = -1,
        };
        KeepAlive(settings);
        return settings.ConnectionString;
    }

    /// <summary>A server that is gone without a word is noticed within half a minute. Sockets in a folder need and know no such thing.</summary>
    public static void KeepAlive(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.Host?.Contains('/') != true)
        {
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, 10, 5);
        }
    }
}

/// <summary>By what a node knows its own calls.</summary>
internal sealed class NodeMark
{
    public string Text { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);
}
