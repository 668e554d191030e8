using Kept.Domain.Cases;
using Kept.Settings;

namespace Kept.Demo;

/// <summary>The streets of the demo council: straight lines around the middle of its map, with houses along them.</summary>
internal sealed class Streets
{
    private const double CouncilRadius = 3_200;
    private const double MetresADegree = 111_320;
    private const double HouseEvery = 7;

    private readonly Street[] streets;
    private readonly double north;
    private readonly double east;

    /// <param name="names">What streets are called.</param>
    /// <param name="map">Its middle is the middle of the council.</param>
    public Streets(NamesOfPlaces names, MapSettings map)
    {
        (north, east) = (map.Latitude, map.Longitude);
        // The same streets for every seed: they are the council's.
        var dice = new Dice(1);
        streets =
        [
            .. from name in names.Names
               from kind in dice.Some(names.Kinds, 4)
               let way = Math.Sqrt(dice.Share()) * CouncilRadius
               let direction = dice.Share() * Math.Tau
               select new Street($"{name} {kind}", way * Math.Cos(direction), way * Math.Sin(direction), dice.Share() * Math.Tau, dice.Between(12, 90)),
        ];
    }

    /// <summary>A house: its address and where it stands.</summary>
    public Place House(Dice dice)
    {
        var street = dice.Pick(streets);
        var number = dice.Between(1, street.Houses);
        var along = number * HouseEvery;
        var (x, y) = (street.X + (along * Math.Cos(street.Heading)), street.Y + (along * Math.Sin(street.Heading)));
        var latitude = north + (y / MetresADegree);
        var longitude = east + (x / (MetresADegree * Math.Cos(double.DegreesToRadians(north))));
        return new Place(Math.Round(latitude, 6), Math.Round(longitude, 6), $"{number} {street.Name}");
    }

    private sealed record Street(string Name, double X, double Y, double Heading, int Houses);
}
