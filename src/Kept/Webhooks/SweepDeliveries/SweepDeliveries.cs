using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Kept.Webhooks.SweepDeliveries;

/// <summary>Forgets deliveries a month after they were made: what they told stands in the timelines, from where it can be told again.</summary>
internal sealed class SweepDeliveries(KeptDb db, IClock clock) : IPeriodicWork
{
    private const int Batch = 500;
    private static readonly Duration Kept = Duration.FromDays(30);

    public Duration Pause => Duration.FromMinutes(10);

    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var old = clock.GetCurrentInstant() - Kept;
        var gone = await db.Set<WebhookDelivery>().Where(delivery => delivery.CreatedAt < old && delivery.State != DeliveryState.Waiting)
            .OrderBy(delivery => delivery.CreatedAt).Take(Batch).ToListAsync(cancellationToken);
        if (gone.Count == 0)
        {
            return 0;
        }

        db.RemoveRange(gone);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process was tidying up too, or somebody had one sent again; the next run looks again.
            return 0;
        }

        return gone.Count;
    }
}
