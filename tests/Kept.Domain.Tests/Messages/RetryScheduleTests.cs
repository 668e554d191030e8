using Kept.Domain.Messages;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Messages;

public class RetryScheduleTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 16, 40);
    private static readonly Instant Expires = Now + Duration.FromHours(72);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 15)]
    [InlineData(4, 60)]
    [InlineData(5, 180)]
    [InlineData(40, 180)]
    public void Waits_longer_each_time_and_then_three_hours(int attempts, int minutes) =>
        RetrySchedule.NextAttempt(attempts, Now, Expires).ShouldBe(Now + Duration.FromMinutes(minutes));

    [Fact]
    public void Makes_the_last_attempt_when_the_time_ends() =>
        RetrySchedule.NextAttempt(20, Expires - Duration.FromHours(1), Expires).ShouldBe(Expires);

    [Fact]
    public void Gives_up_afterwards()
    {
        RetrySchedule.NextAttempt(20, Expires, Expires).ShouldBeNull();
        RetrySchedule.NextAttempt(1, Expires + Duration.FromDays(1), Expires).ShouldBeNull();
    }

    [Fact]
    public void Tries_a_server_that_never_answers_well_twenty_nine_times_in_72_hours()
    {
        var (moment, attempts) = (Now, 1);
        while (RetrySchedule.NextAttempt(attempts, moment, Expires) is { } next)
        {
            next.ShouldBeGreaterThan(moment);
            (moment, attempts) = (next, attempts + 1);
        }

        moment.ShouldBe(Expires);
        attempts.ShouldBe(29);
    }
}
