using Kept.Domain.Calendars;
using NodaTime;

namespace Kept.Domain.Promises;

public enum Urgency
{
    /// <summary>Nothing is promised at the moment.</summary>
    Nothing,
    Running,

    /// <summary>Due before this day ends.</summary>
    Today,

    /// <summary>The clock stands still, because we wait for the resident.</summary>
    Waiting,
    Broken,
}

/// <summary>How a promise stands at one moment: what lists and bars show.</summary>
/// <param name="WorkingDays">After today, up to and including the day it is due.</param>
/// <param name="Share">Of the time there was, what is left: 1 when it was given, 0 when it is due.</param>
public sealed record TimeLeft(Urgency Urgency, int WorkingDays, double Share, Instant? Due)
{
    public static TimeLeft Nothing { get; } = new(Urgency.Nothing, 0, 0, null);

    public static TimeLeft Of(PromiseClock promise, Calendar calendar, Instant now)
    {
        if (promise.State is not (PromiseState.Open or PromiseState.Broken))
        {
            return Nothing;
        }

        if (promise.State == PromiseState.Broken || (promise.SuspendedAt is null && promise.Due <= now))
        {
            return new TimeLeft(Urgency.Broken, 0, 0, promise.Due);
        }

        var at = promise.SuspendedAt ?? now;
        var share = ShareOf(promise, calendar, at);
        if (promise.SuspendedAt is not null)
        {
            return new TimeLeft(Urgency.Waiting, 0, share, null);
        }

        var today = PromiseTimes.DayOf(calendar.Zone, promise.Due) <= calendar.Local(now).Date;
        return new TimeLeft(today ? Urgency.Today : Urgency.Running, calendar.WorkingDaysLeft(now, promise.Due), share, promise.Due);
    }

    private static double ShareOf(PromiseClock promise, Calendar calendar, Instant at)
    {
        if (promise.ClockFrom >= promise.Due || at >= promise.Due)
        {
            return 0;
        }

        var all = calendar.Worked(promise.ClockFrom, promise.Due);
        var left = calendar.Worked(Instant.Max(at, promise.ClockFrom), promise.Due);
        return all > Duration.Zero ? Math.Clamp(left / all, 0, 1) : (promise.Due - at) / (promise.Due - promise.ClockFrom);
    }
}

/// <summary>What of a promise the time left depends on.</summary>
public readonly record struct PromiseClock(PromiseState State, Instant ClockFrom, Instant Due, Instant? SuspendedAt)
{
    public static PromiseClock Of(Promise promise) => new(promise.State, promise.ClockFrom, promise.Due, promise.SuspendedAt);
}
