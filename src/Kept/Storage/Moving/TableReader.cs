using System.Buffers;
using System.Data;
using System.Text.Json;
using Dapper;

namespace Kept.Storage.Moving;

/// <summary>Writes the rows of a table as JSON, one a line, in the order of their key: the same on both databases.</summary>
internal sealed class TableReader(Snapshot snapshot, bool postgres)
{
    public async Task<long> CountAsync(SchemaTable table) =>
        await snapshot.Connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table.QuotedName}", transaction: snapshot.Transaction, commandTimeout: 0);

    /// <summary>How many there were.</summary>
    public async Task<long> WriteAsync(SchemaTable table, Stream target, Action? written, CancellationToken cancellationToken)
    {
        await using var command = snapshot.Connection.CreateCommand();
        (command.Transaction, command.CommandTimeout) = (snapshot.Transaction, 0);
        command.CommandText = $"SELECT {table.ColumnList} FROM {table.QuotedName}{Order(table)}";
        await using var row = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
        var line = new ArrayBufferWriter<byte>(4096);
        await using var json = new Utf8JsonWriter(line);
        long rows = 0;
        while (await row.ReadAsync(cancellationToken))
        {
            json.WriteStartArray();
            for (var place = 0; place < table.Columns.Length; place++)
            {
                MovedValue.Write(json, row, place, table.Columns[place].Kind, postgres);
            }

            json.WriteEndArray();
            await json.FlushAsync(cancellationToken);
            line.Write("\n"u8);
            await target.WriteAsync(line.WrittenMemory, cancellationToken);
            line.ResetWrittenCount();
            json.Reset();
            rows++;
            written?.Invoke();
        }

        return rows;
    }

    /// <summary>Text sorts by its bytes, whatever language the server was set up in.</summary>
    private string Order(SchemaTable table) => table.Key.IsEmpty ? "" : " ORDER BY " + string.Join(", ", table.Key.Select(key =>
        SchemaTable.Quoted(key) + (postgres && table.Columns.Single(column => column.Name == key).Kind == "text" ? " COLLATE \"C\"" : "")));
}
