using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks.EndTurns;

/// <summary>
/// Ends what will not be sent any more: what a webhook that was switched off still had waiting, and what nobody took for 72
/// hours. A turn that was never tried, as we were down ourselves, still gets its one try where the endpoint works.
/// </summary>
internal sealed class EndTurns(KeptDb db, IClock clock) : IPeriodicWork
{
    private const int Batch = 200;

    public Duration Pause => Duration.FromMinutes(1);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var free = db.Set<WebhookDelivery>().Where(delivery =>
            delivery.State == DeliveryState.Waiting && (delivery.LeasedUntil == null || delivery.LeasedUntil <= now));
        var ended = 0;
        foreach (var webhook in await db.Set<Webhook>().AsNoTracking().ToListAsync(cancellationToken))
        {
            var its = free.Where(delivery => delivery.WebhookId == webhook.Id);
            if (webhook.State == WebhookState.SwitchedOff)
            {
                var waiting = await its.OrderBy(delivery => delivery.NextAttemptAt).Take(Batch).ToListAsync(cancellationToken);
                waiting.ForEach(delivery => delivery.Cancel());
                ended += waiting.Count;
            }
            else
            {
                var isTried = webhook is { State: WebhookState.Active, FailingSince: null };
                var old = await its.Where(delivery => delivery.ExpiresAt <= now && (delivery.Attempts > 0 || !isTried))
                    .OrderBy(delivery => delivery.NextAttemptAt).Take(Batch).ToListAsync(cancellationToken);
                old.ForEach(delivery => delivery.Expire());
                ended += old.Count;
            }
        }

        return ended == 0 || await SaveAsync(cancellationToken) ? ended : 0;
    }

    private async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody took or changed one of them at this moment; the next run looks again.
            return false;
        }
    }
}
