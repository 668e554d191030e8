using System.Security.Cryptography;
using Npgsql;

namespace Kept.Nodes;

/// <summary>A connection that a node keeps for itself: a broken one is noticed and made anew, and no pool has to be waited for.</summary>
internal static class NodeConnection
{
    public static string Of(string connectionString, string what) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        ApplicationName = $"Kept {what}",
        CommandTimeout = 10,
        Timeout = 10,
        CancellationTimeout = -1,
        TcpKeepAlive = true,
        TcpKeepAliveTime = 10,
        TcpKeepAliveInterval = 5,
    }.ConnectionString;
}

/// <summary>By what a node knows its own calls.</summary>
internal sealed class NodeMark
{
    public string Text { get; } = RandomNumberGenerator.GetHexString(12, lowercase: true);
}
