using System.Data.Common;
using Kept.Backups.MakeBackup;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Backups;

/// <summary>Writes down which backups were made and which were not.</summary>
internal sealed partial class BackupLog(IServiceScopeFactory scopes, IdSource ids, ILogger<BackupLog> log)
{
    /// <summary>A backup is no worse for a database that takes no row at this moment.</summary>
    public async Task AddAsync(MakeBackupInput input, BackupOutcome outcome, Instant now, CancellationToken cancellationToken)
    {
        if (outcome is BackupOutcome.NothingThere)
        {
            return;
        }

        var made = outcome as BackupOutcome.Made;
        if (input.Scheduled)
        {
            Tell(outcome, made);
        }

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<KeptDb>();
            await ids.UseNextStartAsync(db, cancellationToken);
            var backup = new Backup(
                ids.Next(), now, Path.GetFullPath(input.Path), input.Scheduled, made?.Bytes ?? 0, made?.Manifest.Files ?? 0,
                made is null ? outcome.GetType().Name : null);
            if (backup is { Scheduled: true, Problem: not null } && await NewestAsync(db, cancellationToken) is { Scheduled: true } before && before.Problem == backup.Problem)
            {
                db.Remove(before); // it is tried every few minutes: a night of a full disk is one row, of the last attempt
            }

            db.Add(backup);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is DbException or DbUpdateException or InvalidOperationException { InnerException: DbException })
        {
            LogNotNoted(log, problem);
        }
    }

    private static Task<Backup?> NewestAsync(KeptDb db, CancellationToken cancellationToken) =>
        db.Set<Backup>().OrderByDescending(backup => backup.At).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The newest that was made and checked.</summary>
    public static Task<Backup?> LastAsync(KeptDb db, CancellationToken cancellationToken) =>
        db.Set<Backup>().AsNoTracking().Where(backup => backup.Problem == null).OrderByDescending(backup => backup.At).FirstOrDefaultAsync(cancellationToken);

    /// <summary>When the newest attempt made none; null when it made one, or when nothing but its name or its moment was at fault.</summary>
    public static async Task<Instant?> LastFailureAsync(KeptDb db, Backup? last, CancellationToken cancellationToken)
    {
        List<string?> harmless = [nameof(BackupOutcome.PlaceTaken), nameof(BackupOutcome.AnotherRuns)];
        var failed = await db.Set<Backup>().AsNoTracking().Where(backup => backup.Problem != null && !harmless.Contains(backup.Problem))
            .OrderByDescending(backup => backup.At).Select(backup => (Instant?)backup.At).FirstOrDefaultAsync(cancellationToken);
        return failed > (last?.At ?? Instant.MinValue) ? failed : null;
    }

    /// <summary>Who asked for one by hand is told by the command.</summary>
    private void Tell(BackupOutcome outcome, BackupOutcome.Made? made)
    {
        if (made is null)
        {
            LogFailed(log, outcome.GetType().Name);
        }
        else if (made.Manifest.Missing.Count > 0 || made.Changed > 0)
        {
            LogIncomplete(log, made.Manifest.Missing.Count, made.Changed);
        }
    }

    [LoggerMessage(LogLevel.Error, "No backup was made: {Outcome}. Run kept backup by hand to see what it says.")]
    private static partial void LogFailed(ILogger log, string outcome);

    [LoggerMessage(LogLevel.Error, "A backup was made, and {Missing} uploads that the database names could not be read, {Changed} are not what was stored. Run kept doctor --deep.")]
    private static partial void LogIncomplete(ILogger log, int missing, int changed);

    [LoggerMessage(LogLevel.Warning, "The backup could not be noted in the database.")]
    private static partial void LogNotNoted(ILogger log, Exception problem);
}
