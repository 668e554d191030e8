namespace Kept.Storage;

/// <summary>A file in the data folder that only its owner may read.</summary>
internal static class PrivateFile
{
    public static async Task WriteAsync(string path, string line, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The mode holds for a new file only.
            File.Delete(path);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(path, options);
        await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
    }

    /// <summary>Null where there is no such file.</summary>
    public static async Task<string?> ReadAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : null;
}
