using Kept.Storage;
using Kept.Workers;
using NodaTime;

namespace Kept.Webhooks.SweepDeliveries;

/// <summary>Forgets deliveries a month after they were made: what they told stands in the timelines, from where it can be told again.</summary>
internal sealed class SweepDeliveries(KeptDb db, IClock clock) : IPeriodicWork
{
    private static readonly Duration Kept = Duration.FromDays(30);

    public Duration Pause => Duration.FromMinutes(10);

    public Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetCurrentInstant() - Kept;
        var done = db.Set<WebhookDelivery>().Where(delivery => delivery.CreatedAt < old && delivery.State != DeliveryState.Waiting);
        return OldRows.RemoveAsync(db, done.OrderBy(delivery => delivery.CreatedAt), cancellationToken);
    }
}
