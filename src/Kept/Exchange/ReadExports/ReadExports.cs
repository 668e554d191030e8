using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Exchange.ReadExports;

/// <summary>Who took data out, the newest first; for administrators.</summary>
internal sealed class ReadExports(KeptDb db)
{
    /// <param name="before">Only those older than this one; null for the newest.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page, and whether there is another.</returns>
    public async Task<(IReadOnlyList<ExportRecord> Page, bool More)> HandleAsync(long? before, int size, CancellationToken cancellationToken)
    {
        var until = before ?? long.MaxValue;
        var rows = await db.Set<ExportRecord>().AsNoTracking().Where(record => record.Id < until)
            .OrderByDescending(record => record.Id).Take(size + 1).ToListAsync(cancellationToken);
        return ([.. rows.Take(size)], rows.Count > size);
    }
}
