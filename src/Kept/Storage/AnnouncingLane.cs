using Kept.Domain.Cases;
using Microsoft.EntityFrameworkCore;

namespace Kept.Storage;

/// <summary>Announces the cases of a save once it is durable.</summary>
internal sealed class AnnouncingLane(IWriteLane lane, SavedCases saved) : IWriteLane, IAsyncDisposable
{
    public async Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken)
    {
        if (!saved.HasListeners)
        {
            return await lane.SaveAsync(db, cancellationToken);
        }

        CaseId[] changed = [.. db.ChangeTracker.Entries<Case>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity.Id)];
        var rows = await lane.SaveAsync(db, cancellationToken);
        saved.Announce(changed);
        return rows;
    }

    public ValueTask DisposeAsync() => lane is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
}
