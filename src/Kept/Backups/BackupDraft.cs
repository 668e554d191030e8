using System.Formats.Tar;
using Kept.Storage;

namespace Kept.Backups;

/// <summary>
/// A backup in the making. It gets its name, or its manifest, when it has been read again and found sound; until then an older
/// backup in that place stays as it is, and when it is given up nothing is left that looks like one.
/// </summary>
internal abstract class BackupDraft : IAsyncDisposable
{
    /// <summary>Where what is written so far can be read.</summary>
    public abstract BackupPlace Place { get; }

    /// <summary>Uploads of an older backup that were read and found to be what they should be.</summary>
    public Dictionary<string, BackupPart> AlreadyRead { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an older backup in that place holds this upload, sound.</summary>
    public virtual Task<bool> HasAsync(BackupFile upload, CancellationToken cancellationToken) => Task.FromResult(false);

    public abstract Task AddAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <summary>A file of the workshop, which may be moved.</summary>
    public abstract Task AddPartAsync(string path, CancellationToken cancellationToken);

    /// <summary>All is there, and durably on the disk.</summary>
    public abstract Task CloseAsync(BackupManifest manifest, CancellationToken cancellationToken);

    /// <summary>It is sound.</summary>
    public abstract void Finish();

    public abstract ValueTask DisposeAsync();
}

/// <summary>A tar archive in the workshop, which is renamed.</summary>
internal sealed class ArchiveDraft : BackupDraft
{
    private readonly BackupArchive target;
    private readonly string unfinished;
    private readonly FileStream archive;
    private readonly TarWriter tar;

    public ArchiveDraft(BackupArchive target)
    {
        (this.target, unfinished) = (target, Path.Combine(target.Workshop, "archive"));
        archive = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1024 * 1024);
        tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
    }

    public override BackupPlace Place => new BackupArchive(unfinished);

    public override async Task AddAsync(string name, Stream content, CancellationToken cancellationToken) =>
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content }, cancellationToken);

    public override async Task AddPartAsync(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        await AddAsync(Path.GetFileName(path), content, cancellationToken);
    }

    public override async Task CloseAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        await AddAsync(BackupManifest.Name, new MemoryStream(manifest.Write()), cancellationToken);
        await tar.DisposeAsync();
        await archive.FlushAsync(cancellationToken);
        archive.Flush(flushToDisk: true);
        await archive.DisposeAsync();
    }

    public override void Finish()
    {
        File.Move(unfinished, target.FullPath, overwrite: false);
        Disk.FlushFolder(Path.GetDirectoryName(target.FullPath)!);
    }

    /// <summary>Whoever made the workshop clears it.</summary>
    public override async ValueTask DisposeAsync()
    {
        await tar.DisposeAsync();
        await archive.DisposeAsync();
    }
}

/// <summary>A folder that gets a new manifest; what belongs to the older one alone goes after that.</summary>
internal sealed class FolderDraft : BackupDraft
{
    private readonly BackupFolder target;
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);
    private readonly List<string> added = [];
    private bool isFinished;

    /// <summary>The empty manifest tells the next attempt that what lies here is ours.</summary>
    public FolderDraft(BackupFolder target)
    {
        this.target = target;
        Disk.MakeFolder(target.FullPath);
        File.WriteAllBytes(target.NewManifest, []);
        Disk.FlushFolder(target.FullPath);
    }

    public override BackupPlace Place => new BackupFolder(target.FullPath, target.NewManifest);

    public override async Task<bool> HasAsync(BackupFile upload, CancellationToken cancellationToken)
    {
        var path = Path.Combine(target.FullPath, upload.Name);
        if (!File.Exists(path) || new FileInfo(path).Length != upload.Bytes || await ReadAsync(path, cancellationToken) is not { } found || found.Sha256 != upload.Sha256)
        {
            return false;
        }

        wanted.Add(path);
        AlreadyRead[upload.Name] = found;
        return true;
    }

    public override async Task AddAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var path = Path.Combine(target.FullPath, name);
        await BackupPlace.PutAsync(path + ".new", content, cancellationToken);
        File.Move(path + ".new", path, overwrite: true);
        Disk.FlushFolder(Path.GetDirectoryName(path)!);
        wanted.Add(path);
    }

    public override Task AddPartAsync(string path, CancellationToken cancellationToken)
    {
        var place = Path.Combine(target.FullPath, Path.GetFileName(path));
        if (!File.Exists(place))
        {
            added.Add(place);
        }

        File.Move(path, place, overwrite: true);
        wanted.Add(place);
        return Task.CompletedTask;
    }

    public override async Task CloseAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        await BackupPlace.PutAsync(target.NewManifest, new MemoryStream(manifest.Write()), cancellationToken);
        Disk.FlushFolder(target.FullPath);
    }

    public override void Finish()
    {
        File.Move(target.NewManifest, target.Manifest, overwrite: true);
        Disk.FlushFolder(target.FullPath);
        isFinished = true;
        foreach (var old in target.Ours().Where(file => !wanted.Contains(file)).ToList())
        {
            File.Delete(old);
        }
    }

    public override ValueTask DisposeAsync()
    {
        if (!isFinished)
        {
            added.ForEach(File.Delete);
            File.WriteAllBytes(target.NewManifest, []);
            if (File.Exists(target.Manifest))
            {
                File.Delete(target.NewManifest);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Null where the disk does not give it: then it is copied again.</summary>
    private static async Task<BackupPart?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await BackupPart.OfAsync(path, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
