using Kept.Catalogue;

namespace Kept.Tests.Catalogue;

/// <summary>A copy of the shipped catalogue that a test may spoil.</summary>
internal sealed class CatalogueFolder : IDisposable
{
    public CatalogueFolder(params string[] services)
    {
        Path = Directory.CreateTempSubdirectory("kept-catalogue-").FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(Path, CatalogueFiles.ServicesFolder));
        Copy(CatalogueFiles.CouncilFileName);
        foreach (var service in services)
        {
            Copy($"{CatalogueFiles.ServicesFolder}/{service}.json");
        }
    }

    public string Path { get; }

    /// <summary>Replaces a text that stands in the file, and only its first occurrence.</summary>
    public CatalogueFolder Change(string file, string from, string to)
    {
        var text = Read(file);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new ArgumentException($"{file} does not contain {from}.", nameof(from));
        }

        Write(file, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
        return this;
    }

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    /// <summary>1-based line on which a text stands first.</summary>
    public int LineOf(string file, string text)
    {
        var before = Read(file).Split(text)[0];
        return before.Count(character => character == '\n') + 1;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Copy(string file) =>
        File.Copy(System.IO.Path.Combine(CatalogueFiles.ShippedFolder, file), System.IO.Path.Combine(Path, file));
}
