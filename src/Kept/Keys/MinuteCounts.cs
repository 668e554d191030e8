using System.Collections.Concurrent;
using NodaTime;

namespace Kept.Keys;

/// <summary>
/// Counts uses in minutes, each of which starts with the first use in it. In memory, so that a request costs no write: every
/// process counts for itself, and several of them let as many times as much through.
/// </summary>
internal sealed class MinuteCounts<TWho>(IClock clock)
    where TWho : notnull
{
    /// <summary>So many are counted apart. Beyond that, whoever is new shares one count: memory has an end.</summary>
    private const int MostApart = 50_000;

    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<TWho, Count> counts = new();
    private readonly Count others = new();
    private Instant swept;

    /// <summary>Counts one use; false when there was none left.</summary>
    public bool Take(TWho who, int perMinute, out KeyRate rate)
    {
        var now = clock.GetCurrentInstant();
        var count = CountOf(who, now);
        lock (count)
        {
            if (IsOver(count, now))
            {
                (count.Since, count.Used) = (now, 0);
            }

            var fits = count.Used < perMinute;
            count.Used += fits ? 1 : 0;
            var seconds = (int)Math.Ceiling((count.Since + Minute - now).TotalSeconds);
            rate = new KeyRate(perMinute, perMinute - count.Used, Math.Max(seconds, 1));
            return fits;
        }
    }

    private Count CountOf(TWho who, Instant now)
    {
        if (counts.TryGetValue(who, out var known))
        {
            return known;
        }

        if (counts.Count >= MostApart && now - swept >= Minute)
        {
            swept = now;
            foreach (var (old, count) in counts.Where(pair => IsOver(pair.Value, now)))
            {
                counts.TryRemove(new(old, count));
            }
        }

        return counts.Count >= MostApart ? others : counts.GetOrAdd(who, _ => new Count { Since = now });
    }

    private static bool IsOver(Count count, Instant now) => now - count.Since >= Minute || now < count.Since;

    private sealed class Count
    {
        public Instant Since { get; set; }

        public int Used { get; set; }
    }
}
