using Kept.Domain.Cases;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Cases;

/// <summary>
/// References that no case has, for loading many. Of 3.4 billion one drawn for a single case is as good as never taken, and
/// then drawn again; among 100,000 cases two are the same more often than not.
/// </summary>
/// <param name="draw">Gives any reference.</param>
internal sealed class FreeReferences(KeptDb db, Func<Reference> draw)
{
    /// <returns>As many as asked for, no two the same.</returns>
    public async Task<Queue<Reference>> DrawAsync(int count, CancellationToken cancellationToken)
    {
        var free = new HashSet<Reference>();
        while (free.Count < count)
        {
            var drawn = Enumerable.Range(0, count - free.Count).Select(_ => draw()).Distinct().ToList();
            free.UnionWith(drawn);
            free.ExceptWith(await db.Cases.AsNoTracking().Where(known => drawn.Contains(known.Reference))
                .Select(known => known.Reference).ToListAsync(cancellationToken));
        }

        return new Queue<Reference>(free);
    }
}
