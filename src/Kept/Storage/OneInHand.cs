using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Storage;

/// <summary>A row of a queue whose work lies outside the database. Null for <see cref="NextAttemptAt"/>: there is nothing more to do.</summary>
internal interface IQueuedRow
{
    long Id { get; }

    int Attempts { get; }

    Instant? NextAttemptAt { get; }

    /// <summary>A worker takes it in hand; should it die, the row is due again then.</summary>
    void Lease(Instant now, Instant until);
}

/// <summary>Works on one due row at a time, of which one node has each in hand.</summary>
internal sealed class OneInHand(KeptDb db, RowLease lease, IClock clock)
{
    /// <param name="due">Rows that are due at a moment, in the order they are taken in.</param>
    /// <param name="work">Does what the row asks for and saves.</param>
    /// <param name="cancellationToken">The program ends.</param>
    /// <returns>1 where there was a row, else 0.</returns>
    public async Task<int> WorkAsync<T>(Func<Instant, IQueryable<T>> due, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
        where T : class, IQueuedRow
    {
        if (await ClaimAsync(due, cancellationToken) is not { } row)
        {
            return 0;
        }

        try
        {
            await lease.HoldAsync(
                new HeldRow(typeof(T).Name, row.Id, row.NextAttemptAt), (held, until, cancellation) => RenewAsync(held, row, until, cancellation),
                async stop =>
                {
                    await work(row, stop);
                    return true;
                }, cancellationToken);
        }
        catch (Exception problem) when (problem is DbUpdateConcurrencyException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            db.ChangeTracker.Clear(); // an agent changed it, or another node has it now and writes down what came of it
        }

        return 1;
    }

    /// <summary>Null where nothing is due, or somebody else was first.</summary>
    private async Task<T?> ClaimAsync<T>(Func<Instant, IQueryable<T>> due, CancellationToken cancellationToken)
        where T : class, IQueuedRow
    {
        var now = clock.GetCurrentInstant();
        var first = await due(now).FirstOrDefaultAsync(cancellationToken);
        first?.Lease(now, now + RowLease.Length);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return first;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return null;
        }
    }

    private static Task<int> RenewAsync<T>(KeptDb held, T row, Instant until, CancellationToken cancellationToken)
        where T : class, IQueuedRow => held.Set<T>()
        .Where(known => EF.Property<long>(known, nameof(row.Id)) == row.Id && EF.Property<int>(known, nameof(row.Attempts)) == row.Attempts
            && EF.Property<Instant?>(known, nameof(row.NextAttemptAt)) != null)
        .ExecuteUpdateAsync(set => set.SetProperty(known => EF.Property<Instant?>(known, nameof(row.NextAttemptAt)), until), cancellationToken);
}
