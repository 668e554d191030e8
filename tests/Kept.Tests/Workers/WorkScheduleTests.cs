using Kept.Nodes;
using Kept.Settings;
using Kept.Testing;
using Kept.Testing.Databases;
using Kept.Tests.Nodes;
using Kept.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Workers;

/// <summary>Scheduled work, on the real clock of a real schedule.</summary>
public sealed class WorkScheduleTests
{
    [Theory, Databases]
    public async Task Scheduled_work_runs_again_and_again(Database database)
    {
        await using var data = await TestDatabase.CreateAsync(database, TestFolder.New("schedule"));
        var runs = new Runs();
        await using var node = await Node.StartAsync(data.Settings, runs);

        await runs.CountIsAtLeastAsync(3);
    }

    [Theory, Databases]
    public async Task A_node_that_only_serves_pages_runs_none(Database database)
    {
        await using var data = await TestDatabase.CreateAsync(database, TestFolder.New("schedule"));
        var (idle, busy) = (new Runs(), new Runs());
        await using var web = await Node.StartAsync(data.Settings, idle, NodeRoles.Web);
        await using var worker = await Node.StartAsync(data.Settings, busy, NodeRoles.Worker);

        await busy.CountIsAtLeastAsync(3);

        idle.Count.ShouldBe(0);
    }

    [ClusterFact]
    public async Task Two_nodes_never_run_it_at_once_and_one_goes_on_when_the_other_ends()
    {
        await using var data = await TestDatabase.CreateAsync(Database.PostgreSql, TestFolder.New("schedule"));
        var runs = new Runs();
        await using var first = await Node.StartAsync(data.Settings, runs);
        await using (var second = await Node.StartAsync(data.Settings, runs))
        {
            await runs.CountIsAtLeastAsync(4);
        }

        await runs.CountIsAtLeastAsync(runs.Count + 2);
        runs.MostAtOnce.ShouldBe(1);
    }

    [Theory, Databases]
    public async Task What_fails_is_named_in_the_log_without_what_it_holds_and_goes_on(Database database)
    {
        await using var data = await TestDatabase.CreateAsync(database, TestFolder.New("schedule"));
        var runs = new Runs { Problem = new InvalidOperationException("ada@example.org") };
        await using var node = await Node.StartAsync(data.Settings, runs);

        await runs.CountIsAtLeastAsync(2);

        await Eventually.IsTrueAsync(() => node.Log.Problems.Count > 0);
        var line = node.Log.Problems[0];
        (line.Level, line.Problem).ShouldBe((LogLevel.Warning, null));
        line.Text.ShouldContain(nameof(CountedWork));
        line.Text.ShouldContain(nameof(InvalidOperationException));
        node.Log.Lines.ShouldNotContain(said => said.ToString().Contains("ada@example.org"));
    }

    [Theory, Databases]
    public async Task A_ring_here_or_at_another_node_runs_it_out_of_its_turn(Database database)
    {
        await using var data = await TestDatabase.CreateAsync(database, TestFolder.New("schedule"));
        var runs = new Runs { Pause = Duration.FromDays(1) };
        await using var node = await Node.StartAsync(data.Settings, runs);
        await runs.CountIsAtLeastAsync(1);

        node.Services.GetRequiredService<NodeWire>().Deliver(new NodeCall($"work.{nameof(CountedWork)}", 0));
        await runs.CountIsAtLeastAsync(2);
        node.Services.GetRequiredService<WakeWork>().Wake(nameof(CountedWork)).ShouldBeTrue();

        await runs.CountIsAtLeastAsync(3);
    }

    private sealed class CountedWork(Runs runs) : IPeriodicWork
    {
        public Duration Pause => runs.Pause;

        public Task<int> RunOnceAsync(CancellationToken cancellationToken) => runs.RunAsync(cancellationToken);
    }

    private sealed class Runs
    {
        private int count;
        private int atOnce;

        public int Count => Volatile.Read(ref count);

        public int MostAtOnce { get; private set; }

        public Duration Pause { get; init; } = Duration.FromMilliseconds(200);

        /// <summary>What comes of every run; null where it goes well.</summary>
        public Exception? Problem { get; init; }

        public async Task<int> RunAsync(CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
            await Task.Delay(20, cancellationToken);
            Interlocked.Decrement(ref atOnce);
            Interlocked.Increment(ref count);
            return Problem is null ? 0 : throw Problem;
        }

        public Task CountIsAtLeastAsync(int expected) => Eventually.IsTrueAsync(() => Count >= expected);
    }

    private sealed class Node(ServiceProvider provider, IHostedService schedule, AppLog log) : IAsyncDisposable
    {
        public IServiceProvider Services => provider;

        public AppLog Log => log;

        public static async Task<Node> StartAsync(DatabaseSettings database, Runs runs, string role = NodeRoles.Both)
        {
            var log = new AppLog();
            var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log)).AddSingleton<NodeWire>();
            services.Configure<KeptSettings>(settings => (settings.Database, settings.Role) = (database, role));
            services.AddSingleton(TimeProvider.System).AddSingleton(runs).AddScheduledWork<CountedWork>();
            var provider = services.BuildServiceProvider();
            var node = new Node(provider, provider.GetServices<IHostedService>().Single(), log);
            await node.StartAsync();
            return node;
        }

        public async ValueTask DisposeAsync()
        {
            await schedule.StopAsync(CancellationToken.None);
            await provider.DisposeAsync();
        }

        private Task StartAsync() => schedule.StartAsync(CancellationToken.None);
    }
}
