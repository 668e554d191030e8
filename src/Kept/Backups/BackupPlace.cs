using System.Formats.Tar;
using Kept.Storage;

namespace Kept.Backups;

/// <summary>
/// Where a backup lies: in one file, a tar archive, or in a folder. A folder that holds an older backup is brought up to
/// date: uploads never change, so only new ones are copied, and the manifest, exchanged last, names the parts that count.
/// </summary>
internal abstract class BackupPlace(string path)
{
    public const string ArchiveEnding = ".tar";

    public string FullPath { get; } = path;

    /// <summary>Beside the backup, on the same disk, for what is not finished.</summary>
    public string Workshop { get; } = path + ".partial";

    public static BackupPlace At(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return full.EndsWith(ArchiveEnding, StringComparison.OrdinalIgnoreCase) ? new BackupArchive(full) : new BackupFolder(full);
    }

    /// <summary>Whether there is already something that a new backup would not be allowed to exchange.</summary>
    public abstract bool IsTaken { get; }

    public abstract bool Exists { get; }

    /// <summary>Puts in place, durably, what lies in the workshop and the uploads.</summary>
    public abstract Task WriteAsync(BackupManifest manifest, IEnumerable<BackupFile> files, Func<BackupFile, Stream> open, CancellationToken cancellationToken);

    /// <summary>Everything in it, the manifest included, with names as in the manifest; each is to be read before the next.</summary>
    public abstract IAsyncEnumerable<(string Name, Stream Content)> ReadAsync(CancellationToken cancellationToken);

    public async Task<BackupManifest?> ManifestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (name, content) in ReadAsync(cancellationToken))
            {
                if (name == BackupManifest.Name)
                {
                    return BackupManifest.Read(content);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException)
        {
            // Not an archive, or one that was cut off: no manifest.
        }

        return null;
    }

    /// <summary>The bytes of one more file, and its name, on the disk before this returns.</summary>
    public static async Task PutAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        Disk.MakeFolder(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024, FileOptions.Asynchronous);
        await content.CopyToAsync(file, cancellationToken);
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
    }
}

/// <summary>One file. It is written under another name and renamed when it is whole; the manifest stands at its end.</summary>
internal sealed class BackupArchive(string path) : BackupPlace(path)
{
    public override bool IsTaken => File.Exists(FullPath) || Directory.Exists(FullPath);

    public override bool Exists => File.Exists(FullPath);

    private string Unfinished => Path.Combine(Workshop, "archive");

    public override async Task WriteAsync(BackupManifest manifest, IEnumerable<BackupFile> files, Func<BackupFile, Stream> open, CancellationToken cancellationToken)
    {
        await using (var archive = new FileStream(Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1024 * 1024))
        {
            await using (var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
            {
                await AddAsync(tar, manifest.Database.Name, File.OpenRead(Path.Combine(Workshop, manifest.Database.Name)), cancellationToken);
                await AddAsync(tar, manifest.List.Name, File.OpenRead(Path.Combine(Workshop, manifest.List.Name)), cancellationToken);
                foreach (var file in files)
                {
                    await AddAsync(tar, file.Name, open(file), cancellationToken);
                }

                await AddAsync(tar, BackupManifest.Name, new MemoryStream(manifest.Write()), cancellationToken);
            }

            await archive.FlushAsync(cancellationToken);
            archive.Flush(flushToDisk: true);
        }

        File.Move(Unfinished, FullPath, overwrite: false);
        Disk.FlushFolder(Path.GetDirectoryName(FullPath)!);
    }

    public override async IAsyncEnumerable<(string Name, Stream Content)> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var archive = new FileStream(FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1024 * 1024);
        await using var tar = new TarReader(archive);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                yield return (entry.Name, entry.DataStream ?? Stream.Null);
            }
        }
    }

    private static async Task AddAsync(TarWriter tar, string name, Stream content, CancellationToken cancellationToken)
    {
        await using (content)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, cancellationToken);
        }
    }
}

/// <summary>A folder, good for <c>rsync</c>: what has not changed stays as it is.</summary>
internal sealed class BackupFolder(string path) : BackupPlace(path)
{
    private string Manifest => Path.Combine(FullPath, BackupManifest.Name);

    public override bool IsTaken => File.Exists(FullPath) || (Directory.Exists(FullPath) && !File.Exists(Manifest) && Directory.EnumerateFileSystemEntries(FullPath).Any());

    public override bool Exists => File.Exists(Manifest);

    public override async Task WriteAsync(BackupManifest manifest, IEnumerable<BackupFile> files, Func<BackupFile, Stream> open, CancellationToken cancellationToken)
    {
        Disk.MakeFolder(FullPath);
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var place = Path.Combine(FullPath, file.Name);
            wanted.Add(place);
            if (!File.Exists(place) || new FileInfo(place).Length != file.Bytes)
            {
                await using var content = open(file);
                await PutAsync(place, content, cancellationToken);
                Disk.FlushFolder(Path.GetDirectoryName(place)!);
            }
        }

        foreach (var part in new[] { manifest.Database.Name, manifest.List.Name })
        {
            File.Move(Path.Combine(Workshop, part), Path.Combine(FullPath, part), overwrite: true);
            wanted.Add(Path.Combine(FullPath, part));
        }

        await PutAsync(Manifest + ".new", new MemoryStream(manifest.Write()), cancellationToken);
        File.Move(Manifest + ".new", Manifest, overwrite: true);
        Disk.FlushFolder(FullPath);
        wanted.Add(Manifest);
        foreach (var old in Ours().Where(file => !wanted.Contains(file)).ToList())
        {
            File.Delete(old);
        }
    }

    /// <summary>Whatever else somebody keeps in this folder is left alone.</summary>
    private IEnumerable<string> Ours() =>
        Directory.EnumerateFiles(FullPath, DatabaseCopy.Names).Concat(Directory.EnumerateFiles(FullPath, DatabaseCopy.ListNames))
            .Concat(Directory.Exists(Path.Combine(FullPath, "files")) ? Directory.EnumerateFiles(Path.Combine(FullPath, "files"), "*", SearchOption.AllDirectories) : []);

    public override async IAsyncEnumerable<(string Name, Stream Content)> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateFiles(FullPath, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var content = File.OpenRead(path);
            yield return (Path.GetRelativePath(FullPath, path).Replace(Path.DirectorySeparatorChar, '/'), content);
        }
    }
}
