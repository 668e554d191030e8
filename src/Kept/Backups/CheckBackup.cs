using System.Security.Cryptography;
using System.Text.Json;

namespace Kept.Backups;

internal abstract record CheckOutcome
{
    private CheckOutcome()
    {
    }

    internal sealed record Sound(BackupManifest Manifest) : CheckOutcome;

    /// <summary>No manifest that can be read: something else, or a backup that was never finished.</summary>
    internal sealed record NotABackup : CheckOutcome;

    /// <summary>Made by a newer version of the program.</summary>
    internal sealed record TooNew(int Format) : CheckOutcome;

    /// <param name="Faults">Each says which part it is about.</param>
    internal sealed record Damaged(IReadOnlyList<string> Faults) : CheckOutcome;
}

/// <summary>Reads a whole backup and compares it with what its manifest and its list of uploads say.</summary>
internal sealed class CheckBackup
{
    private const int MostFaults = 20;

    /// <param name="into">Folders into which the parts and the uploads are unpacked on the way; null to read only.</param>
    /// <param name="alreadyRead">What is not read once more.</param>
    public async Task<CheckOutcome> HandleAsync(
        BackupPlace place, (string Parts, string Uploads)? into, IReadOnlyDictionary<string, BackupPart>? alreadyRead, CancellationToken cancellationToken)
    {
        if (await place.ManifestAsync(cancellationToken) is not { } manifest)
        {
            return new CheckOutcome.NotABackup();
        }

        if (manifest.Format > BackupManifest.KnownFormat)
        {
            return new CheckOutcome.TooNew(manifest.Format);
        }

        var found = new Dictionary<string, (long Bytes, string Hash)>(StringComparer.Ordinal);
        var list = new MemoryStream();
        await foreach (var (name, content) in place.ReadAsync(cancellationToken))
        {
            var isList = name == manifest.List.Name;
            if (alreadyRead?.GetValueOrDefault(name) is { } known)
            {
                found[name] = (known.Bytes, known.Sha256);
            }
            else if (isList || name == manifest.Database.Name || IsUpload(name))
            {
                found[name] = await ReadAsync(content, into is { } folders ? Unpacked(folders, name) : null, isList ? list : null, cancellationToken);
            }
        }

        var faults = Faults(manifest, Uploads(list), found).Take(MostFaults).ToList();
        return faults.Count == 0 ? new CheckOutcome.Sound(manifest) : new CheckOutcome.Damaged(faults);
    }

    private static string Unpacked((string Parts, string Uploads) into, string name) => IsUpload(name)
        ? Path.Combine(into.Uploads, name[BackupFile.Folder.Length..])
        : Path.Combine(into.Parts, name);

    /// <summary>Only places of our own are unpacked: no name in an archive leads out of the folder.</summary>
    private static bool IsUpload(string name) =>
        long.TryParse(name.Split('/')[^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
        && name == BackupFile.NameOf(id);

    private static IEnumerable<string> Faults(
        BackupManifest manifest, IReadOnlyList<BackupFile> uploads, Dictionary<string, (long Bytes, string Hash)> found)
    {
        var expected = uploads.Select(file => new BackupPart(file.Name, file.Bytes, file.Sha256)).Prepend(manifest.List).Prepend(manifest.Database);
        foreach (var part in expected)
        {
            if (!found.TryGetValue(part.Name, out var read))
            {
                yield return $"{part.Name} is missing";
            }
            else if (read.Bytes != part.Bytes || read.Hash != part.Sha256)
            {
                yield return $"{part.Name} is not what was written";
            }
        }

        if (uploads.Count != manifest.Files)
        {
            yield return $"{manifest.List.Name} does not name {manifest.Files} uploads";
        }
    }

    private static async Task<(long Bytes, string Hash)> ReadAsync(Stream content, string? copy, Stream? alsoInto, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes) = (new byte[128 * 1024], 0L);
        if (copy is not null)
        {
            Storage.Disk.MakeFolder(Path.GetDirectoryName(copy)!);
        }

        await using var target = copy is null ? null : new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.None);
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            bytes += read;
            foreach (var stream in new[] { target, alsoInto }.OfType<Stream>())
            {
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        target?.Flush(flushToDisk: true);
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static IReadOnlyList<BackupFile> Uploads(MemoryStream list)
    {
        list.Position = 0;
        using var reader = new StreamReader(list);
        var uploads = new List<BackupFile>();
        while (reader.ReadLine() is { } line)
        {
            try
            {
                uploads.Add(JsonSerializer.Deserialize<BackupFile>(line, JsonSerializerOptions.Web)!);
            }
            catch (JsonException)
            {
                return []; // then the number is not what the manifest says
            }
        }

        return uploads;
    }
}
