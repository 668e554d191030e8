using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Files.SweepFiles;

/// <summary>
/// Removes bytes that no row speaks of: a save that failed after the upload, a row that was deleted. Takes one folder a run,
/// so that a run stays short, and gets through all of them in about a day. Only what is a week old goes: a younger file may be
/// waiting for its row, or for somebody to notice that the program was pointed at the wrong database.
/// </summary>
internal sealed class SweepFiles(KeptDb db, FileStore store, IClock clock) : IPeriodicWork
{
    private const int RowsAtOnce = 500;

    private static readonly Duration Age = Duration.FromDays(7);

    public Duration Pause { get; } = Duration.FromDays(1) / FileStore.Folders;

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        store.RemoveLeftovers(now - Age);
        if (!await db.Set<StoredFile>().AnyAsync(cancellationToken))
        {
            // A database without any files beside a folder full of them is a new one, not a reason to delete.
            return 0;
        }
        var folder = (int)((now - Instant.FromUnixTimeTicks(0)) / Pause % FileStore.Folders);
        foreach (var found in store.StoredBefore(now - Age, folder).Chunk(RowsAtOnce))
        {
            var known = await db.Set<StoredFile>().Where(file => found.Contains(file.Id)).Select(file => file.Id).ToListAsync(cancellationToken);
            foreach (var orphan in found.Except(known))
            {
                store.Delete(orphan);
            }
        }
        // Whatever was found, the next run is for the next folder and its time.
        return 0;
    }
}
