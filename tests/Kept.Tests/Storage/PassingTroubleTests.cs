using Kept.Storage;
using Kept.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace Kept.Tests.Storage;

public sealed class PassingTroubleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task That_none_of_several_servers_can_be_reached_passes()
    {
        await using var servers = new NpgsqlDataSourceBuilder(
            $"Host=127.0.0.1:{FreePorts.Next()},127.0.0.1:{FreePorts.Next()};Username=kept;Database=kept").BuildMultiHost();

        var problem = await Should.ThrowAsync<NpgsqlException>(async () =>
            await servers.OpenConnectionAsync(TargetSessionAttributes.Primary, Cancel));

        problem.InnerException.ShouldBeOfType<AggregateException>();
        PassingTrouble.Is(problem).ShouldBeTrue();
        PassingTrouble.Is(new InvalidOperationException("While saving", problem)).ShouldBeTrue();
    }

    [Fact]
    public void That_there_is_no_primary_for_now_passes() =>
        PassingTrouble.Is(new NpgsqlException("No suitable host was found.")).ShouldBeTrue();

    [Theory]
    [InlineData("57P01", true)]
    [InlineData("25006", true)]
    [InlineData("28P01", false)]
    [InlineData("23505", false)]
    public void What_each_of_several_servers_refuses_passes_when_it_passes_on_all(string state, bool passes)
    {
        var refused = new PostgresException("refused", "FATAL", "FATAL", state);

        PassingTrouble.Is(refused).ShouldBe(passes);
        PassingTrouble.Is(new NpgsqlException("Each", new AggregateException(refused, new TimeoutException()))).ShouldBe(passes);
    }

    [Fact]
    public void Any_other_trouble_does_not()
    {
        PassingTrouble.Is(new NpgsqlException("Something else")).ShouldBeFalse();
        PassingTrouble.Is(new InvalidOperationException("A mistake of ours")).ShouldBeFalse();
    }
}
