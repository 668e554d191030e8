using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kept.Storage.Sqlite;

/// <summary>
/// Settings of every SQLite connection: a write-ahead log, and a sync before each commit is acknowledged, as without it
/// an acknowledged case may vanish with the power (sqlite.org/pragma.html#pragma_synchronous).
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; "
            + "PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;";
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }
}
