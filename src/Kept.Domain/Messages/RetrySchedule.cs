using System.Collections.Immutable;
using NodaTime;

namespace Kept.Domain.Messages;

/// <summary>
/// When a mail that could not be delivered is tried again: soon at first, as many servers turn a first attempt away for
/// a minute or two, then every three hours until its time is over.
/// </summary>
public static class RetrySchedule
{
    private static readonly ImmutableArray<Duration> Pauses =
    [
        Duration.FromMinutes(1), Duration.FromMinutes(5), Duration.FromMinutes(15), Duration.FromHours(1), Duration.FromHours(3),
    ];

    /// <summary>
    /// The next attempt after <paramref name="attempts"/> failed ones (at least 1); null when the time is over. The last
    /// attempt is made at the moment the time ends, and a mail that was kept from being tried at all gets one attempt
    /// after it.
    /// </summary>
    public static Instant? NextAttempt(int attempts, Instant now, Instant expires)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        return now >= expires ? null : Instant.Min(now + Pauses[Math.Min(attempts, Pauses.Length) - 1], expires);
    }
}
