namespace Kept.Storage;

/// <summary>Every save is a transaction of its own; the server groups their syncs.</summary>
internal sealed class DirectLane : IWriteLane
{
    public Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken) => db.SaveNowAsync(cancellationToken);
}
