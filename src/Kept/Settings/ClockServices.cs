using NodaTime;

namespace Kept.Settings;

/// <summary>The time, from the one <see cref="TimeProvider"/> that tests replace.</summary>
internal sealed class ProvidedClock(TimeProvider time) : IClock
{
    /// <summary>To the microsecond, as both databases keep it.</summary>
    public Instant GetCurrentInstant()
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return Instant.FromUnixTimeTicks(now.ToUnixTimeTicks() / 10 * 10);
    }
}
