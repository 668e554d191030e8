using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Desk.Presence;

/// <summary>Takes away who looked at which case as soon as it no longer matters: nobody keeps a record of reading habits by accident.</summary>
internal sealed class ForgetViewers(KeptDb db, IClock clock) : IPeriodicWork
{
    private const int Batch = 200;

    public Duration Pause => Duration.FromMinutes(1);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetCurrentInstant() - Viewers.Stale - Viewers.Stale;
        var gone = await db.Set<CaseViewer>().Where(viewer => viewer.SeenAt < old).OrderBy(viewer => viewer.SeenAt).Take(Batch).ToListAsync(cancellationToken);
        if (gone.Count == 0)
        {
            return 0;
        }

        db.RemoveRange(gone);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process was tidying up too, or somebody came back; the next run looks again.
            db.ChangeTracker.Clear();
            return 0;
        }

        return gone.Count;
    }
}
