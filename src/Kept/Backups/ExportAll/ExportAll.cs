using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using Dapper;
using Kept.Files;
using Kept.Storage;
using Kept.Storage.Moving;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Backups.ExportAll;

internal abstract record ExportOutcome
{
    private ExportOutcome()
    {
    }

    internal sealed record Exported(WholeManifest Manifest, string Place) : ExportOutcome
    {
        public long Rows => Manifest.Tables.Sum(table => table.Rows);
    }

    internal sealed record PlaceTaken(string Place) : ExportOutcome;

    /// <summary>A backup or another export.</summary>
    internal sealed record AnotherRuns : ExportOutcome;

    internal sealed record NoRoom : ExportOutcome;
}

/// <summary>
/// Writes everything an installation holds into one file that either database reads: a zip archive with a line of JSON a
/// row, the uploads, and a manifest with checksums. It is one moment, also while others go on working.
/// </summary>
internal sealed class ExportAll(KeptDb db, FileStore store, IClock clock)
{
    /// <param name="path">A file that is not there yet.</param>
    /// <param name="progress">Hears how much of a hundred is done.</param>
    public async Task<ExportOutcome> HandleAsync(string path, Action<int>? progress, CancellationToken cancellationToken)
    {
        var place = Path.GetFullPath(path);
        if (File.Exists(place) || Directory.Exists(place))
        {
            return new ExportOutcome.PlaceTaken(place);
        }

        using var noRemoval = await store.KeepAllAsync(cancellationToken);
        if (noRemoval is null)
        {
            return new ExportOutcome.AnotherRuns();
        }

        var unfinished = place + ".partial";
        try
        {
            var manifest = await WriteAsync(unfinished, progress, cancellationToken);
            File.Move(unfinished, place);
            Disk.FlushFolder(Path.GetDirectoryName(place)!);
            return new ExportOutcome.Exported(manifest, place);
        }
        catch (IOException problem) when (Disk.IsFull(problem))
        {
            return new ExportOutcome.NoRoom();
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private async Task<WholeManifest> WriteAsync(string path, Action<int>? progress, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1024 * 1024);
        await using var snapshot = await Snapshot.TakeAsync(db, cancellationToken);
        var uploads = (await snapshot.Connection.QueryAsync<long>("SELECT id FROM stored_files ORDER BY id", transaction: snapshot.Transaction)).ToList();
        var reader = new TableReader(snapshot, db.Database.IsNpgsql());
        var counter = new Counter(progress, uploads.Count + await CountAsync(reader));
        WholeManifest manifest;
        await using (var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            var tables = new List<WholeTable>();
            foreach (var table in SchemaTables.Moved)
            {
                tables.Add(await AddAsync(archive, table, reader, counter, cancellationToken));
            }

            var missing = await AddUploadsAsync(archive, uploads, counter, cancellationToken);
            var number = await snapshot.Connection.ExecuteScalarAsync<long>("SELECT max(last_drawn) FROM process_numbers", transaction: snapshot.Transaction);
            manifest = new WholeManifest(
                WholeManifest.KnownFormat, WholeManifest.KnownVersion, clock.GetCurrentInstant().ToString(), SchemaScripts.NewestFor(db.Database.IsNpgsql()), number,
                [.. tables], uploads.Count - missing.Length, missing);
            await using var last = await archive.CreateEntry(WholeManifest.Name).OpenAsync(cancellationToken);
            await last.WriteAsync(manifest.Write(), cancellationToken);
        }

        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        return manifest;
    }

    private static async Task<long> CountAsync(TableReader reader)
    {
        long rows = 0;
        foreach (var table in SchemaTables.Moved)
        {
            rows += await reader.CountAsync(table);
        }

        return rows;
    }

    private static async Task<WholeTable> AddAsync(ZipArchive archive, SchemaTable table, TableReader reader, Counter counter, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        var made = new WholeTable(table.Name, [.. table.Columns.Select(column => $"{column.Name} {column.Kind}")], 0, "");
        await using var entry = await archive.CreateEntry(made.Entry, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await using var hashed = new CryptoStream(entry, hash, CryptoStreamMode.Write, leaveOpen: true);
        var rows = await reader.WriteAsync(table, hashed, counter.One, cancellationToken);
        await hashed.FlushFinalBlockAsync(cancellationToken);
        return made with { Rows = rows, Sha256 = Convert.ToHexStringLower(hash.Hash!) };
    }

    /// <summary>Those that are missing.</summary>
    private async Task<ImmutableArray<long>> AddUploadsAsync(ZipArchive archive, List<long> uploads, Counter counter, CancellationToken cancellationToken)
    {
        var missing = ImmutableArray.CreateBuilder<long>();
        foreach (var id in uploads)
        {
            await using var content = store.Open(id);
            if (content is null)
            {
                missing.Add(id);
            }
            else
            {
                // Pictures and documents are compressed already.
                await using var entry = await archive.CreateEntry(BackupFile.NameOf(id), CompressionLevel.NoCompression).OpenAsync(cancellationToken);
                await content.CopyToAsync(entry, cancellationToken);
            }

            counter.One();
        }

        return missing.ToImmutable();
    }

    /// <summary>Tells only when a hundredth more is done.</summary>
    private sealed class Counter(Action<int>? progress, long all)
    {
        private long done;
        private int told = -1;

        public void One()
        {
            var percent = (int)(100 * ++done / Math.Max(all, 1));
            if (percent > told && progress is not null)
            {
                progress(told = percent);
            }
        }
    }
}
