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
internal sealed class WorkSchedule(
    IServiceScopeFactory scopes, IEnumerable<RegisteredWork> works, IOptions<KeptSettings> settings, WorkJournal journal, TimeProvider time,
    ILoggerFactory logs)
    : IHostedService, IAsyncDisposable
{
    private const string TablePrefix = "schedule_";
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(7);

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
        scheduler = await factory.GetScheduler(cancellationToken);
        foreach (var work in scheduled)
        {
            await ScheduleAsync(scheduler, work, cancellationToken);
        }

        await scheduler.Start(cancellationToken);
    }

    /// <summary>Waits for what runs: it saves what it did, and another node goes on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (scheduler is { } running)
        {
            scheduler = null;
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
    }

    private void Configure(IQuartzBuilder builder)
    {
        builder.Services.AddSingleton(logs);
        builder.UseTimeProvider(time);
        builder.UseDefaultThreadPool(2);
        builder.UseJobFactory(new ScheduledWorkFactory(scopes, journal, time, works));
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
}
