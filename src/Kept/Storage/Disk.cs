using System.Runtime.InteropServices;

namespace Kept.Storage;

/// <summary>What the framework does not offer of a file system: names that outlast a power cut, and telling a full disk from other errors.</summary>
internal static class Disk
{
    /// <summary>ENOSPC.</summary>
    public const int NoSpaceOnUnix = 28;

    private const int QuotaOnLinux = 122;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);

    public static bool IsFull(IOException problem) =>
        problem.HResult is NoSpaceOnUnix or QuotaOnLinux or DiskFullOnWindows or HandleDiskFullOnWindows;

    /// <summary>Makes the folder and those above it, and has their names on the disk before it returns.</summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }
        var parent = Path.GetDirectoryName(Path.GetFullPath(path));
        if (parent is not null)
        {
            MakeFolder(parent);
        }
        Directory.CreateDirectory(path);
        if (parent is not null)
        {
            FlushFolder(parent);
        }
    }

    /// <summary>
    /// On Unix a new or removed name is certain only once its folder is flushed, and the framework cannot open folders.
    /// On Windows the file system keeps names by its own log.
    /// </summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var folder = Open(path, flags: 0);
        if (folder < 0)
        {
            throw Failure(path);
        }
        try
        {
            if (Flush(folder) != 0)
            {
                throw Failure(path);
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"Cannot flush the folder {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Flush(int folder);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int folder);
}
