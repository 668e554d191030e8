using System.Data.Common;
using Kept.Files;
using Kept.Settings;
using Kept.Storage;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Backups.RestoreBackup;

/// <summary>
/// Puts a backup in place of what is there. Everything is unpacked beside the data and checked before the first thing is
/// touched; what was there before is kept. Uploads and database are all new in the end, or all as before.
/// </summary>
internal sealed partial class RestoreBackup(
    DatabaseCopy database, DataFolder data, CheckBackup check, SharedFolder shared, IClock clock, IOptions<KeptSettings> settings, ILogger<RestoreBackup> log)
{
    private string Workshop => Path.Combine(data.FullPath, "restore.partial");

    private string Uploads => settings.Value.FullFilesFolder;

    private bool UploadsAreHere => Uploads == Path.Combine(data.FullPath, FileStore.FolderName);

    /// <summary>In the folder of uploads: that may be another disk, above which nothing can be written or renamed.</summary>
    private string UnpackedUploads => Path.Combine(Uploads, "restore.partial");

    private UploadExchange Exchange => new(Uploads, UnpackedUploads);

    public async Task<RestoreOutcome> HandleAsync(RestoreBackupInput input, CancellationToken cancellationToken)
    {
        var place = BackupPlace.At(input.Path);
        if (!place.Exists || await place.ManifestAsync(cancellationToken) is not { } manifest)
        {
            return new RestoreOutcome.NotABackup(place.FullPath);
        }

        using var alone = data.HoldAlone();
        if (alone is not null && UnfinishedRestore.In(Uploads) is { } left)
        {
            if (await SettleAsync(left, why: null) is RestoreOutcome.Unsettled unsettled)
            {
                return unsettled;
            }

            Clear();
        }

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
        : database.MissingTool is { } tool ? new RestoreOutcome.ToolMissing(tool)
        : !isAlone || await database.IsUsedElsewhereAsync(cancellationToken) ? new RestoreOutcome.ProgramRuns()
        : !replace && (HasUploads() || await database.HasDataAsync(cancellationToken)) ? new RestoreOutcome.DataIsThere(data.FullPath)
        : null;

    private async Task<RestoreOutcome?> UnpackAsync(BackupPlace place, CancellationToken cancellationToken)
    {
        switch (await check.HandleAsync(place, (Workshop, UnpackedUploads), alreadyRead: null, cancellationToken))
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
        var aside = NewFolderAside();
        var begun = new UnfinishedRestore(
            Guid.NewGuid().ToString("N"), aside, UploadsAside(aside), Path.Combine(Workshop, manifest.Database.Name),
            [.. FileStore.FoldersIn(Uploads).Select(folder => Path.GetFileName(folder))]);
        Disk.MakeFolder(aside);
        await begun.WriteAsync(Uploads, cancellationToken);
        try
        {
            Exchange.PutInPlace(begun.UploadsAside);
            await database.PutBackAsync(begun.Copy, aside, begun.Stamp, cancellationToken);
            UnfinishedRestore.Remove(Uploads);
        }
        catch (Exception problem) when (problem is ToolFailedException or DbException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            if (await SettleAsync(begun, problem) is { } failed)
            {
                return failed;
            }
        }

        Disk.FlushFolder(data.FullPath);
        await shared.MarkAgainAsync(cancellationToken);
        return new RestoreOutcome.Restored(manifest, Before(begun));
    }

    /// <summary>Null when the backup is in place after all.</summary>
    private async Task<RestoreOutcome?> SettleAsync(UnfinishedRestore left, Exception? why)
    {
        try
        {
            var isInPlace = await database.SettleAsync(left.Copy, left.Aside, left.Stamp, CancellationToken.None);
            if (isInPlace)
            {
                await shared.MarkAgainAsync(CancellationToken.None);
            }
            else
            {
                Exchange.TakeBack(left);
            }

            UnfinishedRestore.Remove(Uploads);
            LogSettled(log, isInPlace ? "everything of the backup is in place" : "everything is as it was");
            return isInPlace ? null
                : why is IOException full && Disk.IsFull(full) ? new RestoreOutcome.NoRoom()
                : new RestoreOutcome.Undone(why?.Message ?? "", Before(left));
        }
        catch (Exception problem) when (problem is ToolFailedException or DbException or IOException or UnauthorizedAccessException)
        {
            return new RestoreOutcome.Unsettled(problem.Message, left.Aside);
        }
    }

    /// <summary>What is kept of what was there before.</summary>
    private static List<string> Before(UnfinishedRestore done)
    {
        var kept = Directory.Exists(done.Aside) ? Directory.EnumerateFileSystemEntries(done.Aside).ToList() : [];
        if (Directory.Exists(done.Aside) && kept.Count == 0)
        {
            Directory.Delete(done.Aside);
        }

        return [.. kept.Append(done.UploadsAside).Where(Path.Exists).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>A second restore within the same second does not mix what was there before the two.</summary>
    private string NewFolderAside()
    {
        var name = Path.Combine(data.FullPath, "before-restore-" + MakeBackup.MakeBackup.StampOf(clock.GetCurrentInstant()));
        return Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{name}-{number}").Prepend(name)
            .First(free => !Path.Exists(free) && !Path.Exists(UploadsAside(free)));
    }

    /// <summary>In the folder of what is kept, or where uploads are on another disk, in a folder of that name among them.</summary>
    private string UploadsAside(string aside) => UploadsAreHere
        ? Path.Combine(aside, FileStore.FolderName)
        : Path.Combine(Uploads, Path.GetFileName(aside));

    private bool HasUploads() => FileStore.FoldersIn(Uploads).Any(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any());

    /// <summary>What an attempt that is not settled needs stays.</summary>
    private void Clear()
    {
        if (File.Exists(DataFolder.UnfinishedRestoreIn(Uploads)))
        {
            return;
        }

        foreach (var folder in new[] { Workshop, UnpackedUploads }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        if (UploadsAreHere && Directory.Exists(Uploads) && !Directory.EnumerateFileSystemEntries(Uploads).Any())
        {
            Directory.Delete(Uploads);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A restore that did not come to its end is settled: {How}.")]
    private static partial void LogSettled(ILogger log, string how);
}
