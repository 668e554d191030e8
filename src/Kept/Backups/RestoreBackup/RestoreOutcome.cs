namespace Kept.Backups.RestoreBackup;

/// <param name="Replace">Also where there is data already, which is then kept aside.</param>
internal sealed record RestoreBackupInput(string Path, bool Replace);

internal abstract record RestoreOutcome
{
    private RestoreOutcome()
    {
    }

    /// <param name="Manifest">Of the backup.</param>
    /// <param name="Before">Where the data is that was there before, by database and uploads; empty where there was none.</param>
    internal sealed record Restored(BackupManifest Manifest, IReadOnlyList<string> Before) : RestoreOutcome;

    internal sealed record NotABackup(string Place) : RestoreOutcome;

    internal sealed record Damaged(IReadOnlyList<string> Faults) : RestoreOutcome;

    /// <summary>Of a newer version of the program.</summary>
    internal sealed record TooNew : RestoreOutcome;

    /// <summary>Of the other kind of database.</summary>
    internal sealed record OtherDatabase(string Provider) : RestoreOutcome;

    internal sealed record DataIsThere(string Folder) : RestoreOutcome;

    internal sealed record ProgramRuns : RestoreOutcome;

    internal sealed record NoRoom : RestoreOutcome;

    internal sealed record ToolMissing(string Tool) : RestoreOutcome;

    /// <summary>Everything is as it was before.</summary>
    /// <param name="Problem">What the database or the disk said.</param>
    /// <param name="Before">Copies of it that were made meanwhile.</param>
    internal sealed record Undone(string Problem, IReadOnlyList<string> Before) : RestoreOutcome;

    /// <summary>It failed, and cannot be undone at this moment: the next attempt begins with that, and the program does not start before.</summary>
    internal sealed record Unsettled(string Problem, string Aside) : RestoreOutcome;
}
