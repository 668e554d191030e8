using Quartz;

namespace Kept.Workers;

/// <summary>One run of scheduled work, until nothing is left to do.</summary>
/// <param name="scopes">Each look at the work gets a scope of its own.</param>
/// <param name="journal">Hears how it went.</param>
/// <param name="time">Measures how long it took.</param>
/// <param name="log">Is told what failed.</param>
/// <param name="work">Null for work that a newer version beside this one has scheduled: it is left to a node that knows it.</param>
internal sealed partial class ScheduledWork(
    IServiceScopeFactory scopes, WorkJournal journal, TimeProvider time, ILogger<ScheduledWork> log, Type? work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (work is not null && await RunOnceAsync(work, cancellationToken) > 0)
        {
        }
    }

    /// <summary>What fails has been told and noted here, and is done when its time comes again: the schedule does not hear of it.</summary>
    private async Task<int> RunOnceAsync(Type work, CancellationToken cancellationToken)
    {
        using var trace = WorkMeters.Source.StartActivity(work.Name);
        var (started, pause) = (time.GetTimestamp(), TimeSpan.Zero);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var now = (IPeriodicWork)scope.ServiceProvider.GetRequiredService(work);
            pause = now.Pause.ToTimeSpan();
            var done = await now.RunOnceAsync(cancellationToken);
            journal.Ran(work, done, time.GetElapsedTime(started));
            return done;
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            journal.Failed(work, problem);
            LogFailure(log, work.Name, WhyOf(problem.GetBaseException()), pause.TotalSeconds);
            return 0;
        }
    }

    /// <summary>The kind of the problem. Words of an exception may hold anything; those about a file or folder say which.</summary>
    private static string WhyOf(Exception problem) => problem is IOException or UnauthorizedAccessException
        ? $"{problem.GetType().Name}: {problem.Message}"
        : problem.GetType().Name;

    [LoggerMessage(LogLevel.Warning, "{Work} failed and is tried again when its time comes, every {Seconds} seconds: {Why}")]
    private static partial void LogFailure(ILogger log, string work, string why, double seconds);
}
