using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Kept.Outside;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks.SendDueTurns;

/// <summary>
/// Sends what is due: takes turns in hand, posts them outside any transaction, writes down what came of it. A process that
/// dies in between leaves a lease that soon runs out, and the turn goes again under the same id: at least once, and twice
/// only then.
/// </summary>
internal sealed partial class SendDueTurns(
    IServiceScopeFactory scopes, OutsideCalls outside, RowLease lease, IClock clock, ILogger<SendDueTurns> log) : IPeriodicWork
{
    private const int MostTries = 5;
    private static readonly TimeSpan GraceAtStop = TimeSpan.FromSeconds(5);

    public Duration Pause => Duration.FromSeconds(5);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var taken = await ClaimAsync(cancellationToken);
        using var stop = new CancellationTokenSource();
        await using var grace = cancellationToken.Register(() => stop.CancelAfter(GraceAtStop));
        await Task.WhenAll(taken.Select(turn => SendAsync(turn.Delivery, turn.Webhook, stop.Token)));
        return taken.Count;
    }

    private async Task<IReadOnlyList<TakenTurn>> ClaimAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                return await scope.ServiceProvider.GetRequiredService<ClaimDueTurns>().TakeAsync(RowLease.Length, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // Another worker or an administrator was first; look again.
            }
        }
    }

    private async Task SendAsync(WebhookDelivery delivery, Webhook webhook, CancellationToken stop)
    {
        if (await HoldAsync(delivery, held => PostAsync(delivery, webhook, held), stop) is not { } answer)
        {
            return;
        }

        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<RecordAnswer>().WriteAsync(delivery, answer);
                return;
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // Somebody changed the webhook or the delivery at this moment; read again what they say now.
            }
        }
    }

    /// <summary>Null where the lease was lost: then whoever has the turn now writes down what comes of it.</summary>
    private async Task<OutsideAnswer?> HoldAsync(WebhookDelivery delivery, Func<CancellationToken, Task<OutsideAnswer>> post, CancellationToken stop)
    {
        try
        {
            return await lease.HoldAsync(
                new HeldRow(nameof(WebhookDelivery), delivery.Id, delivery.LeasedUntil),
                (db, until, cancellation) => db.Set<WebhookDelivery>().Where(known => known.Id == delivery.Id && known.Version == delivery.Version)
                    .ExecuteUpdateAsync(set => set.SetProperty(known => known.LeasedUntil, until), cancellation),
                post, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<OutsideAnswer> PostAsync(WebhookDelivery delivery, Webhook webhook, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue(Turn.ContentType, "utf-8") },
            },
        };
        request.Headers.Add("User-Agent", "Kept");
        request.Headers.Add("webhook-id", delivery.MessageId);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation(
            "webhook-signature", string.Join(' ', webhook.SecretsAt(now).Select(secret => secret.Sign(delivery.MessageId, now, delivery.Body))));
        var answer = await outside.SendAsync(request, mostBytes: 0, stop);
        if (answer is not OutsideAnswer.Answered { Status: >= 200 and < 300 })
        {
            LogNotTaken(log, delivery.Id, webhook.Id, delivery.Attempts, RecordAnswer.InShort(answer));
        }

        return answer;
    }

    [LoggerMessage(LogLevel.Warning, "Delivery {Id} of webhook {Webhook} was not taken at attempt {Attempt}: {Answer}")]
    private static partial void LogNotTaken(ILogger log, long id, long webhook, int attempt, string answer);
}
