using Kept.Settings;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace Kept.Workers;

/// <summary>
/// Runs scheduled work: each kind once per installation at a time, whichever node it falls to. With PostgreSQL the
/// schedule lies in the database and nodes share it; a node that dies in the middle is replaced by another. With SQLite
/// there is one process, and the schedule is in its memory.
/// </summary>
internal sealed partial class WorkSchedule(
    IServiceScopeFactory scopes, IServiceProvider services, IEnumerable<RegisteredWork> works, IOptions<KeptSettings> settings, WorkJournal journal,
    TimeProvider time, ILoggerFactory logs, ILogger<WorkSchedule> log)
    : IHostedService, IAsyncDisposable
{
    private const string TablePrefix = "schedule_";
    private const string OutOfTurn = "now";
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(7);

    private readonly CancellationTokenSource stopping = new();
    private Task listening = Task.CompletedTask;
    private StandaloneSchedulerFactory? factory;
    private IScheduler? scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RegisteredWork[] scheduled = [.. works.Where(work => work.IsScheduled)];
        if (!settings.Value.DoesWork || scheduled.Length == 0)
        {
            return;
        }

        factory = QuartzSchedulerBuilder.Create(Configure).Build();
        var running = await factory.GetScheduler(cancellationToken);
        scheduler = running;
        foreach (var work in scheduled)
        {
            await ScheduleAsync(running, work, cancellationToken);
        }

        await running.Start(cancellationToken);
        listening = Task.WhenAll(scheduled.Select(work => ListenAsync(running, work)));
    }

    /// <summary>Waits for what runs: it saves what it did, and another node goes on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (scheduler is { } running)
        {
            scheduler = null;
            await stopping.CancelAsync();
            await listening;
            await running.Shutdown(true, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        if (factory is not null)
        {
            await factory.DisposeAsync();
        }

        stopping.Dispose();
    }

    private void Configure(IQuartzBuilder builder)
    {
        builder.Services.AddSingleton(logs);
        builder.UseTimeProvider(time);
        builder.UseDefaultThreadPool(2);
        builder.UseJobFactory(new ScheduledWorkFactory(scopes, journal, time, logs, works));
        builder.ConfigureScheduler(options => options.InstanceName = "Kept");
        if (settings.Value.Database is { IsPostgres: true } database)
        {
            builder.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, PoolOf(database.ConnectionString));
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = TablePrefix;
                    options.SchemaProvisioning = SchemaProvisioning.None; // our numbered scripts make the tables
                });
                store.UseClustering(options => (options.CheckinInterval, options.CheckinMisfireThreshold) = (CheckIn, CheckIn));
            });
        }
    }

    /// <summary>Few connections of its own, so that a busy desk does not hold up the schedule.</summary>
    private static string PoolOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 5, ApplicationName = "Kept schedule" }.ConnectionString;

    private async Task ScheduleAsync(IScheduler to, RegisteredWork work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var every = ((IPeriodicWork)scope.ServiceProvider.GetRequiredService(work.Work)).Pause.ToTimeSpan();
        var job = JobBuilder.Create<ScheduledWork>().WithIdentity(work.Name)
            .DisallowConcurrentExecution().RequestRecovery().StoreDurably().Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(work.Name).ForJob(job).StartNow()
            .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(every).RepeatForever()
                .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithExistingCount)).Build();
        await to.AddJob(job, AddJobOptions.Replacing, cancellationToken);
        var known = await to.GetTrigger(trigger.Key, cancellationToken) as ISimpleTrigger;
        var conflict = known?.RepeatInterval == every ? TriggerConflict.Keep : TriggerConflict.Replace;
        await to.ScheduleTrigger(trigger, conflict, cancellationToken);
    }

    /// <summary>
    /// Until the program stops: what somebody asks for runs out of its turn. All nodes hear it; while the wish of one still waits
    /// in the schedule they share, that of another is the same.
    /// </summary>
    private async Task ListenAsync(IScheduler on, RegisteredWork work)
    {
        var bell = work.BellIn(services)!;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await bell.WaitAsync(Timeout.InfiniteTimeSpan, time, stopping.Token);
                var now = TriggerBuilder.Create(time).WithIdentity(work.Name, OutOfTurn).ForJob(new JobKey(work.Name)).StartNow().Build();
                await on.ScheduleTrigger(now, TriggerConflict.Keep, stopping.Token);
            }
            catch (Exception problem)
            {
                if (!stopping.IsCancellationRequested)
                {
                    LogNotAsked(log, work.Name, problem.GetBaseException().GetType().Name);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Work} could not be run out of its turn: {Why}")]
    private static partial void LogNotAsked(ILogger log, string work, string why);
}
