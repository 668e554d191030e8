using Quartz;
using Quartz.Extensibility;

namespace Kept.Workers;

/// <summary>One run of scheduled work, until nothing is left to do.</summary>
/// <param name="scopes">Each look at the work gets a scope of its own.</param>
/// <param name="work">Null for work that a newer version beside this one has scheduled: it is left to a node that knows it.</param>
internal sealed class ScheduledWork(IServiceScopeFactory scopes, Type? work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (work is not null && await RunOnceAsync(work, cancellationToken) > 0)
        {
        }
    }

    private async Task<int> RunOnceAsync(Type work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await ((IPeriodicWork)scope.ServiceProvider.GetRequiredService(work)).RunOnceAsync(cancellationToken);
    }
}

/// <summary>Finds the work by the name it was scheduled under: the schedule of a cluster names no class of the program.</summary>
internal sealed class ScheduledWorkFactory(IServiceScopeFactory scopes, IEnumerable<RegisteredWork> works) : IJobFactory
{
    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default)
    {
        var name = bundle.JobDetail.Key.Name;
        var work = works.FirstOrDefault(work => work.IsScheduled && work.Name == name)?.Work;
        return new ValueTask<JobScope>(new JobScope(new ScheduledWork(scopes, work), null));
    }

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
