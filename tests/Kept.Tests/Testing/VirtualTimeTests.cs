using Kept.Testing;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Testing;

/// <summary>The clock that other tests rely on.</summary>
public sealed class VirtualTimeTests
{
    private readonly VirtualTime time = new(KeptApp.UsualStart);

    [Fact]
    public void It_stands_still_until_it_is_moved()
    {
        time.Now.ShouldBe(KeptApp.UsualStart);
        time.Advance(Duration.FromHours(2));
        time.Now.ShouldBe(Instant.FromUtc(2026, 3, 2, 11, 0));
    }

    [Fact]
    public void Timers_fire_in_their_order_each_at_its_own_time()
    {
        var fired = new List<(string Name, Instant At)>();
        using var late = Timer("late", Duration.FromMinutes(3), Timeout.InfiniteTimeSpan);
        using var often = Timer("often", Duration.FromMinutes(2), TimeSpan.FromMinutes(2));

        time.Advance(Duration.FromMinutes(5));

        fired.ShouldBe(
        [
            ("often", KeptApp.UsualStart + Duration.FromMinutes(2)),
            ("late", KeptApp.UsualStart + Duration.FromMinutes(3)),
            ("often", KeptApp.UsualStart + Duration.FromMinutes(4)),
        ]);

        ITimer Timer(string name, Duration due, TimeSpan period) =>
            time.CreateTimer(_ => fired.Add((name, time.Now)), null, due.ToTimeSpan(), period);
    }

    [Fact]
    public void A_timer_that_was_disposed_of_does_not_fire()
    {
        var fired = 0;
        var timer = time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        time.Advance(Duration.FromSeconds(2));

        timer.Dispose();
        time.Advance(Duration.FromSeconds(2));

        fired.ShouldBe(2);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), time);

        time.Advance(Duration.FromMinutes(59));
        delay.IsCompleted.ShouldBeFalse();
        time.Advance(Duration.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void It_does_not_run_backwards() =>
        Should.Throw<ArgumentOutOfRangeException>(() => time.AdvanceTo(KeptApp.UsualStart - Duration.FromSeconds(1)));
}
