using System.Collections.Immutable;
using System.Text;
using Kept.Domain.Counts;

namespace Kept.Desk.Overview;

/// <summary>
/// Where the parts of the picture "how many are still open after so many days" are: a curve for each of the services with
/// the most cases.
/// </summary>
internal sealed class CurveChart
{
    public const int Width = 480;
    public const int Height = 190;
    private const int Left = 44;
    private const int Right = 12;
    private const int Top = 14;
    private const int Bottom = 26;
    private const int MostCurves = 5;

    /// <summary>Beyond this share a curve tells nothing that its beginning has not told.</summary>
    private const double Tail = 0.1;

    private static readonly ImmutableArray<int> Spans = [7, 14, 28, 42, 56, 84, 120, 180, 365];

    public CurveChart(OverviewFigures figures, int goal)
    {
        Goal = goal;
        Curves = [.. figures.Services.Where(service => !service.Curve.IsEmpty).Take(MostCurves)];
        var longest = Math.Max(goal * 1.2, Curves.Select(service => EndOf(service.Curve)).DefaultIfEmpty(0).Max());
        Days = Spans.FirstOrDefault(span => span >= longest, Spans[^1]);
    }

    public ImmutableArray<ServiceFigures> Curves { get; }

    /// <summary>Within how many days half should be closed.</summary>
    public int Goal { get; }

    /// <summary>What the axis ends with.</summary>
    public int Days { get; }

    public static int PlotLeft => Left;

    public static int PlotRight => Width - Right;

    public static int PlotBottom => Height - Bottom;

    public IEnumerable<int> DayTicks => [0, Days / 4, Days / 2, Days * 3 / 4, Days];

    public double X(double days) => Left + (days / Days * (Width - Left - Right));

    public static double Y(double open) => Top + ((1 - open) * (Height - Top - Bottom));

    public string Line(SurvivalCurve curve)
    {
        var path = new StringBuilder();
        var before = curve.Points[0];
        foreach (var point in curve.Points)
        {
            var (days, open) = point.Days <= Days ? ((double)point.Days, point.Open)
                : (Days, before.Open + ((point.Open - before.Open) * (Days - before.Days) / (point.Days - before.Days)));
            path.Append(path.Length == 0 ? 'M' : 'L').Append(ShareChart.N(X(days))).Append(' ').Append(ShareChart.N(Y(open)));
            if (point.Days >= Days)
            {
                break;
            }

            before = point;
        }

        return path.ToString();
    }

    private static int EndOf(SurvivalCurve curve) =>
        curve.Points.FirstOrDefault(point => point.Open <= Tail, curve.Points[^1]).Days;
}
