using Kept.Files;
using Kept.Storage;
using NodaTime;

namespace Kept.Backups.RestoreBackup;

/// <param name="Replace">Also where there is data already, which is then kept aside.</param>
internal sealed record RestoreBackupInput(string Path, bool Replace);

internal abstract record RestoreOutcome
{
    private RestoreOutcome()
    {
    }

    /// <param name="Aside">Where the data is that was there before; null where there was none.</param>
    internal sealed record Restored(BackupManifest Manifest, string? Aside) : RestoreOutcome;

    internal sealed record NotABackup(string Place) : RestoreOutcome;

    internal sealed record Damaged(IReadOnlyList<string> Faults) : RestoreOutcome;

    /// <summary>Of a newer version of the program.</summary>
    internal sealed record TooNew : RestoreOutcome;

    /// <summary>Of the other kind of database.</summary>
    internal sealed record OtherDatabase(string Provider) : RestoreOutcome;

    internal sealed record DataIsThere(string Folder) : RestoreOutcome;

    internal sealed record ProgramRuns : RestoreOutcome;

    internal sealed record NoRoom : RestoreOutcome;
}

/// <summary>
/// Puts a backup in place of what is there. Everything is unpacked beside the data and checked before the first thing is
/// touched; what was there before is kept.
/// </summary>
internal sealed class RestoreBackup(DatabaseCopy database, DataFolder data, CheckBackup check, IClock clock)
{
    private string Workshop => Path.Combine(data.FullPath, "restore.partial");

    private string Uploads => Path.Combine(data.FullPath, FileStore.FolderName);

    public async Task<RestoreOutcome> HandleAsync(RestoreBackupInput input, CancellationToken cancellationToken)
    {
        var place = BackupPlace.At(input.Path);
        if (!place.Exists || await place.ManifestAsync(cancellationToken) is not { } manifest)
        {
            return new RestoreOutcome.NotABackup(place.FullPath);
        }

        using var alone = data.HoldAlone();
        if (await RefusalAsync(manifest, input.Replace, alone is not null, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        try
        {
            Clear();
            return await UnpackAsync(place, cancellationToken) ?? await ExchangeAsync(manifest, cancellationToken);
        }
        catch (IOException problem) when (Disk.IsFull(problem))
        {
            return new RestoreOutcome.NoRoom();
        }
        finally
        {
            Clear();
        }
    }

    private async Task<RestoreOutcome?> RefusalAsync(BackupManifest manifest, bool replace, bool isAlone, CancellationToken cancellationToken) =>
        manifest.Provider != database.Provider ? new RestoreOutcome.OtherDatabase(manifest.Provider)
        : manifest.Format > BackupManifest.KnownFormat || manifest.SchemaStep > SchemaScripts.NewestFor(manifest.Provider == Settings.DatabaseSettings.Postgres) ? new RestoreOutcome.TooNew()
        : !isAlone || await database.IsUsedElsewhereAsync(cancellationToken) ? new RestoreOutcome.ProgramRuns()
        : !replace && (HasUploads() || await database.HasDataAsync(cancellationToken)) ? new RestoreOutcome.DataIsThere(data.FullPath)
        : null;

    private async Task<RestoreOutcome?> UnpackAsync(BackupPlace place, CancellationToken cancellationToken)
    {
        switch (await check.HandleAsync(place, Workshop, cancellationToken))
        {
            case CheckOutcome.Sound sound:
                var fault = await database.FaultOfAsync(Path.Combine(Workshop, sound.Manifest.Database.Name), cancellationToken);
                return fault is null ? null : new RestoreOutcome.Damaged([fault]);
            case CheckOutcome.Damaged damaged:
                return new RestoreOutcome.Damaged(damaged.Faults);
            case CheckOutcome.TooNew:
                return new RestoreOutcome.TooNew();
            default:
                return new RestoreOutcome.NotABackup(place.FullPath);
        }
    }

    private async Task<RestoreOutcome> ExchangeAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        var aside = Path.Combine(data.FullPath, "before-restore-" + MakeBackup.MakeBackup.StampOf(clock.GetCurrentInstant()));
        Disk.MakeFolder(aside);
        if (Directory.Exists(Uploads))
        {
            Directory.Move(Uploads, Path.Combine(aside, FileStore.FolderName));
        }

        if (Directory.Exists(Path.Combine(Workshop, FileStore.FolderName)))
        {
            Directory.Move(Path.Combine(Workshop, FileStore.FolderName), Uploads);
        }

        await database.PutBackAsync(Path.Combine(Workshop, manifest.Database.Name), aside, cancellationToken);
        Disk.FlushFolder(data.FullPath);
        if (Directory.EnumerateFileSystemEntries(aside).Any())
        {
            return new RestoreOutcome.Restored(manifest, aside);
        }

        Directory.Delete(aside);
        return new RestoreOutcome.Restored(manifest, null);
    }

    private bool HasUploads() => Directory.Exists(Uploads) && Directory.EnumerateFiles(Uploads, "*", SearchOption.AllDirectories).Any();

    private void Clear()
    {
        if (Directory.Exists(Workshop))
        {
            Directory.Delete(Workshop, recursive: true);
        }
    }
}
