using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Storage;

/// <summary>
/// The folder of everything Kept keeps. Whoever works with it shares its mark; whoever exchanges what is in it holds the
/// mark alone, and so never does it under a running program. Of a database in the folder itself one program serves.
/// </summary>
internal sealed class DataFolder(IOptions<KeptSettings> settings) : IDisposable
{
    public const string MarkName = "in-use";
    public const string ServingName = "serving";

    private const string UnfinishedRestore = "restore-under-way";

    private FolderMark? mark;
    private FolderMark? serving;

    public string FullPath => settings.Value.FullDataFolder;

    /// <summary>What is left on its disk.</summary>
    public long FreeBytes => new DriveInfo(FullPath).AvailableFreeSpace;

    private string Mark => Path.Combine(FullPath, MarkName);

    /// <summary>For as long as this process lives.</summary>
    /// <exception cref="CannotStartException">A backup is being put back at this moment or was not to the end, or nothing can be written there.</exception>
    public void Use()
    {
        mark ??= Marked(() => FolderMark.Share(Mark), $"The data in {FullPath} is being exchanged by another command. Start again when it is done.");
        if (File.Exists(UnfinishedRestoreIn(settings.Value.FullFilesFolder)))
        {
            throw new CannotStartException(
                "Putting a backup in place was cut off. Run kept restore again, on this machine: it first puts everything back as it was, or finishes what was all but done.");
        }
    }

    /// <summary>Lies among the uploads, where every node sees it, while a backup takes the place of what is there.</summary>
    public static string UnfinishedRestoreIn(string filesFolder) => Path.Combine(filesFolder, UnfinishedRestore);

    /// <summary>As <see cref="Use"/>, and alone among those who serve what is in it: two would each believe that nobody else writes.</summary>
    /// <exception cref="CannotStartException">Another program serves it, or see <see cref="Use"/>.</exception>
    public void Serve()
    {
        Use();
        if (!settings.Value.Database.IsPostgres)
        {
            serving ??= Marked(
                () => FolderMark.HoldAlone(Path.Combine(FullPath, ServingName)),
                $"Another Kept serves the data in {FullPath} already. End that one, or set Kept:DataFolder to another folder.");
        }
    }

    /// <summary>Null while a program works with it.</summary>
    public FolderMark? HoldAlone()
    {
        Directory.CreateDirectory(FullPath);
        return FolderMark.HoldAlone(Mark);
    }

    public void Dispose()
    {
        serving?.Dispose();
        mark?.Dispose();
    }

    private FolderMark Marked(Func<FolderMark?> take, string isTaken)
    {
        try
        {
            Directory.CreateDirectory(FullPath);
            return take() ?? throw new CannotStartException(isTaken, ExitCodes.Taken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(
                $"Kept:DataFolder is \"{settings.Value.DataFolder}\", and Kept cannot write there: {problem.Message} Name a folder in which it may.");
        }
    }
}
