using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks.SendDueTurns;

/// <summary>A delivery in hand until its lease runs out, and the webhook as it was then.</summary>
internal sealed record TakenTurn(WebhookDelivery Delivery, Webhook Webhook);

/// <summary>
/// Takes turns that are due in hand: some of every webhook, so that none waits for another's endpoint, and never a later
/// turn of a case before an earlier one.
/// </summary>
internal sealed class ClaimDueTurns(KeptDb db, IClock clock)
{
    private const int MostEach = 4;

    /// <exception cref="DbUpdateConcurrencyException">Somebody else took or changed one of them at the same moment.</exception>
    public async Task<IReadOnlyList<TakenTurn>> TakeAsync(Duration lease, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var webhooks = await db.Set<Webhook>().AsNoTracking().Where(webhook => webhook.State == WebhookState.Active).OrderBy(webhook => webhook.Id).ToListAsync(cancellationToken);
        var taken = new List<TakenTurn>();
        foreach (var webhook in webhooks.Where(webhook => !(webhook.QuietUntil > now)))
        {
            // An endpoint in trouble is tried with one turn at a time.
            var due = await Due(db, webhook.Id, now, webhook.Failures > 0 ? 1 : MostEach).ToListAsync(cancellationToken);
            due.ForEach(delivery => delivery.Lease(now + lease));
            taken.AddRange(due.Select(delivery => new TakenTurn(delivery, webhook)));
        }

        if (taken.Count > 0)
        {
            await db.SaveChangesAsync(cancellationToken);
        }

        return taken;
    }

    /// <summary>The next to send, in the order in which they are due.</summary>
    public static IQueryable<WebhookDelivery> Due(KeptDb db, long webhookId, Instant now, int most) =>
        Free(db, webhookId, now)
            .Where(delivery => delivery.NextAttemptAt <= now && !db.Set<WebhookDelivery>().Any(earlier =>
                earlier.WebhookId == webhookId && earlier.State == DeliveryState.Waiting
                && earlier.CaseId != null && earlier.CaseId == delivery.CaseId && earlier.TurnId < delivery.TurnId))
            .OrderBy(delivery => delivery.NextAttemptAt).ThenBy(delivery => delivery.TurnId)
            .Take(most);

    private static IQueryable<WebhookDelivery> Free(KeptDb db, long webhookId, Instant now) => db.Set<WebhookDelivery>().Where(delivery =>
        delivery.WebhookId == webhookId && delivery.State == DeliveryState.Waiting && (delivery.LeasedUntil == null || delivery.LeasedUntil <= now));
}
