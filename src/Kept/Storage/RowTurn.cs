using Dapper;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kept.Storage;

/// <summary>
/// Lets one node at a time work on a row of a queue. On PostgreSQL the row is locked for a transaction around the work, and
/// nodes pass over rows that another has; a node that dies or falls silent loses its lock with its connection. On SQLite one
/// process serves, and the work is simply done.
/// </summary>
internal static class RowTurn
{
    /// <param name="db">Saved to inside <paramref name="work"/>.</param>
    /// <param name="table">Of the row; a name of ours.</param>
    /// <param name="id">Of the row.</param>
    /// <param name="work">Looks again whether there is something to do, does it and saves.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the work answered; false where another node has the row.</returns>
    public static async Task<bool> TakeAsync(KeptDb db, string table, long id, Func<Task<bool>> work, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql())
        {
            return await work();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await db.Database.GetDbConnection().QueryAsync<int>(
            $"SELECT 1 FROM {table} WHERE id = @id FOR NO KEY UPDATE SKIP LOCKED", new { id }, transaction.GetDbTransaction());
        if (!taken.Any())
        {
            return false;
        }

        var done = await work();
        await transaction.CommitAsync(cancellationToken);
        return done;
    }
}
