using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Storage;

/// <summary>
/// The folder of everything Kept keeps. Whoever works with it shares its mark; whoever exchanges what is in it holds the
/// mark alone, and so never does it under a running program.
/// </summary>
internal sealed class DataFolder(IOptions<KeptSettings> settings) : IDisposable
{
    public const string MarkName = "in-use";

    private FolderMark? mark;

    public string FullPath => settings.Value.FullDataFolder;

    /// <summary>What is left on its disk.</summary>
    public long FreeBytes => new DriveInfo(FullPath).AvailableFreeSpace;

    private string Mark => Path.Combine(FullPath, MarkName);

    /// <summary>For as long as this process lives.</summary>
    /// <exception cref="InvalidOperationException">A backup is being put back at this moment.</exception>
    public void Use()
    {
        Directory.CreateDirectory(FullPath);
        mark ??= FolderMark.Share(Mark)
            ?? throw new InvalidOperationException($"The data in {FullPath} is being exchanged by another command. Start again when it is done.");
    }

    /// <summary>Null while a program works with it.</summary>
    public FolderMark? HoldAlone()
    {
        Directory.CreateDirectory(FullPath);
        return FolderMark.HoldAlone(Mark);
    }

    public void Dispose() => mark?.Dispose();
}
