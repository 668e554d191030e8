using Quartz;
using Quartz.Extensibility;

namespace Kept.Workers;

/// <summary>Finds the work by the name it was scheduled under: the schedule of a cluster names no class of the program.</summary>
internal sealed class ScheduledWorkFactory(
    IServiceScopeFactory scopes, WorkJournal journal, TimeProvider time, ILoggerFactory logs, IEnumerable<RegisteredWork> works) : IJobFactory
{
    private readonly ILogger<ScheduledWork> log = logs.CreateLogger<ScheduledWork>();

    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default)
    {
        var name = bundle.JobDetail.Key.Name;
        var work = works.FirstOrDefault(work => work.IsScheduled && work.Name == name)?.Work;
        return new ValueTask<JobScope>(new JobScope(new ScheduledWork(scopes, journal, time, log, work), null));
    }

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
