using Kept.Nodes;
using Npgsql;

namespace Kept.Storage;

/// <summary>How Kept connects to PostgreSQL, wherever the connection string of the settings does not say otherwise.</summary>
internal static class PostgresConnection
{
    private const int MostPrepared = 200;
    private const int UsualCancellationTimeout = 2_000;
    private const int UsualHostRecheckSeconds = 10;

    /// <summary>The server drops a node that fell silent in the middle of a transaction, with its locks.</summary>
    private const string DropSilent = "-c idle_in_transaction_session_timeout=30000";

    public static string Of(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
        {
            // Statements that come again are prepared on the server.
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (MostPrepared, 3);
        }

        if (settings.CancellationTimeout == UsualCancellationTimeout)
        {
            // A commit that waits for its standby and is cancelled counts as done on the primary alone, with a warning. So
            // nothing is cancelled: what takes too long loses its connection, and its outcome is unknown.
            settings.CancellationTimeout = -1;
        }

        if (string.IsNullOrEmpty(settings.Options))
        {
            settings.Options = DropSilent;
        }

        if (settings.HostRecheckSeconds == UsualHostRecheckSeconds)
        {
            // Where several servers are named: how long one that was a standby, or away, is still taken for that.
            settings.HostRecheckSeconds = 2;
        }

        NodeConnection.KeepAlive(settings);
        return settings.ConnectionString;
    }
}
