using Quartz;
using Quartz.Extensibility;

namespace Kept.Workers;

/// <summary>One run of scheduled work, until nothing is left to do.</summary>
/// <param name="scopes">Each look at the work gets a scope of its own.</param>
/// <param name="journal">Hears how it went.</param>
/// <param name="time">Measures how long it took.</param>
/// <param name="work">Null for work that a newer version beside this one has scheduled: it is left to a node that knows it.</param>
internal sealed class ScheduledWork(IServiceScopeFactory scopes, WorkJournal journal, TimeProvider time, Type? work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (work is not null && await RunOnceAsync(work, cancellationToken) > 0)
        {
        }
    }

    private async Task<int> RunOnceAsync(Type work, CancellationToken cancellationToken)
    {
        using var trace = WorkMeters.Source.StartActivity(work.Name);
        var started = time.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var done = await ((IPeriodicWork)scope.ServiceProvider.GetRequiredService(work)).RunOnceAsync(cancellationToken);
            journal.Ran(work, done, time.GetElapsedTime(started));
            return done;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            journal.Failed(work, problem);
            throw;
        }
    }
}

/// <summary>Finds the work by the name it was scheduled under: the schedule of a cluster names no class of the program.</summary>
internal sealed class ScheduledWorkFactory(IServiceScopeFactory scopes, WorkJournal journal, TimeProvider time, IEnumerable<RegisteredWork> works) : IJobFactory
{
    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default)
    {
        var name = bundle.JobDetail.Key.Name;
        var work = works.FirstOrDefault(work => work.IsScheduled && work.Name == name)?.Work;
        return new ValueTask<JobScope>(new JobScope(new ScheduledWork(scopes, journal, time, work), null));
    }

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
