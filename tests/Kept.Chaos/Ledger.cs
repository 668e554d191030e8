using System.Collections.Concurrent;

namespace Kept.Chaos;

/// <summary>What clients were told: by the number of a report its reference, and when they heard it.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<int, string> references = [];
    private readonly ConcurrentDictionary<int, long> firstHeard = [];
    private readonly ConcurrentQueue<long> heardAt = [];
    private int contradictions;
    private int unanswered;

    public IReadOnlyDictionary<int, string> References => references;

    /// <summary>By the number of a report when its first yes came, of the steady clock.</summary>
    public IReadOnlyDictionary<int, long> FirstHeard => firstHeard;

    /// <summary>Answers that gave a report another reference than an earlier answer.</summary>
    public int Contradictions => contradictions;

    /// <summary>Tries that ended without a yes: refused for now, or cut off in the middle.</summary>
    public int Unanswered => unanswered;

    public void Acknowledge(int number, string reference)
    {
        if (references.GetOrAdd(number, reference) != reference)
        {
            Interlocked.Increment(ref contradictions);
        }

        var now = TimeProvider.System.GetTimestamp();
        firstHeard.TryAdd(number, now);
        heardAt.Enqueue(now);
    }

    public void Unanswer() => Interlocked.Increment(ref unanswered);

    /// <summary>For whoever wants to look again: a line for each report, its number and its reference.</summary>
    public Task WriteAsync(string file) => File.WriteAllLinesAsync(file, references.Select(told => $"{told.Key} {told.Value}"));

    /// <summary>The longest time between two acknowledgements from one moment to another.</summary>
    public TimeSpan LongestGap(long from, long to) => Gaps.Longest(heardAt, from, to);
}

/// <summary>Silence in a row of moments of the steady clock.</summary>
internal static class Gaps
{
    public static TimeSpan Longest(IEnumerable<long> moments, long from, long to)
    {
        var (longest, last) = (TimeSpan.Zero, from);
        foreach (var moment in moments.Where(moment => moment > from && moment < to).Order().Append(to))
        {
            var gap = TimeProvider.System.GetElapsedTime(last, moment);
            (longest, last) = (gap > longest ? gap : longest, moment);
        }

        return longest;
    }
}
