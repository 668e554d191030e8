using Kept.Storage;

namespace Kept.Operation.Examine.Checks;

/// <summary>The data folder: whether the program may write there, and how much room is left.</summary>
internal sealed class FolderCheck(DataFolder folder) : ICheck
{
    private const long Little = 1_000_000_000;
    private const long TooLittle = 256_000_000;

    public string Name => "folder";

    public bool NeedsDatabase => false;

    public Depth From => Depth.Quick;

    public async Task<IReadOnlyList<Finding>> LookAsync(Depth depth, CancellationToken cancellationToken)
    {
        var path = folder.FullPath;
        if (!Directory.Exists(path))
        {
            return [Finding.Bad(Name, "missing", ("folder", path))];
        }

        try
        {
            var probe = Path.Combine(path, $"probe-{Environment.ProcessId}");
            await File.WriteAllTextAsync(probe, "Kept looks whether it may write here.", cancellationToken);
            File.Delete(probe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [Finding.Bad(Name, "notWritable", ("folder", path), ("user", Environment.UserName))];
        }

        var megabytes = folder.FreeBytes / 1_000_000;
        return
        [
            folder.FreeBytes < TooLittle ? Finding.Bad(Name, "full", ("megabytes", megabytes))
            : folder.FreeBytes < Little ? Finding.Attention(Name, "little", ("megabytes", megabytes))
            : Finding.Good(Name, ("folder", path), ("megabytes", megabytes)),
        ];
    }
}
