using System.Security.Cryptography;
using System.Text.Json;

namespace Kept.Backups;

/// <summary>What a backup holds. It is written last: a backup without it is not finished.</summary>
/// <param name="Format">1.</param>
/// <param name="Made">When, as ISO 8601.</param>
/// <param name="Provider">"SQLite" or "PostgreSQL".</param>
/// <param name="SchemaStep">The newest step of the schema that it has.</param>
/// <param name="Database">The copy of the database.</param>
/// <param name="List">One line of JSON for each upload that is in the backup: id, and bytes and SHA-256 as they are in it.</param>
/// <param name="Files">How many uploads.</param>
/// <param name="FileBytes">What they take together.</param>
/// <param name="Missing">Uploads that the database names and the file folder did not have, or could not give, when the backup was made.</param>
/// <param name="Changed">Uploads that were not what was stored; they are in the backup as they were. Null in backups of older versions.</param>
internal sealed record BackupManifest(
    int Format, string Made, string Provider, int SchemaStep, BackupPart Database, BackupPart List, long Files, long FileBytes, IReadOnlyList<long> Missing,
    IReadOnlyList<long>? Changed = null)
{
    public const string Name = "manifest.json";
    public const int KnownFormat = 1;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Readable);

    /// <summary>Null where it is none.</summary>
    public static BackupManifest? Read(Stream content)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupManifest>(content, Readable) is { Database: not null, List: not null, Missing: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Name">In the backup.</param>
/// <param name="Sha256">In small hexadecimal digits.</param>
internal sealed record BackupPart(string Name, long Bytes, string Sha256)
{
    public static async Task<BackupPart> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        var hash = await SHA256.HashDataAsync(content, cancellationToken);
        return new BackupPart(Path.GetFileName(path), content.Length, Convert.ToHexStringLower(hash));
    }
}

/// <summary>An upload in a backup.</summary>
internal sealed record BackupFile(long Id, long Bytes, string Sha256)
{
    /// <summary>The folder of uploads, in a backup.</summary>
    public const string Folder = "files/";

    /// <summary>Where it lies in the backup; the same as in the data folder.</summary>
    public string Name => NameOf(Id);

    public static string NameOf(long id) => Folder + Files.FileStore.PlaceOf(id).Replace(Path.DirectorySeparatorChar, '/');
}
