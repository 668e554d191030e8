using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks.SendDueTurns;

/// <param name="Deliveries">In hand until their lease runs out, each with the webhook as it was then.</param>
/// <param name="Ended">How many were ended without being sent.</param>
internal sealed record TurnClaim(IReadOnlyList<(WebhookDelivery Delivery, Webhook Webhook)> Deliveries, int Ended);

/// <summary>
/// Takes turns that are due in hand: some of every webhook, so that none waits for another's endpoint, and never a later
/// turn of a case before an earlier one.
/// </summary>
internal sealed class ClaimDueTurns(KeptDb db, IClock clock)
{
    private const int MostEach = 4;
    private const int MostEnded = 200;

    /// <exception cref="DbUpdateConcurrencyException">Somebody else took or changed one of them at the same moment.</exception>
    public async Task<TurnClaim> TakeAsync(Duration lease, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var webhooks = await db.Set<Webhook>().AsNoTracking().OrderBy(webhook => webhook.Id).ToListAsync(cancellationToken);
        var ended = 0;
        var taken = new List<(WebhookDelivery, Webhook)>();
        foreach (var webhook in webhooks)
        {
            ended += await EndAsync(webhook, now, cancellationToken);
            if (webhook.State == WebhookState.Active && !(webhook.QuietUntil > now))
            {
                // An endpoint in trouble is tried with one turn at a time.
                var due = await DueAsync(webhook.Id, now, webhook.Failures > 0 ? 1 : MostEach, cancellationToken);
                due.ForEach(delivery => delivery.Lease(now + lease));
                taken.AddRange(due.Select(delivery => (delivery, webhook)));
            }
        }

        if (taken.Count + ended > 0)
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        return new TurnClaim(taken, ended);
    }

    private IQueryable<WebhookDelivery> Free(long webhookId, Instant now) => db.Set<WebhookDelivery>().Where(delivery =>
        delivery.WebhookId == webhookId && delivery.State == DeliveryState.Waiting && (delivery.LeasedUntil == null || delivery.LeasedUntil <= now));

    private Task<List<WebhookDelivery>> DueAsync(long webhookId, Instant now, int most, CancellationToken cancellationToken) =>
        Free(webhookId, now)
            .Where(delivery => delivery.NextAttemptAt <= now && !db.Set<WebhookDelivery>().Any(earlier =>
                earlier.WebhookId == webhookId && earlier.State == DeliveryState.Waiting
                && earlier.CaseId == delivery.CaseId && earlier.TurnId < delivery.TurnId))
            .OrderBy(delivery => delivery.NextAttemptAt).ThenBy(delivery => delivery.TurnId)
            .Take(most).ToListAsync(cancellationToken);

    /// <summary>What a webhook that was switched off still had waiting, and what is too old.</summary>
    private async Task<int> EndAsync(Webhook webhook, Instant now, CancellationToken cancellationToken)
    {
        var off = webhook.State == WebhookState.SwitchedOff;
        var willBeTried = webhook is { State: WebhookState.Active, FailingSince: null };
        var over = await Free(webhook.Id, now)
            .Where(delivery => off || (delivery.ExpiresAt <= now && (delivery.Attempts > 0 || !willBeTried)))
            .OrderBy(delivery => delivery.TurnId).Take(MostEnded).ToListAsync(cancellationToken);
        foreach (var delivery in over)
        {
            if (off)
            {
                delivery.Cancel();
            }
            else
            {
                delivery.Expire();
            }
        }

        return over.Count;
    }
}
