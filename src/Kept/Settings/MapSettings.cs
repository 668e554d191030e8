namespace Kept.Settings;

/// <summary>The map on which residents show a place.</summary>
internal sealed class MapSettings
{
    private const int MostZoom = 19;

    /// <summary>Address of map tiles with {z}, {x} and {y}; empty switches the map off.</summary>
    public string Tiles { get; set; } = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";

    public string Attribution { get; set; } = "© OpenStreetMap contributors";

    public double Latitude { get; set; } = 51.5074;

    public double Longitude { get; set; } = -0.1278;

    public int Zoom { get; set; } = 14;

    /// <summary>Sentences about a map that could not be drawn.</summary>
    public IEnumerable<string> Mistakes()
    {
        if (Tiles.Length > 0 && !IsAddressOfTiles(Tiles))
        {
            yield return $"Kept:Map:{nameof(Tiles)} is \"{Tiles}\". Write an address with {{z}}, {{x}} and {{y}}, such as "
                + "\"https://tiles.example.org/{z}/{x}/{y}.png\", or leave it empty for no map.";
        }

        if (Latitude is not (>= -90 and <= 90))
        {
            yield return FormattableString.Invariant($"Kept:Map:{nameof(Latitude)} is {Latitude}. Write degrees from -90 to 90, such as 51.5074.");
        }

        if (Longitude is not (>= -180 and <= 180))
        {
            yield return FormattableString.Invariant($"Kept:Map:{nameof(Longitude)} is {Longitude}. Write degrees from -180 to 180, such as -0.1278.");
        }

        if (Zoom is < 0 or > MostZoom)
        {
            yield return $"Kept:Map:{nameof(Zoom)} is {Zoom}. Write a number from 0 (the world) to {MostZoom} (a house).";
        }
    }

    /// <summary><c>{s}</c> stands for one of several names of the same server, as in <c>https://{s}.tiles.example.org</c>.</summary>
    private static bool IsAddressOfTiles(string text) =>
        Uri.TryCreate(text.Replace("{s}", "a", StringComparison.Ordinal), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && new[] { "{z}", "{x}", "{y}" }.All(place => text.Contains(place, StringComparison.Ordinal));
}
