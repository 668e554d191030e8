using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Kept.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kept.Bench.Web;

/// <summary>
/// The limit: the very rows that one accepted report wrote, written again with other keys by nothing but prepared inserts, one
/// durable transaction a case, over as many connections, into the same database.
/// </summary>
internal sealed class PlainInserts
{
    /// <summary>Where a report writes, the case first.</summary>
    public static readonly string[] Tables =
        ["cases", "followers", "case_stages", "promises", "contacts", "case_events", "case_words", "messages", "idempotency_keys"];

    /// <summary>Far below every id that is given out, so that nothing meets.</summary>
    private static long nextId = 1_000_000;

    private readonly KeptUnderTest program;
    private readonly List<(string Table, string[] Columns, object?[] Values)> rows = [];
    private readonly HashSet<long> ids;

    private PlainInserts(KeptUnderTest program, string reference)
    {
        this.program = program;
        using var connection = Open();
        var id = Convert.ToInt64(Scalar(connection, $"SELECT id FROM cases WHERE reference = '{reference.Replace("-", "", StringComparison.Ordinal)}'"), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var table in Tables)
        {
            Read(connection, table, $"SELECT * FROM {table} WHERE {(table == "cases" ? "id" : "case_id")} = {id}");
        }

        ids = [.. rows.Where(row => row.Columns[0] == "id").Select(row => (long)row.Values[0]!), id];
    }

    /// <summary>Rows a case.</summary>
    public int Rows => rows.Count;

    public static PlainInserts Of(KeptUnderTest program, string reference) => new(program, reference);

    /// <summary>Cases a second.</summary>
    public double Measure(int connections, TimeSpan time)
    {
        var written = 0;
        var since = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, connections).Select(_ => new Thread(() => Interlocked.Add(ref written, WriteFor(time)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return written / since.Elapsed.TotalSeconds;
    }

    private int WriteFor(TimeSpan time)
    {
        using var connection = Open();
        using var write = program.Postgres is null ? new SqliteCase((SqliteConnection)connection, rows) : (IDisposable)new PostgresCase((NpgsqlConnection)connection, rows);
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var count = 0;
        for (; Stopwatch.GetTimestamp() < until; count++)
        {
            var values = NewCase();
            if (write is SqliteCase sqlite)
            {
                sqlite.Write(values);
            }
            else
            {
                ((PostgresCase)write).Write(values);
            }
        }

        return count;
    }

    /// <summary>The rows with other ids, references, secrets and keys.</summary>
    private object?[][] NewCase()
    {
        var renamed = ids.ToDictionary(id => id, _ => Interlocked.Increment(ref nextId));
        var unique = Guid.NewGuid().ToString("N");
        return [.. rows.Select(row => row.Values.Select((value, column) => row.Columns[column] switch
        {
            "reference" => unique[..16],
            "idempotency_key" => unique,
            _ when value is long number && renamed.TryGetValue(number, out var other) => other,
            _ => value,
        }).ToArray())];
    }

    private DbConnection Open()
    {
        DbConnection connection = program.Postgres is { } postgres
            ? new NpgsqlConnection(postgres + ";Max Auto Prepare=50;Auto Prepare Min Usages=2")
            : new SqliteConnection($"Data Source={program.SqliteFile};Pooling=False");
        connection.Open();
        if (connection is SqliteConnection)
        {
            SqlitePragmas.Apply(connection);
        }

        return connection;
    }

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Read(DbConnection connection, string table, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var columns = Enumerable.Range(0, reader.FieldCount).Where(column => reader.GetName(column) != "index").ToArray();
            rows.Add((table, [.. columns.Select(reader.GetName)], [.. columns.Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]));
        }
    }

    private sealed class SqliteCase : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly List<SqliteCommand> inserts = [];

        public SqliteCase(SqliteConnection connection, List<(string Table, string[] Columns, object?[] Values)> rows)
        {
            this.connection = connection;
            foreach (var (table, columns, _) in rows)
            {
                var insert = connection.CreateCommand();
                insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "$p" + i))})";
                for (var i = 0; i < columns.Length; i++)
                {
                    insert.Parameters.Add(new SqliteParameter { ParameterName = "$p" + i });
                }

                inserts.Add(insert);
            }
        }

        public void Write(object?[][] values)
        {
            using var transaction = connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
            for (var row = 0; row < values.Length; row++)
            {
                inserts[row].Transaction = transaction;
                for (var i = 0; i < values[row].Length; i++)
                {
                    inserts[row].Parameters[i].Value = values[row][i] ?? DBNull.Value;
                }

                inserts[row].ExecuteNonQuery();
            }

            transaction.Commit();
        }

        public void Dispose() => inserts.ForEach(insert => insert.Dispose());
    }

    private sealed class PostgresCase : IDisposable
    {
        private readonly NpgsqlBatch batch;

        public PostgresCase(NpgsqlConnection connection, List<(string Table, string[] Columns, object?[] Values)> rows)
        {
            batch = new NpgsqlBatch(connection);
            foreach (var (table, columns, values) in rows)
            {
                var insert = new NpgsqlBatchCommand(
                    $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => "$" + (i + 1)))})");
                foreach (var value in values)
                {
                    insert.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
                }

                batch.BatchCommands.Add(insert);
            }
        }

        /// <summary>One message to the server, which makes one transaction of it.</summary>
        public void Write(object?[][] values)
        {
            for (var row = 0; row < values.Length; row++)
            {
                for (var i = 0; i < values[row].Length; i++)
                {
                    batch.BatchCommands[row].Parameters[i].Value = values[row][i] ?? DBNull.Value;
                }
            }

            batch.ExecuteNonQuery();
        }

        public void Dispose() => batch.Dispose();
    }
}
