using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Kept.Storage.Moving;

namespace Kept.Backups;

/// <summary>A whole export, opened to be read.</summary>
internal sealed class WholeFile : IAsyncDisposable
{
    private readonly ZipArchive archive;

    private WholeFile(ZipArchive archive, WholeManifest manifest) => (this.archive, Manifest) = (archive, manifest);

    public WholeManifest Manifest { get; }

    /// <summary>Null where it is none, or was never finished.</summary>
    public static async Task<WholeFile?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        ZipArchive? archive = null;
        try
        {
            archive = await ZipFile.OpenReadAsync(path, cancellationToken);
            if (archive.GetEntry(WholeManifest.Name) is { } entry)
            {
                await using var content = await entry.OpenAsync(cancellationToken);
                if (WholeManifest.Read(content) is { } manifest)
                {
                    return new WholeFile(archive, manifest);
                }
            }
        }
        catch (Exception problem) when (problem is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Not an archive.
        }

        if (archive is not null)
        {
            await archive.DisposeAsync();
        }

        return null;
    }

    public ValueTask DisposeAsync() => archive.DisposeAsync();

    /// <summary>The rows of a table, each an array.</summary>
    public async IAsyncEnumerable<JsonElement> RowsAsync(WholeTable table, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = await archive.GetEntry(table.Entry)!.OpenAsync(cancellationToken);
        using var lines = new StreamReader(content);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            using var row = JsonDocument.Parse(line);
            yield return row.RootElement;
        }
    }

    /// <summary>Null where the archive has no such upload.</summary>
    public async Task<Stream?> UploadAsync(long id, CancellationToken cancellationToken) =>
        archive.GetEntry(BackupFile.NameOf(id)) is { } entry ? await entry.OpenAsync(cancellationToken) : null;

    /// <summary>Reads everything once and compares it with the checksums: what is wrong, or nothing.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var table in Manifest.Tables)
        {
            if (archive.GetEntry(table.Entry) is not { } entry || await HashAsync(entry, cancellationToken) != table.Sha256)
            {
                faults.Add(table.Entry);
            }
        }

        if (faults.Count == 0)
        {
            await foreach (var upload in UploadsAsync(cancellationToken))
            {
                if (!Manifest.Missing.Contains(upload.Id)
                    && (archive.GetEntry(upload.Name) is not { } entry || await HashAsync(entry, cancellationToken) != upload.Sha256))
                {
                    faults.Add(upload.Name);
                }
            }
        }

        return faults;
    }

    /// <summary>What the rows of uploads say, without those that were missing already.</summary>
    public async IAsyncEnumerable<BackupFile> UploadsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = Manifest.Tables.Single(table => table.Name == "stored_files");
        var names = table.Columns.Select(column => column.Split(' ')[0]).ToList();
        var (id, size, hash) = (names.IndexOf("id"), names.IndexOf("size"), names.IndexOf("hash"));
        await foreach (var row in RowsAsync(table, cancellationToken))
        {
            var upload = new BackupFile(row[id].GetInt64(), row[size].GetInt64(), row[hash].GetString() ?? "");
            if (!Manifest.Missing.Contains(upload.Id))
            {
                yield return upload;
            }
        }
    }

    /// <summary>Values as the database keeps them.</summary>
    public async IAsyncEnumerable<object?[]> ValuesAsync(WholeTable table, SchemaTable into, bool postgres, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(table, cancellationToken))
        {
            var values = new object?[into.Columns.Length];
            for (var place = 0; place < values.Length; place++)
            {
                values[place] = MovedValue.Read(row[place], into.Columns[place].Kind, postgres);
            }

            yield return values;
        }
    }

    private static async Task<string> HashAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await entry.OpenAsync(cancellationToken);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }
}
