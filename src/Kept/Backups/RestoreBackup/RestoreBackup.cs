using Kept.Files;
using Kept.Settings;
using Kept.Storage;
using Microsoft.Extensions.Options;
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
internal sealed class RestoreBackup(
    DatabaseCopy database, DataFolder data, CheckBackup check, SharedFolder shared, IClock clock, IOptions<KeptSettings> settings)
{
    private string Workshop => Path.Combine(data.FullPath, "restore.partial");

    private string Uploads => settings.Value.FullFilesFolder;

    private bool UploadsAreHere => Uploads == Path.Combine(data.FullPath, FileStore.FolderName);

    /// <summary>In the folder of uploads: that may be another disk, above which nothing can be written or renamed.</summary>
    private string UnpackedUploads => Path.Combine(Uploads, "restore.partial");

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
        : manifest.Format > BackupManifest.KnownFormat || manifest.SchemaStep > SchemaScripts.NewestFor(manifest.Provider == DatabaseSettings.Postgres) ? new RestoreOutcome.TooNew()
        : !isAlone || await database.IsUsedElsewhereAsync(cancellationToken) ? new RestoreOutcome.ProgramRuns()
        : !replace && (HasUploads() || await database.HasDataAsync(cancellationToken)) ? new RestoreOutcome.DataIsThere(data.FullPath)
        : null;

    private async Task<RestoreOutcome?> UnpackAsync(BackupPlace place, CancellationToken cancellationToken)
    {
        switch (await check.HandleAsync(place, (Workshop, UnpackedUploads), cancellationToken))
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
        MoveUploads(Uploads, UploadsAside(aside));
        MoveUploads(UnpackedUploads, Uploads);
        await database.PutBackAsync(Path.Combine(Workshop, manifest.Database.Name), aside, cancellationToken);
        Disk.FlushFolder(data.FullPath);
        await shared.MarkAgainAsync(cancellationToken);
        if (Directory.EnumerateFileSystemEntries(aside).Any())
        {
            return new RestoreOutcome.Restored(manifest, aside);
        }

        Directory.Delete(aside);
        return new RestoreOutcome.Restored(manifest, null);
    }

    /// <summary>In the folder of what is kept, or where uploads are on another disk, in a folder of that name among them.</summary>
    private string UploadsAside(string aside) => UploadsAreHere
        ? Path.Combine(aside, FileStore.FolderName)
        : Path.Combine(Uploads, Path.GetFileName(aside));

    private static void MoveUploads(string from, string to)
    {
        foreach (var folder in FileStore.FoldersIn(from))
        {
            Disk.MakeFolder(to);
            Directory.Move(folder, Path.Combine(to, Path.GetFileName(folder)));
        }

        if (Directory.Exists(to))
        {
            Disk.FlushFolder(to);
        }
    }

    private bool HasUploads() => FileStore.FoldersIn(Uploads).Any(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any());

    private void Clear()
    {
        foreach (var folder in new[] { Workshop, UnpackedUploads }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        if (UploadsAreHere && Directory.Exists(Uploads) && !Directory.EnumerateFileSystemEntries(Uploads).Any())
        {
            Directory.Delete(Uploads);
        }
    }
}
