using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;

namespace Kept.Storage.Bulk;

/// <summary>One binary COPY a table, all of a call in one transaction.</summary>
internal sealed class PostgresBulkWriter(ImmutableArray<BulkTable> tables, string connectionString) : BulkWriter(tables)
{
    private readonly NpgsqlConnection connection = new(connectionString);

    public override async Task AnalyseAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM ANALYZE";
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    protected override async Task WriteAsync(IReadOnlyList<(BulkTable Table, List<object> Rows)> rows, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var (table, entities) in rows)
        {
            await CopyAsync(table, entities, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task CopyAsync(BulkTable table, List<object> entities, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {table.Name} ({string.Join(", ", table.Columns)}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var entity in entities)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var value in table.Values)
            {
                await WriteAsync(copy, value(entity), cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, CancellationToken cancellationToken) => value switch
    {
        null => copy.WriteNullAsync(cancellationToken),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
        int number => copy.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken),
        bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean, cancellationToken),
        double number => copy.WriteAsync(number, NpgsqlDbType.Double, cancellationToken),
        DateTime moment => copy.WriteAsync(moment, NpgsqlDbType.TimestampTz, cancellationToken),
        _ => throw new ArgumentException($"There is no column for a {value.GetType().Name}."),
    };

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await connection.OpenAsync(cancellationToken);
        }
    }
}
