using Kept.Open311.Formats;

namespace Kept.Open311;

/// <summary>An address under /open311, taken apart: what is asked for, which of them, and in which format.</summary>
/// <param name="Format">Null where the address names none of ours.</param>
internal readonly record struct GeoAddress(string Resource, string? Id, GeoFormat? Format)
{
    /// <summary>"v2/services/pothole.json"; null for an address that is none of the interface.</summary>
    public static GeoAddress? Of(string? path, string? accepts)
    {
        var parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        parts = parts is ["v2", ..] ? parts[1..] : parts is [var only] && only.StartsWith("discovery", StringComparison.Ordinal) ? parts : [];
        if (parts.Length is 0 or > 2)
        {
            return null;
        }

        var last = parts[^1];
        var dot = last.LastIndexOf('.');
        parts[^1] = dot > 0 ? last[..dot] : last;
        GeoFormat? format = (dot > 0 ? last[(dot + 1)..].ToLowerInvariant() : null) switch
        {
            "xml" => GeoFormat.Xml,
            "json" => GeoFormat.Json,
            null => Accepted(accepts),
            _ => null,
        };
        return new GeoAddress(parts[0], parts.Length == 2 ? parts[1] : null, format);
    }

    private static GeoFormat Accepted(string? accepts) =>
        accepts?.Contains("json", StringComparison.OrdinalIgnoreCase) == true && !accepts.Contains("xml", StringComparison.OrdinalIgnoreCase)
            ? GeoFormat.Json
            : GeoFormat.Xml;
}
