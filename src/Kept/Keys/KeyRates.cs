using NodaTime;

namespace Kept.Keys;

/// <summary>How often each key is used.</summary>
internal sealed class KeyRates(IClock clock)
{
    private readonly MinuteCounts<long> counts = new(clock);

    /// <summary>Counts one use; false when there was none left.</summary>
    public bool Take(long keyId, int perMinute, out KeyRate rate) => counts.Take(keyId, perMinute, out rate);
}
