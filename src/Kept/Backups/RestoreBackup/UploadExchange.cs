using Kept.Files;
using Kept.Storage;

namespace Kept.Backups.RestoreBackup;

/// <summary>Moves folders of uploads in and out, so that it can be taken back from wherever it was cut off.</summary>
/// <param name="uploads">Where uploads belong.</param>
/// <param name="unpacked">Where those of the backup lie.</param>
internal sealed class UploadExchange(string uploads, string unpacked)
{
    /// <summary>First all that were there go aside, then those of the backup take their place.</summary>
    public void PutInPlace(string aside)
    {
        MoveAll(uploads, aside);
        MoveAll(unpacked, uploads);
    }

    /// <summary>A folder that is there is one of the backup, unless there was one of its name before and it has not gone aside.</summary>
    public void TakeBack(UnfinishedRestore left)
    {
        var aside = FileStore.FoldersIn(left.UploadsAside).Select(Path.GetFileName).ToHashSet();
        foreach (var folder in FileStore.FoldersIn(uploads).Where(folder => aside.Contains(Path.GetFileName(folder)) || !left.HadUploads.Contains(Path.GetFileName(folder))).ToList())
        {
            Move(folder, unpacked);
        }

        MoveAll(left.UploadsAside, uploads);
        if (Directory.Exists(left.UploadsAside) && !Directory.EnumerateFileSystemEntries(left.UploadsAside).Any())
        {
            Directory.Delete(left.UploadsAside);
        }
    }

    private static void MoveAll(string from, string to)
    {
        foreach (var folder in FileStore.FoldersIn(from).ToList())
        {
            Move(folder, to);
        }

        if (Directory.Exists(to))
        {
            Disk.FlushFolder(to);
        }
    }

    private static void Move(string folder, string to)
    {
        Disk.MakeFolder(to);
        Directory.Move(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
