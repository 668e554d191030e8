using System.Diagnostics;

namespace Kept.Testing;

/// <summary>A disk in memory, small enough to be filled.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Null where this user may not mount anything.</summary>
    public static SmallDisk? Mount(int megabytes)
    {
        var folder = TestFolder.New("disk");
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Takes the room there is, but for these bytes.</summary>
    public void Fill(long leaveBytes)
    {
        using var file = File.Create(Filler);
        var left = new DriveInfo(Folder).AvailableFreeSpace - leaveBytes;
        var block = new byte[4096];
        for (; left >= block.Length; left -= block.Length)
        {
            file.Write(block);
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public ValueTask DisposeAsync()
    {
        Run("umount", "--lazy", Folder);
        return ValueTask.CompletedTask;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
