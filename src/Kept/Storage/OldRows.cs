using Microsoft.EntityFrameworkCore;

namespace Kept.Storage;

/// <summary>Removes what is no longer needed, some rows a run, so that nobody waits long for the database.</summary>
internal static class OldRows
{
    private const int AtOnce = 500;

    /// <param name="db">Forgets what it has read where the rows could not be removed.</param>
    /// <param name="oldestFirst">In an order that an index has.</param>
    /// <param name="cancellationToken">Nothing is removed then.</param>
    /// <returns>
    /// How many went; 0 also where another process was tidying up too or somebody changed one of them: the next run looks again.
    /// </returns>
    public static async Task<int> RemoveAsync<T>(KeptDb db, IOrderedQueryable<T> oldestFirst, CancellationToken cancellationToken)
        where T : class
    {
        var old = await oldestFirst.Take(AtOnce).ToListAsync(cancellationToken);
        if (old.Count == 0)
        {
            return 0;
        }

        db.RemoveRange(old);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return 0;
        }

        return old.Count;
    }
}
