using System.Collections.Immutable;
using System.Text.Json;

namespace Kept.Backups;

/// <summary>What a whole export holds; the last part of the file, so that a file without it is not finished.</summary>
/// <param name="Format">"kept-whole".</param>
/// <param name="Version">1. A reader refuses what is newer.</param>
/// <param name="Made">When, as ISO 8601.</param>
/// <param name="SchemaStep">The newest step of the schema it was made with.</param>
/// <param name="LastNumber">The last number under which ids were given out.</param>
/// <param name="Missing">Uploads that the database names and the file folder did not have.</param>
internal sealed record WholeManifest(
    string Format, int Version, string Made, int SchemaStep, long LastNumber, ImmutableArray<WholeTable> Tables, long Files, ImmutableArray<long> Missing)
{
    public const string Name = "manifest.json";
    public const string KnownFormat = "kept-whole";
    public const int KnownVersion = 1;

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Readable);

    /// <summary>Null where it is none.</summary>
    public static WholeManifest? Read(Stream content)
    {
        try
        {
            return JsonSerializer.Deserialize<WholeManifest>(content, Readable) is { Format: KnownFormat, Tables.IsDefault: false, Missing.IsDefault: false } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Columns">"name kind", in the order of the values of a row.</param>
/// <param name="Sha256">Of the lines, in small hexadecimal digits.</param>
internal sealed record WholeTable(string Name, ImmutableArray<string> Columns, long Rows, string Sha256)
{
    public string Entry => $"tables/{Name}.jsonl";
}
