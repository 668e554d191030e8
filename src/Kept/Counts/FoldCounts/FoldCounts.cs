using Kept.Domain.Counts;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Counts.FoldCounts;

/// <summary>
/// Adds count changes into the figures they belong to, so that reading stays cheap. A change is taken away in the same
/// save that counts it in, so it is counted once however many processes fold.
/// </summary>
internal sealed class FoldCounts(KeptDb db) : IPeriodicWork
{
    private const long Queue = 0x46_6F_6C_64; // "Fold"
    private const int Batch = 500;

    public Duration Pause { get; } = Duration.FromSeconds(10);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        try
        {
            return await QueueTurn.TakeAsync(db, Queue, () => FoldAsync(cancellationToken), cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another process took the same changes: they are counted, and the next run looks for more.
            db.ChangeTracker.Clear();
            return 0;
        }
    }

    private async Task<int> FoldAsync(CancellationToken cancellationToken)
    {
        var changes = await db.Set<CountChange>().OrderBy(change => change.Id).Take(Batch).ToListAsync(cancellationToken);
        if (changes.Count == 0)
        {
            return 0;
        }

        var figures = await FiguresAsync(changes, cancellationToken);
        foreach (var group in changes.GroupBy(change => change.Key))
        {
            var sum = group.Sum(change => change.N);
            if (figures.TryGetValue(group.Key, out var figure))
            {
                figure.Add(sum);
            }
            else
            {
                db.Add(new Count(group.Key, sum));
            }
        }

        db.RemoveRange(changes);
        (await db.Set<CountFolds>().SingleAsync(cancellationToken)).Folded();
        await db.SaveChangesAsync(cancellationToken);
        return changes.Count;
    }

    private async Task<Dictionary<CountKey, Count>> FiguresAsync(List<CountChange> changes, CancellationToken cancellationToken)
    {
        var days = changes.Select(change => change.Day).Distinct().ToArray();
        var services = changes.Select(change => change.ServiceCode).Distinct().ToArray();
        var what = changes.Select(change => change.What).Distinct().ToArray();
        return await db.Set<Count>().Where(count => days.Contains(count.Day) && services.Contains(count.ServiceCode) && what.Contains(count.What))
            .ToDictionaryAsync(count => count.Key, cancellationToken);
    }
}
