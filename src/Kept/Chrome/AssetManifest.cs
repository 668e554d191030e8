using System.Collections.Frozen;
using System.Text.Json;

namespace Kept.Chrome;

/// <summary>Which fingerprinted file belongs to a bundle: "app.css" is served as "/assets/app-FRES3VLT.css".</summary>
internal sealed class AssetManifest
{
    public const string Folder = "/assets/";

    private readonly FrozenDictionary<string, string> files;

    public AssetManifest(IWebHostEnvironment environment)
    {
        var manifest = environment.WebRootFileProvider.GetFileInfo(Folder + "manifest.json");
        if (!manifest.Exists)
        {
            throw new FileNotFoundException(
                "The styles and scripts of the pages are missing (wwwroot/assets/manifest.json). Build src/Kept again.");
        }

        using var stream = manifest.CreateReadStream();
        files = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public bool Has(string name) => files.ContainsKey(name);

    /// <exception cref="KeyNotFoundException">No bundle has this name.</exception>
    public string PathOf(string name) => files.TryGetValue(name, out var file)
        ? Folder + file
        : throw new KeyNotFoundException($"There is no bundle '{name}'. Bundles are the files directly in Chrome/Assets/src and styles.");
}
