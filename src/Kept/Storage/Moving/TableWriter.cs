using System.Data.Common;
using Dapper;
using Kept.Settings;
using Kept.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kept.Storage.Moving;

/// <summary>Fills the tables of an empty installation, all of them in one transaction.</summary>
internal abstract class TableWriter : IAsyncDisposable
{
    public abstract bool IsPostgres { get; }

    protected abstract DbConnection Connection { get; }

    protected abstract DbTransaction Transaction { get; }

    public static async Task<TableWriter> BeginAsync(DatabaseSettings database, CancellationToken cancellationToken) => database.IsPostgres
        ? await PostgresTableWriter.BeginAsync(database.ConnectionString, cancellationToken)
        : await SqliteTableWriter.BeginAsync(database.ConnectionString, cancellationToken);

    /// <summary>Takes out what a start of the program has put in, the last made table first.</summary>
    public async Task ClearAsync(IEnumerable<SchemaTable> tables)
    {
        foreach (var table in tables.Reverse())
        {
            await Connection.ExecuteAsync($"DELETE FROM {table.QuotedName}", transaction: Transaction, commandTimeout: 0);
        }
    }

    public async Task<long> CountAsync(string table) =>
        await Connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {SchemaTable.Quoted(table)}", transaction: Transaction);

    /// <summary>Rows with a value for each column, as the database keeps it.</summary>
    public abstract Task WriteAsync(SchemaTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>Makes it durable. What refers to nothing is a fault, and then nothing is changed.</summary>
    /// <param name="number">No process may draw this number or one before it: ids were given out under them.</param>
    /// <returns>Null when all is well; else what is not.</returns>
    public async Task<string?> FinishAsync(IEnumerable<SchemaTable> tables, long number, CancellationToken cancellationToken)
    {
        if (await FaultAsync(tables) is { } fault)
        {
            return fault;
        }

        await Connection.ExecuteAsync(
            "UPDATE process_numbers SET last_drawn = CASE WHEN last_drawn < @number THEN @number ELSE last_drawn END", new { number }, Transaction);
        await Transaction.CommitAsync(cancellationToken);
        await Connection.ExecuteAsync("ANALYZE", commandTimeout: 0, commandType: System.Data.CommandType.Text);
        return null;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    protected abstract Task<string?> FaultAsync(IEnumerable<SchemaTable> tables);
}

/// <summary>Prepared inserts; references are looked through at the end, all at once.</summary>
internal sealed class SqliteTableWriter : TableWriter
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;

    private SqliteTableWriter(SqliteConnection connection) => (this.connection, transaction) = (connection, connection.BeginTransaction(deferred: false));

    public override bool IsPostgres => false;

    protected override DbConnection Connection => connection;

    protected override DbTransaction Transaction => transaction;

    public static async Task<SqliteTableWriter> BeginAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        SqlitePragmas.Apply(connection);
        await connection.ExecuteAsync("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -256000");
        return new SqliteTableWriter(connection);
    }

    public override async Task WriteAsync(SchemaTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {table.QuotedName} ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, place) => "$v" + place))})";
        var values = table.Columns.Select((_, place) => insert.Parameters.Add(new SqliteParameter { ParameterName = "$v" + place })).ToList();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            for (var place = 0; place < row.Length; place++)
            {
                values[place].Value = row[place] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    protected override async Task<string?> FaultAsync(IEnumerable<SchemaTable> tables)
    {
        var strays = (await connection.QueryAsync<string>("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check", transaction: transaction, commandTimeout: 0)).ToList();
        return strays.Count == 0 ? null : string.Join(", ", strays);
    }
}

/// <summary>One binary COPY a table.</summary>
internal sealed class PostgresTableWriter : TableWriter
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private PostgresTableWriter(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    public override bool IsPostgres => true;

    protected override DbConnection Connection => connection;

    protected override DbTransaction Transaction => transaction;

    public static async Task<PostgresTableWriter> BeginAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return new PostgresTableWriter(connection, await connection.BeginTransactionAsync(cancellationToken));
    }

    public override async Task WriteAsync(SchemaTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table.QuotedName} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        copy.Timeout = Timeout.InfiniteTimeSpan;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            for (var place = 0; place < row.Length; place++)
            {
                if (row[place] is { } value)
                {
                    await copy.WriteAsync(value, MovedValue.TypeOf(table.Columns[place].Kind), cancellationToken);
                }
                else
                {
                    await copy.WriteNullAsync(cancellationToken);
                }
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>References were held row by row. Numbers that the server counts by itself go on after the highest.</summary>
    protected override async Task<string?> FaultAsync(IEnumerable<SchemaTable> tables)
    {
        foreach (var table in tables)
        {
            foreach (var column in table.Columns.Where(column => column.Kind == "serial"))
            {
                await connection.ExecuteAsync(
                    $"SELECT setval(pg_get_serial_sequence('{table.Name}', '{column.Name}'), (SELECT max({SchemaTable.Quoted(column.Name)}) FROM {table.QuotedName}))",
                    transaction: transaction);
            }
        }

        return null;
    }
}
