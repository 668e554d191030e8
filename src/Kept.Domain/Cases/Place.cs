namespace Kept.Domain.Cases;

/// <summary>Where it is: a point on the map (WGS 84 degrees), an address, a description, or any of them together.</summary>
public sealed record Place(double? Latitude = null, double? Longitude = null, string? Address = null, string? Words = null)
{
    private const double EarthRadiusMetres = 6_371_008.8;

    public static Place Nowhere { get; } = new();

    public bool HasPoint => Latitude is not null && Longitude is not null;

    public bool IsKnown => HasPoint || !string.IsNullOrWhiteSpace(Address) || !string.IsNullOrWhiteSpace(Words);

    /// <summary>Metres along the great circle; null when either has no point.</summary>
    public double? MetresTo(Place other)
    {
        if (Latitude is not { } lat1 || Longitude is not { } lon1 || other.Latitude is not { } lat2 || other.Longitude is not { } lon2)
        {
            return null;
        }

        var (phi1, phi2) = (double.DegreesToRadians(lat1), double.DegreesToRadians(lat2));
        var halfLat = Math.Sin((phi2 - phi1) / 2);
        var halfLon = Math.Sin(double.DegreesToRadians(lon2 - lon1) / 2);
        var a = (halfLat * halfLat) + (Math.Cos(phi1) * Math.Cos(phi2) * halfLon * halfLon);
        return 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}
