using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Kept.Outside;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Webhooks.SendDueTurns;

/// <summary>
/// Sends what is due: takes turns in hand, posts them outside any transaction, writes down what came of it. A process that
/// dies in between leaves a lease that runs out, and the turn goes again under the same id: at least once, and twice only
/// then.
/// </summary>
internal sealed partial class SendDueTurns(
    IServiceScopeFactory scopes, OutsideCalls outside, IClock clock, IOptions<OutsideSettings> settings, ILogger<SendDueTurns> log) : IPeriodicWork
{
    private const int MostTries = 5;
    private static readonly TimeSpan GraceAtStop = TimeSpan.FromSeconds(5);

    public Duration Pause => Duration.FromSeconds(5);

    /// <summary>Longer than a call can take, so that nobody else takes what is still on its way.</summary>
    private Duration Lease => Duration.FromSeconds(settings.Value.Timeout) + Duration.FromMinutes(2);

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
                return await scope.ServiceProvider.GetRequiredService<ClaimDueTurns>().TakeAsync(Lease, cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // Another worker or an administrator was first; look again.
            }
        }
    }

    private async Task SendAsync(WebhookDelivery delivery, Webhook webhook, CancellationToken stop)
    {
        var answer = await PostAsync(delivery, webhook, stop);
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
