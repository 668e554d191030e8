using NodaTime;

namespace Kept.Testing;

/// <summary>A clock that stands still until a test moves it. Timers that came due on the way fire in their order.</summary>
internal sealed class VirtualTime(Instant start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<VirtualTimer> timers = [];
    private DateTimeOffset now = start.ToDateTimeOffset();

    public Instant Now => Instant.FromDateTimeOffset(GetUtcNow());

    /// <summary>How many timers wait for their time.</summary>
    public int WaitingTimers
    {
        get
        {
            lock (gate)
            {
                return timers.Count;
            }
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(Duration duration) => AdvanceTo(Now + duration);

    /// <exception cref="ArgumentOutOfRangeException">Time does not run backwards.</exception>
    public void AdvanceTo(Instant target)
    {
        var end = target.ToDateTimeOffset();
        ArgumentOutOfRangeException.ThrowIfLessThan(end, GetUtcNow(), nameof(target));
        while (NextUpTo(end) is { } timer)
        {
            timer.Fire();
        }

        lock (gate)
        {
            now = end;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer that is due by then, and takes it from the list or sets it for its next time.</summary>
    private VirtualTimer? NextUpTo(DateTimeOffset end)
    {
        lock (gate)
        {
            var timer = timers.MinBy(timer => timer.Due);
            if (timer is null || timer.Due > end)
            {
                return null;
            }

            now = timer.Due > now ? timer.Due : now;
            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due += timer.Period;
            }
            else
            {
                timers.Remove(timer);
            }

            return timer;
        }
    }

    private void Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                (timer.Due, timer.Period) = (now + dueTime, period);
                timers.Add(timer);
            }
        }
    }

    private void Remove(VirtualTimer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
        }
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Set(this, dueTime, period);
            return true;
        }

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
