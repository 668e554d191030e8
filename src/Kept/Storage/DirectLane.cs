using Kept.Storage.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Kept.Storage;

/// <summary>Every save is a transaction of its own; the server groups their syncs.</summary>
internal sealed class DirectLane : IWriteLane
{
    /// <summary>A save with more rows is cut into several messages by the model.</summary>
    private const int MostInOneMessage = 500;

    public async Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql() || NewRows.Of(db) is not { Count: > 0 and <= MostInOneMessage } rows)
        {
            return await db.SaveNowAsync(cancellationToken);
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await InsertAsync(db, rows);
        }
        catch (PostgresException problem)
        {
            throw new DbUpdateException(problem.Message, problem);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        db.ChangeTracker.AcceptAllChanges();
        return rows.Count;
    }

    /// <summary>All in one message to the server, which makes one transaction of it unless there is one already.</summary>
    private static async Task InsertAsync(KeptDb db, List<NewRow> rows)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var batch = new NpgsqlBatch(connection, db.Database.CurrentTransaction?.GetDbTransaction() as NpgsqlTransaction);
        foreach (var row in rows)
        {
            var insert = new NpgsqlBatchCommand(row.Table.InsertStatement);
            for (var i = 0; i < row.Values.Length; i++)
            {
                insert.Parameters.Add(new NpgsqlParameter { Value = row.Values[i] ?? DBNull.Value, NpgsqlDbType = row.Table.TypeOf(i) });
            }

            batch.BatchCommands.Add(insert);
        }

        // From here on nobody gives up: whoever does would not know whether it was saved.
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
