using Kept.Domain.Messages;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Domain.Tests.Messages;

public class HourlyLimitTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 16, 40);

    [Fact]
    public void Lets_three_go_and_the_others_wait_three_an_hour()
    {
        var limit = new HourlyLimit(3, [], []);
        int[] minutes = [.. Enumerable.Range(0, 8).Select(_ => (int)(limit.Take(Now) - Now).TotalMinutes)];
        minutes.ShouldBe([0, 0, 0, 60, 60, 60, 120, 120]);
    }

    [Fact]
    public void Counts_what_went_out_within_the_last_sixty_minutes()
    {
        var limit = new HourlyLimit(3, [At(-60), At(-59), At(-30), At(-1)], []);
        limit.Take(Now).ShouldBe(At(1));
        new HourlyLimit(3, [At(-60), At(-30), At(-1)], []).Take(Now).ShouldBe(Now);
    }

    [Fact]
    public void Does_not_keep_one_back_for_those_that_wait_for_later() =>
        new HourlyLimit(3, [At(-30)], [At(30), At(30), At(30)]).Take(Now).ShouldBe(Now);

    [Fact]
    public void Puts_a_new_one_behind_those_that_wait() =>
        new HourlyLimit(3, [At(-30), At(-20), At(-10)], [At(30), At(40), At(50)]).Take(Now).ShouldBe(At(90));

    [Fact]
    public void What_is_of_use_for_a_short_time_leaves_a_place_free_and_does_not_stand_in_the_way()
    {
        var limit = new HourlyLimit(3, [At(-30)], []);
        limit.TakeSpare(Now).ShouldBe(Now);
        limit.TakeSpare(Now).ShouldBe(At(60), "one an hour");
        limit.Take(Now).ShouldBe(Now);
        limit.Take(Now).ShouldBe(At(30), "behind what went out, not behind what waits for the sake of a code");
        new HourlyLimit(3, [At(-30), At(-20)], []).TakeSpare(Now).ShouldBe(At(30));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void Never_more_than_the_limit_in_any_hour(int most)
    {
        var random = new Random(most);
        var (sent, waiting) = (new List<Instant>(), new List<Instant>());
        for (var minute = 0; minute < 3000; minute++)
        {
            var now = At(minute);
            waiting.AddRange(Enumerable.Repeat(now, random.Next(minute < 1000 ? 4 : 2)));
            foreach (var due in waiting.Where(moment => moment <= now).ToList())
            {
                waiting.Remove(due);
                var from = new HourlyLimit(most, sent, waiting.Where(moment => moment > now)).Take(now);
                from.ShouldBeGreaterThanOrEqualTo(now);
                (from == now ? sent : waiting).Add(from);
            }

            sent.Count(moment => moment > now - Duration.FromHours(1)).ShouldBeLessThanOrEqualTo(most);
        }

        sent.Count.ShouldBeGreaterThan(most * 40);
    }

    private static Instant At(int minute) => Now + Duration.FromMinutes(minute);
}
