using Kept.Nodes;
using Shouldly;
using Xunit;

namespace Kept.Tests.Nodes;

public sealed class SharedTimeTests
{
    [Fact]
    public void Follows_the_database_whatever_this_machine_says()
    {
        var time = new SharedTime();
        var theirs = new DateTimeOffset(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

        time.Follow(theirs, time.GetTimestamp());

        time.GetUtcNow().ShouldBeInRange(theirs, theirs.AddMinutes(1));
        time.Follow(theirs.AddHours(-3), time.GetTimestamp());
        time.GetUtcNow().ShouldBeInRange(theirs.AddHours(-3), theirs.AddHours(-3).AddMinutes(1));
    }

    [Fact]
    public void Is_the_time_of_this_machine_where_there_is_nobody_to_follow() =>
        (TimeProvider.System.GetUtcNow() - new SharedTime().GetUtcNow()).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
}
