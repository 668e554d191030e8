using System.Collections.Immutable;
using Kept.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Kept.Storage.Bulk;

/// <summary>
/// Prepared inserts on a connection with a large cache, as the indexes are written all over. Rows whose key is a number
/// are written in its order, so that a table's own pages are filled one after the other.
/// </summary>
internal sealed class SqliteBulkWriter : BulkWriter
{
    private const string LargeCache = "PRAGMA cache_size = -256000; PRAGMA wal_autocheckpoint = 16000;";

    private readonly SqliteConnection connection;
    private readonly SqliteInserts inserts;

    public SqliteBulkWriter(ImmutableArray<BulkTable> tables, string connectionString)
        : base(tables)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        SqlitePragmas.Apply(connection);
        Execute(LargeCache);
        inserts = new SqliteInserts(connection.Handle!);
    }

    public override Task AnalyseAsync(CancellationToken cancellationToken)
    {
        Execute("PRAGMA analysis_limit = 2000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);");
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        inserts.Dispose();
        await connection.DisposeAsync();
    }

    protected override Task WriteAsync(IReadOnlyList<(BulkTable Table, List<object> Rows)> rows, CancellationToken cancellationToken)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var (table, entities) in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(table, entities);
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    private void Write(BulkTable table, List<object> entities)
    {
        if (table.Columns[0] == "id")
        {
            var key = table.Values[0];
            entities.Sort((one, other) => ((long)key(one)!).CompareTo((long)key(other)!));
        }

        foreach (var entity in entities)
        {
            inserts.Insert(table, table.Read(entity));
        }
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
