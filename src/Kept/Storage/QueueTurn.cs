using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Kept.Storage;

/// <summary>
/// Lets one worker at a time decide who takes which rows of a queue, where the decision looks at more than the rows it
/// takes. On PostgreSQL under a lock for the transaction, among all nodes; on SQLite, where one process serves, among its
/// threads. Should a second process write to a SQLite file, the rows' versions still refuse whoever comes second.
/// </summary>
internal static class QueueTurn
{
    private static readonly ConcurrentDictionary<long, SemaphoreSlim> Turns = new();

    /// <param name="db">Saved to inside <paramref name="decide"/>.</param>
    /// <param name="queue">A number for each queue.</param>
    /// <param name="decide">Looks, decides and saves.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static Task<T> TakeAsync<T>(KeptDb db, long queue, Func<Task<T>> decide, CancellationToken cancellationToken) =>
        db.Database.IsNpgsql()
            ? TakeAmongNodesAsync(db, queue, decide, cancellationToken)
            : TakeAmongThreadsAsync(queue, decide, cancellationToken);

    private static async Task<T> TakeAmongNodesAsync<T>(KeptDb db, long queue, Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({queue})", cancellationToken);
        var decision = await decide();
        await transaction.CommitAsync(cancellationToken);
        return decision;
    }

    private static async Task<T> TakeAmongThreadsAsync<T>(long queue, Func<Task<T>> decide, CancellationToken cancellationToken)
    {
        var turn = Turns.GetOrAdd(queue, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await decide();
        }
        finally
        {
            turn.Release();
        }
    }
}
