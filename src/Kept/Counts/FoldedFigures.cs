using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Kept.Counts;

/// <summary>
/// Folded figures as they were read last, by period: they stay what they are until the next fold, and many look at the same
/// weeks. Changes that are not folded yet are never kept here.
/// </summary>
internal sealed class FoldedFigures
{
    /// <summary>A year of all services is some thousand figures.</summary>
    private const int MostPeriods = 32;

    private readonly ConcurrentDictionary<CountPeriod, (long Generation, IReadOnlyList<Figure> Figures)> known = new();

    public bool TryGet(CountPeriod period, long generation, [NotNullWhen(true)] out IReadOnlyList<Figure>? figures)
    {
        figures = known.TryGetValue(period, out var kept) && kept.Generation == generation ? kept.Figures : null;
        return figures is not null;
    }

    public void Keep(CountPeriod period, long generation, IReadOnlyList<Figure> figures)
    {
        if (known.Count >= MostPeriods)
        {
            known.Clear();
        }

        known[period] = (generation, figures);
    }
}
