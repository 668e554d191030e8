using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Workers;

/// <summary>Runs one kind of work until the program stops, each run in a scope of its own; not on nodes that serve pages alone.</summary>
internal sealed partial class WorkLoop<TWork>(
    IServiceScopeFactory scopes, TimeProvider time, WorkBell<TWork> bell, WorkJournal journal, IOptions<KeptSettings> settings,
    ILogger<TWork> log)
    : BackgroundService
    where TWork : class, IPeriodicWork
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Value.DoesWork)
        {
            return;
        }

        try
        {
            while (true)
            {
                var pause = await RunAsync(stoppingToken);
                if (pause > TimeSpan.Zero)
                {
                    await bell.WaitAsync(pause, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops; what was not saved is due again at the next start.
        }
    }

    /// <summary>The pause until the next run: none while there is more to do.</summary>
    private async Task<TimeSpan> RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var trace = WorkMeters.Source.StartActivity(typeof(TWork).Name);
            await using var scope = scopes.CreateAsyncScope();
            var work = scope.ServiceProvider.GetRequiredService<TWork>();
            var started = time.GetTimestamp();
            var done = await work.RunOnceAsync(stoppingToken);
            journal.Ran(typeof(TWork), done, time.GetElapsedTime(started));
            return done > 0 ? TimeSpan.Zero : work.Pause.ToTimeSpan();
        }
        catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
        {
            journal.Failed(typeof(TWork), problem);
            LogFailure(log, typeof(TWork).Name, PauseAfterFailure.TotalSeconds, problem);
            return PauseAfterFailure;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Work} failed and is tried again in {Seconds} seconds.")]
    private static partial void LogFailure(ILogger log, string work, double seconds, Exception problem);
}
