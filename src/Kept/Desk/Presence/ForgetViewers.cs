using Kept.Storage;
using Kept.Workers;
using NodaTime;

namespace Kept.Desk.Presence;

/// <summary>Takes away who looked at which case as soon as it no longer matters: nobody keeps a record of reading habits by accident.</summary>
internal sealed class ForgetViewers(KeptDb db, IClock clock) : IPeriodicWork
{
    public Duration Pause => Duration.FromMinutes(1);

    public Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetCurrentInstant() - Viewers.Stale - Viewers.Stale;
        return OldRows.RemoveAsync(db, db.Set<CaseViewer>().Where(viewer => viewer.SeenAt < old).OrderBy(viewer => viewer.SeenAt), cancellationToken);
    }
}
