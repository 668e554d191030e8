using NodaTime;

namespace Kept.Storage;

/// <summary>
/// Holds a row in hand for as long as work outside the database takes: a short lease, renewed while this node lives, so
/// that another takes over soon after it died. When the lease is lost, the work is given up.
/// </summary>
internal sealed partial class RowLease(IServiceScopeFactory scopes, IClock clock, TimeProvider time, ILogger<RowLease> log)
{
    public static readonly Duration Length = Duration.FromSeconds(30);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    /// <param name="held">What it is, and until when it is in hand.</param>
    /// <param name="renew">Moves the end of the lease in one statement; answers how many rows still were this node's.</param>
    /// <param name="work">Is cancelled when the lease is lost, or by <paramref name="stop"/>.</param>
    /// <param name="stop">The program ends.</param>
    public async Task<T> HoldAsync<T>(
        HeldRow held, Func<KeptDb, Instant, CancellationToken, Task<int>> renew, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(lost.Token);
        var renewing = RenewAsync(held, renew, lost, done.Token);
        try
        {
            return await work(lost.Token);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(
        HeldRow held, Func<KeptDb, Instant, CancellationToken, Task<int>> renew, CancellationTokenSource lost, CancellationToken done)
    {
        var until = held.Until;
        while (true)
        {
            await Task.Delay(RenewEvery, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                return;
            }

            var next = clock.GetCurrentInstant() + Length;
            if (await TryRenewAsync(renew, next, done) is { } renewed)
            {
                until = renewed ? next : null;
            }

            if (until is null || until <= clock.GetCurrentInstant())
            {
                LogLost(log, held.Kind, held.Id);
                await lost.CancelAsync();
                return;
            }
        }
    }

    /// <summary>Null when the database did not answer: the lease may still be ours.</summary>
    private async Task<bool?> TryRenewAsync(Func<KeptDb, Instant, CancellationToken, Task<int>> renew, Instant until, CancellationToken done)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await renew(scope.ServiceProvider.GetRequiredService<KeptDb>(), until, done) == 1;
        }
        catch (Exception) when (!done.IsCancellationRequested)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} {Id} is not in hand any longer; its delivery is given up.")]
    private static partial void LogLost(ILogger log, string kind, long id);
}

/// <param name="Kind">As the log names it: "Message".</param>
/// <param name="Id">Of the row.</param>
/// <param name="Until">The end of the lease; null where it was never taken, which is as if it were lost.</param>
internal readonly record struct HeldRow(string Kind, long Id, Instant? Until);
