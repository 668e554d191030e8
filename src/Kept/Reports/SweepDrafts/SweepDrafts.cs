using Kept.Files;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Reports.SweepDrafts;

/// <summary>Removes drafts that nobody has touched for thirty days, with their files: personal data we were never given to keep.</summary>
internal sealed class SweepDrafts(KeptDb db, FileStore store, IClock clock) : IPeriodicWork
{
    public static readonly Duration Age = Duration.FromDays(30);

    private const int AtOnce = 100;

    public Duration Pause { get; } = Duration.FromHours(1);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetCurrentInstant() - Age;
        var old = await db.Set<Draft>().Where(draft => draft.ChangedAt < before).OrderBy(draft => draft.ChangedAt).Take(AtOnce).ToListAsync(cancellationToken);
        if (old.Count == 0)
        {
            return 0;
        }

        var ids = old.Select(draft => (long?)draft.Id).ToArray();
        var files = await db.Set<StoredFile>().Where(file => ids.Contains(file.DraftId)).ToListAsync(cancellationToken);
        db.RemoveRange(files);
        db.RemoveRange(old);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody came back to a draft in this very moment: it lives, the next run takes the others.
            return 0;
        }

        files.ForEach(file => store.Delete(file.Id));
        return old.Count;
    }
}
