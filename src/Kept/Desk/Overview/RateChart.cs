using System.Collections.Immutable;

namespace Kept.Desk.Overview;

/// <summary>Bars "so many in a hundred" by service, the longest first, on one scale with the goal.</summary>
internal sealed class RateChart(OverviewFigures figures, int goal)
{
    private const int MostBars = 7;

    public ImmutableArray<ServiceFigures> Bars { get; } =
    [
        .. figures.Services.Where(service => service.Sums.ChasersPerHundred is not null)
            .OrderByDescending(service => service.Sums.ChasersPerHundred).ThenByDescending(service => service.Sums.Received).Take(MostBars),
    ];

    public int Goal => goal;

    /// <summary>What a full bar stands for.</summary>
    private double Full { get; } = Math.Max(goal * 1.25, figures.Services.Max(service => service.Sums.ChasersPerHundred) ?? 0) is var most and > 0 ? most : 1;

    /// <summary>How long a bar is, in a hundred of the longest possible.</summary>
    public string Length(double? rate) => ShareChart.N((rate ?? 0) / Full * 100);
}
