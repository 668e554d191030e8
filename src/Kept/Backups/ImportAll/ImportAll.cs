using Kept.Files;
using Kept.Settings;
using Kept.Storage;
using Kept.Storage.Moving;
using Microsoft.Extensions.Options;

namespace Kept.Backups.ImportAll;

internal abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    internal sealed record Imported(WholeManifest Manifest) : ImportOutcome
    {
        public long Rows => Manifest.Tables.Sum(table => table.Rows);
    }

    internal sealed record NotAnExport(string Place) : ImportOutcome;

    internal sealed record Damaged(IReadOnlyList<string> Faults) : ImportOutcome;

    /// <summary>Made by another version of the program: its tables are not ours.</summary>
    internal sealed record OtherVersion(int Step, int Known) : ImportOutcome;

    /// <summary>Somebody has worked with this installation.</summary>
    internal sealed record NotEmpty(string Table) : ImportOutcome;

    internal sealed record ProgramRuns : ImportOutcome;

    internal sealed record NoRoom : ImportOutcome;
}

/// <summary>
/// Fills an empty installation from a whole export. The file is read through and compared with its checksums first; then
/// uploads and rows are written, and the rows count only when all of them are there.
/// </summary>
internal sealed class ImportAll(DataFolder data, DatabaseCopy database, SchemaRunner schema, FileStore store, IOptions<KeptSettings> settings)
{
    /// <summary>Whoever has one of these has begun to work.</summary>
    private static readonly string[] SignsOfWork = ["cases", "staff", "drafts", "messages", "stored_files"];

    public async Task<ImportOutcome> HandleAsync(string path, Action<int>? progress, CancellationToken cancellationToken)
    {
        using var alone = data.HoldAlone();
        if (alone is null || await database.IsUsedElsewhereAsync(cancellationToken))
        {
            return new ImportOutcome.ProgramRuns();
        }

        await using var file = await WholeFile.OpenAsync(path, cancellationToken);
        if (file is null)
        {
            return new ImportOutcome.NotAnExport(Path.GetFullPath(path));
        }

        if (!Fits(file.Manifest))
        {
            return new ImportOutcome.OtherVersion(file.Manifest.SchemaStep, SchemaScripts.NewestFor(settings.Value.ResolvedDatabase.IsPostgres));
        }

        if (await file.FaultsAsync(cancellationToken) is { Count: > 0 } faults)
        {
            return new ImportOutcome.Damaged(faults);
        }

        await schema.BringUpToDateAsync(cancellationToken);
        return await FillAsync(file, progress, cancellationToken);
    }

    /// <summary>Every table it has is one of ours, with the same columns.</summary>
    private static bool Fits(WholeManifest manifest) => manifest.Version <= WholeManifest.KnownVersion
        && manifest.Tables.Any(table => table.Name == "stored_files")
        && manifest.Tables.All(table => Ours(table) is { } ours && ours.Columns.Select(column => $"{column.Name} {column.Kind}").SequenceEqual(table.Columns));

    private static SchemaTable? Ours(WholeTable table) => SchemaTables.Moved.FirstOrDefault(ours => ours.Name == table.Name);

    private async Task<ImportOutcome> FillAsync(WholeFile file, Action<int>? progress, CancellationToken cancellationToken)
    {
        await using var writer = await TableWriter.BeginAsync(settings.Value.ResolvedDatabase, cancellationToken);
        foreach (var table in SignsOfWork)
        {
            if (await writer.CountAsync(table) > 0)
            {
                return new ImportOutcome.NotEmpty(table);
            }
        }

        var written = new List<long>();
        var done = false;
        try
        {
            await UploadsAsync(file, written, cancellationToken);
            if (await RowsAsync(file, writer, progress, cancellationToken) is { } fault)
            {
                return new ImportOutcome.Damaged([fault]);
            }

            done = true;
            return new ImportOutcome.Imported(file.Manifest);
        }
        catch (Exception problem) when (IsNoRoom(problem))
        {
            return new ImportOutcome.NoRoom();
        }
        finally
        {
            if (!done)
            {
                written.ForEach(store.Delete);
            }
        }
    }

    private static async Task<string?> RowsAsync(WholeFile file, TableWriter writer, Action<int>? progress, CancellationToken cancellationToken)
    {
        await writer.ClearAsync(SchemaTables.Moved);
        var (all, done) = (Math.Max(file.Manifest.Tables.Sum(table => table.Rows), 1), 0L);
        // In the order of our own schema, so that each comes after those it refers to.
        foreach (var ours in SchemaTables.Moved)
        {
            if (file.Manifest.Tables.FirstOrDefault(table => table.Name == ours.Name) is { } theirs)
            {
                await writer.WriteAsync(ours, file.ValuesAsync(theirs, ours, writer.IsPostgres, cancellationToken), cancellationToken);
                progress?.Invoke((int)(100 * (done += theirs.Rows) / all));
            }
        }

        return await writer.FinishAsync(SchemaTables.Moved, file.Manifest.LastNumber, cancellationToken);
    }

    /// <summary>The bytes come before the rows that name them; without the rows they are swept away.</summary>
    private async Task UploadsAsync(WholeFile file, List<long> written, CancellationToken cancellationToken)
    {
        await foreach (var upload in file.UploadsAsync(cancellationToken))
        {
            await using var content = await file.UploadAsync(upload.Id, cancellationToken) ?? throw new InvalidDataException($"{upload.Name} is missing.");
            var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, cancellationToken);
            if (await store.Store(upload.Id, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancellationToken) is FileStoring.DiskFull)
            {
                throw new IOException("No space left on device", Disk.NoSpaceOnUnix);
            }

            written.Add(upload.Id);
        }
    }

    private static bool IsNoRoom(Exception problem) =>
        problem is IOException file && Disk.IsFull(file)
        || problem is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL }
        || problem is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull };
}
