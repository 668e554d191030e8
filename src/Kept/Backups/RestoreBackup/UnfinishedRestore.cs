using System.Text.Json;
using Kept.Storage;

namespace Kept.Backups.RestoreBackup;

/// <summary>
/// What is needed to find out how far an exchange got, and to take it back. It is on the disk before the first thing is moved
/// and until everything is in place; while it lies there, the program does not start.
/// </summary>
/// <param name="Stamp">Tells this attempt from all others.</param>
/// <param name="Aside">The folder of what was there before.</param>
/// <param name="UploadsAside">Where uploads went that were there before.</param>
/// <param name="Copy">The database that was to be put in place.</param>
/// <param name="HadUploads">Names of the folders of uploads that were there before.</param>
internal sealed record UnfinishedRestore(string Stamp, string Aside, string UploadsAside, string Copy, IReadOnlyList<string> HadUploads)
{
    /// <summary>Null where none was left.</summary>
    public static UnfinishedRestore? In(string filesFolder)
    {
        var path = DataFolder.UnfinishedRestoreIn(filesFolder);
        return File.Exists(path) ? JsonSerializer.Deserialize<UnfinishedRestore>(File.ReadAllBytes(path)) : null;
    }

    public async Task WriteAsync(string filesFolder, CancellationToken cancellationToken)
    {
        var path = DataFolder.UnfinishedRestoreIn(filesFolder);
        await BackupPlace.PutAsync(path + ".new", new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(this)), cancellationToken);
        File.Move(path + ".new", path);
        Disk.FlushFolder(filesFolder);
    }

    public static void Remove(string filesFolder)
    {
        File.Delete(DataFolder.UnfinishedRestoreIn(filesFolder));
        Disk.FlushFolder(filesFolder);
    }
}
