namespace Kept.Storage;

/// <summary>Says every half minute, on every node, that this process lives and gives ids under its number.</summary>
internal sealed partial class NumberKeeper(IServiceScopeFactory scopes, IdSource ids, TimeProvider time, ILogger<NumberKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Every, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await KeepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program stops; its number is free again after a while.
        }
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await ids.HoldAsync(scope.ServiceProvider.GetRequiredService<KeptDb>(), stoppingToken);
        }
        catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotHeld(log, problem); // the database is away, and nobody draws a number meanwhile either
        }
    }

    [LoggerMessage(LogLevel.Debug, "The number for ids could not be held.")]
    private static partial void LogNotHeld(ILogger log, Exception problem);
}
