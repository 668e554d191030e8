using System.Collections.Immutable;
using Kept.Catalogue;

namespace Kept.Demo;

/// <summary>Which service somebody wants in which month: shares as councils see them, with the seasons.</summary>
internal sealed class Demand
{
    /// <summary>A service that the demo does not know.</summary>
    private const double Usual = 2;

    private static readonly Dictionary<string, double> Shares = new(StringComparer.Ordinal)
    {
        ["missed-bin"] = 24, ["fly-tipping"] = 20, ["pothole"] = 10, ["council-tax"] = 9, ["street-light"] = 7, ["bulky-waste"] = 7,
        ["resident-parking"] = 5, ["noise"] = 5, ["graffiti"] = 4, ["abandoned-vehicle"] = 3, ["garden-waste"] = 3,
        ["compliment-complaint"] = 3, ["dead-animal"] = 2, ["school-place"] = 1.2, ["street-light-danger"] = 0.5,
    };

    /// <summary>January to December.</summary>
    private static readonly Dictionary<string, double[]> Seasons = new(StringComparer.Ordinal)
    {
        ["missed-bin"] = [1.6, 1, 0.9, 1, 1.1, 0.9, 1, 1, 0.9, 0.9, 0.9, 1.3],
        ["pothole"] = [1.6, 1.9, 1.8, 1.3, 0.9, 0.7, 0.6, 0.6, 0.7, 0.8, 1, 1.2],
        ["street-light"] = [1.5, 1.3, 1, 0.7, 0.5, 0.4, 0.4, 0.6, 0.9, 1.3, 1.7, 1.7],
        ["noise"] = [0.6, 0.6, 0.7, 0.9, 1.2, 1.6, 1.8, 1.7, 1.1, 0.8, 0.7, 0.8],
        ["garden-waste"] = [0.3, 0.8, 2.4, 2.2, 1.4, 0.9, 0.7, 0.7, 0.9, 0.9, 0.4, 0.2],
        ["school-place"] = [2.5, 0.6, 0.5, 0.6, 0.4, 0.5, 0.6, 0.8, 1.4, 2.2, 1.4, 0.9],
        ["council-tax"] = [0.8, 0.9, 2.2, 1.9, 1, 0.8, 0.8, 0.8, 0.8, 0.8, 0.7, 0.6],
        ["bulky-waste"] = [1.3, 0.8, 1.1, 1.2, 1.1, 1, 1, 1, 1, 0.9, 0.8, 0.8],
    };

    private readonly double[][] weights;

    public Demand(IReadOnlyList<CataloguedService> services) => weights =
    [
        .. Enumerable.Range(0, 12).Select(month => services
            .Select(service => Shares.GetValueOrDefault(service.Service.Code, Usual) * (Seasons.GetValueOrDefault(service.Service.Code)?[month] ?? 1))
            .ToArray()),
    ];

    /// <summary>The place of the service in the list.</summary>
    /// <param name="dice">Decides.</param>
    /// <param name="month">1 to 12.</param>
    public int In(int month, Dice dice) => dice.Weighted(weights[month - 1]);
}
