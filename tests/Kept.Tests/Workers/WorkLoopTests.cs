using Kept.Settings;
using Kept.Testing;
using Kept.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Shouldly;
using Xunit;

namespace Kept.Tests.Workers;

public sealed class WorkLoopTests
{
    [Fact]
    public async Task It_goes_on_at_once_while_there_is_work_and_pauses_when_there_is_none()
    {
        await using var loop = await Loop.StartAsync(new Runs(() => 1, () => 1, () => 0, () => 0));

        await loop.PausesAsync();
        loop.Runs.Count.ShouldBe(3);
        loop.Time.Advance(Duration.FromMinutes(1) - Duration.FromMilliseconds(1));
        loop.Runs.Count.ShouldBe(3);
        loop.Time.Advance(Duration.FromMilliseconds(1));

        await loop.Runs.CountIsAsync(4);
    }

    [Fact]
    public async Task A_ring_ends_the_pause()
    {
        await using var loop = await Loop.StartAsync(new Runs(() => 0, () => 0));
        await loop.PausesAsync();

        loop.Bell.Ring();

        await loop.Runs.CountIsAsync(2);
    }

    [Fact]
    public async Task Work_that_failed_is_logged_and_tried_again()
    {
        await using var loop = await Loop.StartAsync(new Runs(() => throw new IOException("The disk is full."), () => 0));
        await loop.PausesAsync();

        loop.Time.Advance(Duration.FromSeconds(10));

        await loop.Runs.CountIsAsync(2);
        loop.Log.Problems.Single().Problem.ShouldBeOfType<IOException>();
    }

    [Fact]
    public async Task It_ends_with_the_program()
    {
        await using var loop = await Loop.StartAsync(new Runs(() => 0));
        await loop.Runs.CountIsAsync(1);

        await loop.Service.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));

        loop.Log.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_that_only_serves_pages_runs_none()
    {
        await using var loop = await Loop.StartAsync(new Runs(() => 0), NodeRoles.Web);

        await ((BackgroundService)loop.Service).ExecuteTask.ShouldNotBeNull().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        loop.Runs.Count.ShouldBe(0);
    }

    [Fact]
    public async Task In_tests_work_runs_when_the_clock_is_moved_until_nothing_is_left()
    {
        var runs = new Runs(() => 2, () => 1, () => 0);
        await using var app = await KeptApp.StartAsync(options => options.Services = services => Register(services, runs));

        runs.Count.ShouldBe(0);
        await app.AdvanceAsync(Duration.FromMinutes(1));

        runs.Count.ShouldBe(3);
        app.Now.ShouldBe(KeptApp.UsualStart + Duration.FromMinutes(1));
    }

    private static void Register(IServiceCollection services, Runs runs) =>
        services.AddSingleton(runs).AddScoped<CountedWork>().AddSingleton(new RegisteredWork(typeof(CountedWork)));

    private sealed class CountedWork(Runs runs) : IPeriodicWork
    {
        public Duration Pause => Duration.FromMinutes(1);

        public Task<int> RunOnceAsync(CancellationToken cancellationToken) => Task.FromResult(runs.Next());
    }

    /// <summary>What each run does; after the last there is nothing to do.</summary>
    private sealed class Runs(params Func<int>[] answers)
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public int Next()
        {
            var run = Interlocked.Increment(ref count);
            return run <= answers.Length ? answers[run - 1]() : 0;
        }

        public Task CountIsAsync(int expected) => Eventually.IsTrueAsync(() => Count == expected);
    }

    private sealed class Loop(ServiceProvider provider, Runs runs, VirtualTime time, AppLog log) : IAsyncDisposable
    {
        public Runs Runs => runs;

        public VirtualTime Time => time;

        public AppLog Log => log;

        public WorkBell<CountedWork> Bell { get; } = provider.GetRequiredService<WorkBell<CountedWork>>();

        public IHostedService Service { get; } = provider.GetServices<IHostedService>().Single();

        public static async Task<Loop> StartAsync(Runs runs, string role = NodeRoles.Both)
        {
            var (time, log) = (new VirtualTime(KeptApp.UsualStart), new AppLog());
            var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log));
            services.Configure<KeptSettings>(settings => settings.Role = role);
            services.AddSingleton<TimeProvider>(time).AddSingleton(runs).AddPeriodicWork<CountedWork>();
            var loop = new Loop(services.BuildServiceProvider(), runs, time, log);
            await loop.Service.StartAsync(CancellationToken.None);
            return loop;
        }

        public Task PausesAsync() => Eventually.IsTrueAsync(() => time.WaitingTimers == 1);

        public async ValueTask DisposeAsync()
        {
            await Service.StopAsync(CancellationToken.None);
            await provider.DisposeAsync();
        }
    }
}
