using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Kept.Storage.Sqlite;

/// <summary>
/// Settings of every SQLite connection: a write-ahead log, and a sync before each commit is acknowledged, as without it
/// an acknowledged case may vanish with the power (sqlite.org/pragma.html#pragma_synchronous). Readers keep a small cache of
/// their own, as there are many of them and the system's cache is behind it.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>Connections come back from the pool as they were left: each is set up once.</summary>
    private readonly ConditionalWeakTable<sqlite3, object> ready = [];

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; "
            + "PRAGMA cache_size = -1000; PRAGMA temp_store = MEMORY;";
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => ApplyOnce(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ApplyOnce(connection);
        return Task.CompletedTask;
    }

    private void ApplyOnce(DbConnection connection)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (!ready.TryGetValue(handle, out _))
        {
            Apply(connection);
            ready.TryAdd(handle, handle);
        }
    }
}
