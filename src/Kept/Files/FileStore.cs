using System.Globalization;
using System.Security.Cryptography;
using Kept.Storage;
using NodaTime;

namespace Kept.Files;

/// <summary>What came of storing a file.</summary>
internal abstract record FileStoring
{
    private FileStoring()
    {
    }

    /// <summary>The bytes are on the disk itself, name included: they outlast a power cut.</summary>
    /// <param name="Sha256">Of the stored bytes, in small hexadecimal digits.</param>
    internal sealed record Stored(long Length, string Sha256) : FileStoring;

    /// <summary>No room, or so little that the rest is for the database. Nothing is left behind.</summary>
    internal sealed record DiskFull : FileStoring;
}

/// <summary>
/// Files on disk under names of our own: the identifiers of their rows, in two levels of folders so that none grows large.
/// What the sender called a file is no part of any path.
/// </summary>
/// <param name="folder">Belongs to the store alone; made when first needed.</param>
/// <param name="spareBytes">Room that uploads leave to the database and its log.</param>
internal sealed class FileStore(string folder, long spareBytes)
{
    /// <summary>In the data folder.</summary>
    public const string FolderName = "files";

    /// <summary>Folders of the first level.</summary>
    public const int Folders = 256;

    private const int TriesToKeep = 20;
    private const int BufferSize = 64 * 1024;

    /// <summary>
    /// Shared by whoever removes a file; a backup holds it alone, so that what its copy of the database names is still there.
    /// It lies in the folder, where every node sees it and may write.
    /// </summary>
    public string RemovalMark => Path.Combine(folder, "removal");

    private string Incoming => Path.Combine(folder, "incoming");

    /// <exception cref="InvalidOperationException">There is already a file of that identifier.</exception>
    public async Task<FileStoring> Store(long id, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var path = PathOf(id);
        if (File.Exists(path))
        {
            throw new InvalidOperationException($"File {id} is already stored");
        }
        var temporary = Path.Combine(Incoming, $"{id}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        try
        {
            Disk.MakeFolder(Incoming);
            if (new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace - content.Length < spareBytes)
            {
                return new FileStoring.DiskFull();
            }
            await Write(temporary, content, cancellation);
            Disk.MakeFolder(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: false);
            Disk.FlushFolder(Path.GetDirectoryName(path)!);
        }
        catch (IOException problem) when (Disk.IsFull(problem))
        {
            return new FileStoring.DiskFull();
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
        return new FileStoring.Stored(content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
    }

    /// <summary>For loading many: nothing waits for the disk, so the bytes may not outlast a power cut.</summary>
    public void StoreQuickly(long id, ReadOnlySpan<byte> content)
    {
        var path = PathOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Write(content);
    }

    public bool Has(long id) => File.Exists(PathOf(id));

    /// <returns>Null where there is no such file.</returns>
    public Stream? Open(long id)
    {
        try
        {
            return new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Nothing happens where there is no such file, so a deletion may be tried again. While a backup is made the file stays:
    /// without its row it is swept away later.
    /// </summary>
    public void Delete(long id)
    {
        var path = PathOf(id);
        if (!File.Exists(path))
        {
            return;
        }
        using var removing = FolderMark.Share(RemovalMark);
        if (removing is not null)
        {
            File.Delete(path);
            Disk.FlushFolder(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>
    /// Until it is let go of, no file is removed. Null while somebody else keeps them; whoever removes one at this moment
    /// is done in no time.
    /// </summary>
    public async Task<FolderMark?> KeepAllAsync(CancellationToken cancellation)
    {
        Disk.MakeFolder(folder);
        for (var tries = 0; tries < TriesToKeep; tries++)
        {
            if (FolderMark.HoldAlone(RemovalMark) is { } mark)
            {
                return mark;
            }
            await Task.Delay(50, cancellation);
        }
        return null;
    }

    /// <summary>Removes what a crash left half written before the given time.</summary>
    public int RemoveLeftovers(Instant before)
    {
        if (!Directory.Exists(Incoming))
        {
            return 0;
        }
        var leftovers = Directory.GetFiles(Incoming).Where(file => File.GetLastWriteTimeUtc(file) < before.ToDateTimeUtc()).ToList();
        leftovers.ForEach(File.Delete);
        return leftovers.Count;
    }

    /// <summary>What lies in one of the <see cref="Folders"/> and was stored before the given time.</summary>
    public IReadOnlyList<long> StoredBefore(Instant time, int number)
    {
        var root = Path.Combine(folder, Name(number));
        if (!Directory.Exists(root))
        {
            return [];
        }
        var before = time.ToDateTimeUtc();
        return
        [
            .. from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
               where File.GetLastWriteTimeUtc(file) < before
               let id = long.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0
               where id > 0
               select id,
        ];
    }

    /// <summary>The folders of uploads that are there, and nothing else that lies beside them.</summary>
    public static IEnumerable<string> FoldersIn(string folder) =>
        Enumerable.Range(0, Folders).Select(number => Path.Combine(folder, Name(number))).Where(Directory.Exists);

    private static async Task Write(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        await file.WriteAsync(content, cancellation);
        file.Flush(flushToDisk: true);
    }

    private static string Name(int folder) => folder.ToString("x2", CultureInfo.InvariantCulture);

    /// <summary>
    /// Where the file of this identifier lies, from the folder of the store. Identifiers follow the clock and end alike;
    /// multiplied by an odd number with its bits all over, they fill all folders evenly.
    /// </summary>
    public static string PlaceOf(long id)
    {
        var spread = unchecked((ulong)id * 0x9E3779B97F4A7C15) >> 48;
        return Path.Combine(Name((int)(spread >> 8)), Name((int)(spread & 0xFF)), id.ToString(CultureInfo.InvariantCulture));
    }

    private string PathOf(long id) => Path.Combine(folder, PlaceOf(id));
}
