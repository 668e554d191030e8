using System.Collections.Immutable;

namespace Kept.Domain.Counts;

/// <summary>Cases that came in together and are followed until they end.</summary>
/// <param name="AgeDays">For how many whole days each of them has been watched at least.</param>
/// <param name="Left">Those that ended without an answer to "how long".</param>
/// <param name="ClosedByStep">How many were closed within each step of <see cref="TimeToClose.Steps"/>.</param>
public sealed record Cohort(int AgeDays, long Received, long Left, ImmutableArray<long> ClosedByStep);

/// <summary>
/// Which share of cases is still open after so many days. Cases that are open yet count as long as they have been watched:
/// leaving them out would make slow services look fast. (A life table, after Kaplan and Meier, on
/// <see cref="TimeToClose.Steps"/>.)
/// </summary>
public sealed class SurvivalCurve
{
    /// <summary>Fewer cases under watch than these say nothing about all others.</summary>
    private const long FewestWatched = 5;

    private SurvivalCurve(ImmutableArray<(int Days, double Open)> points) => Points = points;

    /// <summary>From (0, 1) on; ends where too few cases have been watched for longer.</summary>
    public ImmutableArray<(int Days, double Open)> Points { get; }

    public bool IsEmpty => Points.Length == 1;

    /// <summary>After how many days half of the cases were closed; null while more than half were open at the end of the curve.</summary>
    public double? Median => DaysUntil(0.5);

    /// <summary>After how many days only this share is open, read off a straight line within a step.</summary>
    public double? DaysUntil(double open)
    {
        for (var i = 1; i < Points.Length; i++)
        {
            if (Points[i].Open <= open)
            {
                var ((fromDays, from), (toDays, to)) = (Points[i - 1], Points[i]);
                return fromDays + ((from - open) / (from - to) * (toDays - fromDays));
            }
        }

        return null;
    }

    public static SurvivalCurve Of(IReadOnlyCollection<Cohort> cohorts)
    {
        var points = ImmutableArray.CreateBuilder<(int, double)>();
        points.Add((0, 1));
        var open = 1.0;
        for (var step = 0; step < TimeToClose.Steps.Length; step++)
        {
            var days = TimeToClose.Steps[step];
            var watched = cohorts.Where(cohort => cohort.AgeDays >= days).ToList();
            var atRisk = watched.Sum(cohort => cohort.Received - cohort.Left - cohort.ClosedByStep.Take(step).Sum());
            if (watched.Sum(cohort => cohort.Received - cohort.Left) < FewestWatched)
            {
                break;
            }

            open = atRisk == 0 ? open : open * (1 - (watched.Sum(cohort => cohort.ClosedByStep[step]) / (double)atRisk));
            points.Add((days, open));
            if (open == 0)
            {
                break;
            }
        }

        return new SurvivalCurve(points.ToImmutable());
    }
}
