using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kept.Storage.Bulk;

/// <summary>Inserts that are prepared once for a connection and bound by position; at least as old as the connection's handle.</summary>
internal sealed class SqliteInserts(sqlite3 handle) : IDisposable
{
    private readonly Dictionary<string, sqlite3_stmt> prepared = new(StringComparer.Ordinal);

    /// <summary>False once the database has taken back the transaction by itself.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <exception cref="SqliteException">The database refuses the row.</exception>
    public void Insert(BulkTable table, object?[] values)
    {
        var insert = Prepare(table.InsertStatement);
        for (var i = 0; i < values.Length; i++)
        {
            Bind(insert, i + 1, values[i]);
        }

        Step(insert);
    }

    public void Execute(string sql) => Step(Prepare(sql));

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }
    }

    private void Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_extended_errcode(handle), handle);
        }
    }

    private sqlite3_stmt Prepare(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, sql, out statement), handle);
            prepared[sql] = statement;
        }

        return statement;
    }

    private static void Bind(sqlite3_stmt statement, int place, object? value) => _ = value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        _ => throw new ArgumentException($"There is no column for a {value.GetType().Name}."),
    };
}
