using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Mail.Outgoing.SendDueMail;

/// <summary>
/// Holds a message in hand for as long as its delivery takes: a short lease, renewed while this node lives, so that
/// another takes over soon after it died. When the lease is lost, the delivery is given up.
/// </summary>
internal sealed partial class MailLease(IServiceScopeFactory scopes, IClock clock, TimeProvider time, ILogger<MailLease> log)
{
    public static readonly Duration Length = Duration.FromSeconds(30);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    /// <param name="message">In hand since a moment ago.</param>
    /// <param name="deliver">Is cancelled when the lease is lost, or by <paramref name="stop"/>.</param>
    /// <param name="stop">The program ends.</param>
    public async Task<Delivery> HoldAsync(Message message, Func<CancellationToken, Task<Delivery>> deliver, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(lost.Token);
        var renewing = RenewAsync(message, lost, done.Token);
        try
        {
            return await deliver(lost.Token);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(Message message, CancellationTokenSource lost, CancellationToken done)
    {
        var until = message.LeasedUntil;
        while (true)
        {
            await Task.Delay(RenewEvery, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                return;
            }

            var next = clock.GetCurrentInstant() + Length;
            if (await TryRenewAsync(message, next, done) is { } renewed)
            {
                until = renewed ? next : null;
            }

            if (until is null || until <= clock.GetCurrentInstant())
            {
                LogLost(log, message.Id);
                await lost.CancelAsync();
                return;
            }
        }
    }

    /// <summary>Null when the database did not answer: the lease may still be ours.</summary>
    private async Task<bool?> TryRenewAsync(Message message, Instant until, CancellationToken done)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<KeptDb>().Messages
                .Where(known => known.Id == message.Id && known.Version == message.Version)
                .ExecuteUpdateAsync(set => set.SetProperty(known => known.LeasedUntil, until), done) == 1;
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

    [LoggerMessage(LogLevel.Warning, "Message {Id} is not in hand any longer; its delivery is given up.")]
    private static partial void LogLost(ILogger log, long id);
}
