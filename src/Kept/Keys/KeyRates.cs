using System.Collections.Concurrent;
using NodaTime;

namespace Kept.Keys;

/// <summary>
/// Counts how often each key is used in a minute that starts with its first use. In memory, so that a request costs no
/// write: every process counts for itself, and several of them let as many times as much through.
/// </summary>
internal sealed class KeyRates(IClock clock)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<long, Count> counts = new();

    /// <summary>Counts one use; false when there was none left.</summary>
    public bool Take(long keyId, int perMinute, out KeyRate rate)
    {
        var now = clock.GetCurrentInstant();
        var count = counts.GetOrAdd(keyId, _ => new Count { Since = now });
        lock (count)
        {
            if (now - count.Since >= Minute || now < count.Since)
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

    private sealed class Count
    {
        public Instant Since { get; set; }

        public int Used { get; set; }
    }
}
