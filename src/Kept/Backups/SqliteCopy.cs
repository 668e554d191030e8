using Dapper;
using Kept.Settings;
using Kept.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Kept.Backups;

/// <summary>
/// By SQLite's online backup (sqlite.org/backup.html). The reading transaction that is held meanwhile is one moment of the
/// write-ahead log: writers go on, and the copy never has to begin again.
/// </summary>
internal sealed class SqliteCopy(string connectionString) : DatabaseCopy
{
    private const int PagesAtOnce = 4000;
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    public override string Provider => DatabaseSettings.SqliteName;

    public override string Ending => "db";

    private string Arriving => DatabasePath + ".arriving";

    private string DatabasePath => Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);

    public override async Task<CopyOutcome> CopyAsync(string path, Action<int>? progress, CancellationToken cancellationToken)
    {
        if (!await HasDataAsync(cancellationToken))
        {
            return new CopyOutcome.NothingThere();
        }

        await using (var source = await OpenAsync(DatabasePath, SqliteOpenMode.ReadWrite, cancellationToken))
        await using (var moment = source.BeginTransaction(deferred: true))
        {
            await source.ExecuteScalarAsync<long>("SELECT count(*) FROM schema_steps", transaction: moment);
            await using var target = await OpenAsync(path, SqliteOpenMode.ReadWriteCreate, cancellationToken);
            CopyPages(source, target, progress, cancellationToken);
            // One file alone, without a log beside it.
            await target.ExecuteAsync("PRAGMA journal_mode = DELETE");
        }

        if (await FaultOfAsync(path, cancellationToken) is { } fault)
        {
            return new CopyOutcome.Damaged(fault);
        }

        await using var copy = await OpenAsync(path, SqliteOpenMode.ReadOnly, cancellationToken);
        return new CopyOutcome.Copied(
            await copy.ExecuteScalarAsync<int>("SELECT max(number) FROM schema_steps"),
            [.. await copy.QueryAsync<BackupFile>("SELECT id, size AS Bytes, hash AS Sha256 FROM stored_files ORDER BY id")]);
    }

    public override async Task<string?> FaultOfAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var copy = await OpenAsync(path, SqliteOpenMode.ReadOnly, cancellationToken);
            var said = (await copy.QueryAsync<string>("PRAGMA integrity_check(5)")).ToList();
            return said is not ["ok"] ? string.Join("; ", said)
                : (await copy.QueryAsync("PRAGMA foreign_key_check")).Any() ? "rows that refer to others which are not there"
                : null;
        }
        catch (SqliteException problem)
        {
            return problem.Message;
        }
    }

    public override async Task<bool> HasDataAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(DatabasePath))
        {
            return false;
        }

        await using var database = await OpenAsync(DatabasePath, SqliteOpenMode.ReadWrite, cancellationToken);
        return await database.ExecuteScalarAsync<long>("SELECT count(*) FROM sqlite_master WHERE name = 'schema_steps'") > 0;
    }

    /// <summary>A SQLite file is used from one machine, where the mark of the data folder tells.</summary>
    public override Task<bool> IsUsedElsewhereAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>The last rename is the moment at which the copy is in place. Only names beside each other are renamed at once, so it is brought there first.</summary>
    public override Task PutBackAsync(string path, string aside, string stamp, CancellationToken cancellationToken)
    {
        SqliteConnection.ClearAllPools(); // none of ours may go on with the old file
        var folder = Path.GetDirectoryName(DatabasePath)!;
        Disk.MakeFolder(folder);
        File.Move(path, Arriving, overwrite: true);
        foreach (var part in Parts.Where(part => File.Exists(DatabasePath + part)))
        {
            File.Move(DatabasePath + part, Aside(aside, part));
        }

        File.Move(Arriving, DatabasePath);
        Disk.FlushFolder(folder);
        return Task.CompletedTask;
    }

    public override Task<bool> SettleAsync(string path, string aside, string stamp, CancellationToken cancellationToken)
    {
        if (!File.Exists(path) && !File.Exists(Arriving))
        {
            return Task.FromResult(true);
        }

        foreach (var part in Parts.Where(part => File.Exists(Aside(aside, part)) && !File.Exists(DatabasePath + part)))
        {
            File.Move(Aside(aside, part), DatabasePath + part);
        }

        File.Delete(Arriving);
        return Task.FromResult(false);
    }

    private string Aside(string folder, string part) => Path.Combine(folder, Path.GetFileName(DatabasePath) + part);

    private static void CopyPages(SqliteConnection source, SqliteConnection target, Action<int>? progress, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
        }

        int result;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            var (all, left) = (raw.sqlite3_backup_pagecount(backup), raw.sqlite3_backup_remaining(backup));
            progress?.Invoke(all == 0 ? 0 : (int)(100L * (all - left) / all));
        }
        while (result == raw.SQLITE_OK);

        raw.sqlite3_backup_finish(backup);
        if (result != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(result, target.Handle);
        }
    }

    private static async Task<SqliteConnection> OpenAsync(string path, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
