using System.Diagnostics;

namespace Kept.Conventions.Tests.Sources;

/// <summary>The files of the project as they are tracked, or would be once they are added.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } = List();

    public static IEnumerable<SourceFile> Code => Files.Where(file => file.Extension is ".cs" or ".cshtml");

    public static SourceFile File(string path) => new(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Kept.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the project's folder.");
        }

        return folder.FullName;
    }

    private static IReadOnlyList<SourceFile> List()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. paths.Distinct(StringComparer.Ordinal).Where(path => System.IO.File.Exists(Path.Combine(Root, path))).Select(File)];
    }
}

/// <summary>A file by its path from the root.</summary>
internal sealed record SourceFile(string Root, string FilePath)
{
    private static readonly string[] Binary = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".heic", ".pdf", ".woff2", ".ico", ".docx", ".odt", ".db"];

    public string Extension => Path.GetExtension(FilePath);

    public bool IsText => !Binary.Contains(Extension, StringComparer.OrdinalIgnoreCase);

    public string Text => File.ReadAllText(Path.Combine(Root, FilePath));

    public string[] Lines => File.ReadAllLines(Path.Combine(Root, FilePath));

    public bool IsUnder(string folder) => FilePath.StartsWith(folder + "/", StringComparison.Ordinal);

    public override string ToString() => FilePath;
}
