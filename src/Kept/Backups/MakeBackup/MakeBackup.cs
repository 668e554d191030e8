using System.Data.Common;
using System.Text.Json;
using Kept.Files;
using Kept.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using SQLitePCL;

namespace Kept.Backups.MakeBackup;

/// <param name="Path">A file that ends in ".tar", or a folder.</param>
/// <param name="Scheduled">Asked for by the program itself.</param>
/// <param name="Progress">Hears how much of a hundred is done.</param>
internal sealed record MakeBackupInput(string Path, bool Scheduled = false, Action<int>? Progress = null);

/// <summary>
/// Copies database and uploads while the program serves. The copy of the database is one moment; no upload is removed until
/// all that it names are copied. At the end everything is read again and compared.
/// </summary>
internal sealed class MakeBackup(DatabaseCopy database, FileStore store, CheckBackup check, BackupLog log, IClock clock)
{
    private const int DatabaseShare = 50;
    private const int UploadShare = 40;

    private static readonly InstantPattern Stamp = InstantPattern.CreateWithInvariantCulture("yyyyMMdd'T'HHmmss'Z'");

    public async Task<BackupOutcome> HandleAsync(MakeBackupInput input, CancellationToken cancellationToken)
    {
        var outcome = await TryAsync(input, cancellationToken);
        await log.AddAsync(input, outcome, clock.GetCurrentInstant(), cancellationToken);
        return outcome;
    }

    public static string StampOf(Instant now) => Stamp.Format(now);

    private async Task<BackupOutcome> TryAsync(MakeBackupInput input, CancellationToken cancellationToken)
    {
        try
        {
            return await InWorkshopAsync(BackupPlace.At(input.Path), input.Progress, cancellationToken);
        }
        catch (Exception problem) when (IsNoRoom(problem))
        {
            return new BackupOutcome.NoRoom();
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            return new BackupOutcome.Damaged(problem.Message);
        }
        catch (Exception problem) when (problem is ToolFailedException or DbException)
        {
            return new BackupOutcome.DatabaseFailed(problem.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new BackupOutcome.DiskFailed(problem.Message);
        }
    }

    private async Task<BackupOutcome> InWorkshopAsync(BackupPlace place, Action<int>? progress, CancellationToken cancellationToken)
    {
        if (place.IsTaken)
        {
            return new BackupOutcome.PlaceTaken(place.FullPath);
        }

        using var noRemoval = await store.KeepAllAsync(cancellationToken);
        if (noRemoval is null)
        {
            return new BackupOutcome.AnotherRuns();
        }

        try
        {
            Clear(place.Workshop);
            Disk.MakeFolder(place.Workshop);
            return await CopyAsync(place, progress, cancellationToken);
        }
        finally
        {
            Clear(place.Workshop);
        }
    }

    private async Task<BackupOutcome> CopyAsync(BackupPlace place, Action<int>? progress, CancellationToken cancellationToken)
    {
        var stamp = StampOf(clock.GetCurrentInstant());
        var copy = Path.Combine(place.Workshop, $"kept-{stamp}.{database.Ending}");
        switch (await database.CopyAsync(copy, done => progress?.Invoke(done * DatabaseShare / 100), cancellationToken))
        {
            case CopyOutcome.NothingThere:
                return new BackupOutcome.NothingThere();
            case CopyOutcome.ToolMissing missing:
                return new BackupOutcome.ToolMissing(missing.Tool);
            case CopyOutcome.Damaged damaged:
                return new BackupOutcome.Damaged(damaged.Fault);
            case CopyOutcome.Copied copied:
                await using (var draft = place.Begin())
                {
                    return await WriteAsync(draft, place, copy, copied, stamp, progress, cancellationToken);
                }

            default:
                throw new InvalidOperationException("There is no such outcome of a copy.");
        }
    }

    private async Task<BackupOutcome> WriteAsync(
        BackupDraft draft, BackupPlace place, string copy, CopyOutcome.Copied copied, string stamp, Action<int>? progress, CancellationToken cancellationToken)
    {
        var part = await BackupPart.OfAsync(copy, cancellationToken);
        await draft.AddPartAsync(copy, cancellationToken);
        var uploads = new UploadCopies(store, draft);
        for (var i = 0; i < copied.Uploads.Count; i++)
        {
            await uploads.AddAsync(copied.Uploads[i], cancellationToken);
            progress?.Invoke(DatabaseShare + (UploadShare * (i + 1) / copied.Uploads.Count));
        }

        var list = Path.Combine(place.Workshop, $"uploads-{stamp}.jsonl");
        await File.WriteAllLinesAsync(list, uploads.Copied.Select(file => JsonSerializer.Serialize(file, JsonSerializerOptions.Web)), cancellationToken);
        var listPart = await BackupPart.OfAsync(list, cancellationToken);
        await draft.AddPartAsync(list, cancellationToken);
        var manifest = new BackupManifest(
            BackupManifest.KnownFormat, clock.GetCurrentInstant().ToString(), database.Provider, copied.SchemaStep, part, listPart,
            uploads.Copied.Count, uploads.Copied.Sum(file => file.Bytes), uploads.Missing, uploads.Changed);
        await draft.CloseAsync(manifest, cancellationToken);
        switch (await check.HandleAsync(draft.Place, into: null, draft.AlreadyRead, cancellationToken))
        {
            case CheckOutcome.Sound:
                draft.Finish();
                progress?.Invoke(100);
                return new BackupOutcome.Made(manifest, place.FullPath);
            case CheckOutcome.Damaged damaged:
                return new BackupOutcome.Damaged(string.Join("; ", damaged.Faults));
            default:
                return new BackupOutcome.Damaged($"{BackupManifest.Name} cannot be read");
        }
    }

    private static bool IsNoRoom(Exception problem) =>
        problem is IOException file && Disk.IsFull(file) || problem is SqliteException { SqliteErrorCode: raw.SQLITE_FULL };

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
