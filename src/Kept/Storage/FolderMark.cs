namespace Kept.Storage;

/// <summary>
/// A file that several processes may hold together, or one alone. The system lets go of it however a process ends, so a
/// crash leaves nothing that somebody has to remove.
/// </summary>
internal sealed class FolderMark : IDisposable
{
    private readonly FileStream file;

    private FolderMark(FileStream file) => this.file = file;

    /// <summary>With others who share; null while somebody holds it alone.</summary>
    public static FolderMark? Share(string path) => Open(path, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Null while anybody else holds it.</summary>
    public static FolderMark? HoldAlone(string path) => Open(path, FileShare.None);

    public void Dispose() => file.Dispose();

    private static FolderMark? Open(string path, FileShare share)
    {
        try
        {
            return new FolderMark(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0));
        }
        catch (IOException problem) when (problem is not (DirectoryNotFoundException or PathTooLongException) && !Disk.IsFull(problem))
        {
            return null;
        }
    }
}
