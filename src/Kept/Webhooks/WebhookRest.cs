using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks;

/// <summary>Ends the rest of an endpoint because somebody wants it called now.</summary>
internal sealed class WebhookRest(KeptDb db, IClock clock)
{
    private const int Tries = 4;

    /// <summary>So that what waits for an endpoint that was down for days is no single huge save.</summary>
    private const int MostBroughtForward = 1000;

    /// <summary>
    /// Workers write down what endpoints answer at any moment: a change that meets them is made again.
    /// </summary>
    /// <param name="change">Reads anew whatever it changes, and saves.</param>
    /// <exception cref="DbUpdateConcurrencyException">They met each time.</exception>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await change();
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>What was put off is due now; the caller saves.</summary>
    public async Task BringForwardAsync(long webhookId, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var putOff = await db.Set<WebhookDelivery>()
            .Where(delivery => delivery.WebhookId == webhookId && delivery.State == DeliveryState.Waiting
                && delivery.NextAttemptAt > now && (delivery.LeasedUntil == null || delivery.LeasedUntil <= now))
            .OrderBy(delivery => delivery.TurnId).Take(MostBroughtForward).ToListAsync(cancellationToken);
        putOff.ForEach(delivery => delivery.BringForward(now));
    }

    /// <summary>Lets the endpoint be called now; saves.</summary>
    public Task EndAsync(long webhookId, CancellationToken cancellationToken) => ChangeAsync(async () =>
    {
        (await db.Set<Webhook>().SingleOrDefaultAsync(webhook => webhook.Id == webhookId, cancellationToken))?.EndRest();
        return await db.SaveChangesAsync(cancellationToken);
    });
}
