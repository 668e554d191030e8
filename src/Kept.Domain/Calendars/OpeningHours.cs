using System.Collections.Immutable;

namespace Kept.Domain.Calendars;

/// <summary>The opening stretches of one day, in order, none touching another. Empty means closed.</summary>
public sealed record OpeningHours
{
    private OpeningHours(ImmutableArray<OpeningInterval> intervals) => Intervals = intervals;

    /// <summary>Closed all day.</summary>
    public static OpeningHours None { get; } = new([]);

    /// <summary>Open from midnight to midnight.</summary>
    public static OpeningHours AllDay { get; } = Of(new OpeningInterval(0, OpeningInterval.EndOfDay));

    /// <summary>The stretches, earliest first.</summary>
    public ImmutableArray<OpeningInterval> Intervals { get; }

    /// <summary>Whether there is no opening at all.</summary>
    public bool IsEmpty => Intervals.IsEmpty;

    /// <summary>The stretches in any order; those that overlap or touch become one.</summary>
    public static OpeningHours Of(params IEnumerable<OpeningInterval> intervals)
    {
        var merged = new List<OpeningInterval>();
        foreach (var next in intervals.Order())
        {
            if (merged.Count > 0 && next.Start <= merged[^1].End)
            {
                merged[^1] = new OpeningInterval(merged[^1].Start, Math.Max(merged[^1].End, next.End));
            }
            else
            {
                merged.Add(next);
            }
        }

        return merged.Count == 0 ? None : new OpeningHours([.. merged]);
    }

    /// <summary>What is left of these hours when <paramref name="closed"/> is taken out.</summary>
    public OpeningHours Without(OpeningInterval closed)
    {
        var left = new List<OpeningInterval>();
        foreach (var open in Intervals)
        {
            if (open.Start < Math.Min(open.End, closed.Start))
            {
                left.Add(new OpeningInterval(open.Start, Math.Min(open.End, closed.Start)));
            }

            if (Math.Max(open.Start, closed.End) < open.End)
            {
                left.Add(new OpeningInterval(Math.Max(open.Start, closed.End), open.End));
            }
        }

        return Of(left);
    }

    /// <inheritdoc/>
    public bool Equals(OpeningHours? other) => other is not null && Intervals.SequenceEqual(other.Intervals);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var interval in Intervals)
        {
            hash.Add(interval);
        }

        return hash.ToHashCode();
    }
}
