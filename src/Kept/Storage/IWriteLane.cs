namespace Kept.Storage;

/// <summary>How changes reach the disk: directly (PostgreSQL), or with others in one commit (SQLite).</summary>
internal interface IWriteLane
{
    /// <summary>Returns when the change is durable.</summary>
    Task<int> SaveAsync(KeptDb db, CancellationToken cancellationToken);
}
