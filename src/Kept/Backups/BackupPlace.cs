using System.Formats.Tar;
using Kept.Storage;

namespace Kept.Backups;

/// <summary>
/// Where a backup lies: in one file, a tar archive, or in a folder. A folder that holds an older backup is brought up to
/// date: uploads never change, so only those are copied that it lacks, and the manifest, exchanged last, names what counts.
/// </summary>
internal abstract class BackupPlace(string path)
{
    public const string ArchiveEnding = ".tar";
    public const string WorkshopEnding = ".partial";

    public string FullPath { get; } = path;

    /// <summary>Beside the backup, on the same disk, for what is not finished.</summary>
    public string Workshop { get; } = path + WorkshopEnding;

    public static BackupPlace At(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return full.EndsWith(ArchiveEnding, StringComparison.OrdinalIgnoreCase) ? new BackupArchive(full) : new BackupFolder(full);
    }

    /// <summary>Whether there is already something that a new backup would not be allowed to exchange.</summary>
    public abstract bool IsTaken { get; }

    public abstract bool Exists { get; }

    /// <summary>A new backup in this place; its workshop is there.</summary>
    public abstract BackupDraft Begin();

    /// <summary>Everything in it, the manifest included, with names as in the manifest; each is to be read before the next.</summary>
    public abstract IAsyncEnumerable<(string Name, Stream Content)> ReadAsync(CancellationToken cancellationToken);

    public virtual async Task<BackupManifest?> ManifestAsync(CancellationToken cancellationToken)
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

/// <summary>One file. It is written under another name and renamed when it is whole and sound; the manifest stands at its end.</summary>
internal sealed class BackupArchive(string path) : BackupPlace(path)
{
    public override bool IsTaken => File.Exists(FullPath) || Directory.Exists(FullPath);

    public override bool Exists => File.Exists(FullPath);

    public override BackupDraft Begin() => new ArchiveDraft(this);

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
}

/// <summary>A folder, good for <c>rsync</c>: what has not changed stays as it is.</summary>
/// <param name="path">Of the folder.</param>
/// <param name="manifest">Another manifest in it than the usual one.</param>
internal sealed class BackupFolder(string path, string? manifest = null) : BackupPlace(path)
{
    public string Manifest { get; } = manifest ?? Path.Combine(path, BackupManifest.Name);

    /// <summary>Of a backup that is being made, or was not to the end.</summary>
    public string NewManifest => Path.Combine(FullPath, BackupManifest.Name + ".new");

    public override bool IsTaken =>
        File.Exists(FullPath) || (Directory.Exists(FullPath) && !File.Exists(Manifest) && !File.Exists(NewManifest) && Directory.EnumerateFileSystemEntries(FullPath).Any());

    public override bool Exists => File.Exists(Manifest);

    public override BackupDraft Begin() => new FolderDraft(this);

    public override async Task<BackupManifest?> ManifestAsync(CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(Manifest);
        return BackupManifest.Read(content);
    }

    /// <summary>Whatever else somebody keeps in this folder is left alone.</summary>
    public IEnumerable<string> Ours() =>
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
