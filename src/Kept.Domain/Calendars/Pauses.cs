using NodaTime;

namespace Kept.Domain.Calendars;

/// <summary>
/// Stretches of time in which a clock stood still, in order and apart: what was given as touching or overlapping pieces is one
/// pause here, so that splitting a pause changes nothing.
/// </summary>
internal readonly struct Pauses
{
    private readonly List<Interval>? merged;

    private Pauses(List<Interval> merged) => this.merged = merged;

    public IReadOnlyList<Interval> All => merged ?? (IReadOnlyList<Interval>)[];

    public bool IsEmpty => merged is null;

    /// <summary>Merges the pieces; a piece without a start began before everything, one without an end never ends.</summary>
    public static Pauses Of(IReadOnlyCollection<Interval>? pieces)
    {
        if (pieces is null or { Count: 0 })
        {
            return default;
        }

        var merged = new List<Interval>();
        foreach (var next in pieces.OrderBy(Start))
        {
            if (Start(next) >= End(next))
            {
                continue;
            }

            if (merged.Count > 0 && Start(next) <= End(merged[^1]))
            {
                merged[^1] = new Interval(Start(merged[^1]), End(next) > End(merged[^1]) ? End(next) : End(merged[^1]));
            }
            else
            {
                merged.Add(new Interval(Start(next), End(next)));
            }
        }

        return merged.Count == 0 ? default : new Pauses(merged);
    }

    /// <summary>Whether the clock stands still in the last moment before <paramref name="instant"/>.</summary>
    public bool StopJustBefore(Instant instant)
    {
        foreach (var pause in All)
        {
            if (pause.Start < instant && instant <= pause.End)
            {
                return true;
            }
        }

        return false;
    }

    private static Instant Start(Interval piece) => piece.HasStart ? piece.Start : Instant.MinValue;

    private static Instant End(Interval piece) => piece.HasEnd ? piece.End : Instant.MaxValue;
}
