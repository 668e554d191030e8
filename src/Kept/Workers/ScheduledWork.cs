using Quartz;
using Quartz.Extensibility;

namespace Kept.Workers;

/// <summary>One run of scheduled work, until nothing is left to do.</summary>
internal sealed class ScheduledWork(IServiceScopeFactory scopes, Type work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (await RunOnceAsync(cancellationToken) > 0)
        {
        }
    }

    private async Task<int> RunOnceAsync(CancellationToken cancellationToken)
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
        var work = works.FirstOrDefault(work => work.IsScheduled && work.Name == name)
            ?? throw new SchedulerException($"This version of Kept knows no work {name}; a newer one scheduled it.");
        return new ValueTask<JobScope>(new JobScope(new ScheduledWork(scopes, work.Work), null));
    }

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
