namespace Kept.Backups.MakeBackup;

internal abstract record BackupOutcome
{
    private BackupOutcome()
    {
    }

    /// <summary>It is on the disk and has been read again.</summary>
    internal sealed record Made(BackupManifest Manifest, string Place) : BackupOutcome
    {
        /// <summary>Uploads that are not what was stored.</summary>
        public int Changed => Manifest.Changed?.Count ?? 0;

        public long Bytes => Manifest.Database.Bytes + Manifest.FileBytes;
    }

    internal sealed record NothingThere : BackupOutcome;

    /// <summary>There is something else under that name.</summary>
    internal sealed record PlaceTaken(string Place) : BackupOutcome;

    internal sealed record AnotherRuns : BackupOutcome;

    internal sealed record ToolMissing(string Tool) : BackupOutcome;

    internal sealed record NoRoom : BackupOutcome;

    /// <summary>The database, or a tool of it, refused.</summary>
    internal sealed record DatabaseFailed(string Problem) : BackupOutcome;

    /// <summary>The disk refused.</summary>
    internal sealed record DiskFailed(string Problem) : BackupOutcome;

    /// <summary>The database that was copied, or what was written, is not what it should be. No backup stands under the name that was asked for.</summary>
    internal sealed record Damaged(string Fault) : BackupOutcome;
}
