using Kept.Domain.Cases;
using Kept.Settings;
using Kept.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Webhooks;

/// <summary>
/// Keeps for every webhook the turns that cases take: before every save, <see cref="KeptDb"/> lets it add a row for each
/// new line of a timeline. So no operation can forget it, and none has to know.
/// </summary>
internal sealed class SaveTurns(WebhooksInUse webhooks, IdSource ids, IClock clock, IOptions<KeptSettings> settings)
{
    /// <summary>True when there is something to send now.</summary>
    public async Task<bool> AddAsync(KeptDb db, CancellationToken cancellationToken)
    {
        ForgetRefused(db);
        var lines = db.ChangeTracker.Entries<CaseEvent>().Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity)
            .OrderBy(line => line.Id).ToList();
        if (lines.Count == 0 || await webhooks.AllAsync(cancellationToken) is not { Count: > 0 } wanted)
        {
            return false;
        }

        var now = clock.GetCurrentInstant();
        var cases = db.ChangeTracker.Entries<Case>().ToDictionary(entry => entry.Entity.Id, entry => entry.Entity);
        var deliveries =
            (from line in lines
             let about = cases[line.CaseId]
             from webhook in wanted
             where webhook.Terms.Wants(TurnType.Of(line.Kind), about.ServiceCode)
             select new WebhookDelivery(ids.Next(), webhook.WebhookId, Turn.Of(settings.Value.PublicAddress, about, line, webhook.Personal), now)
             {
                 OfThisSave = true,
             }).ToList();
        db.AddRange(deliveries);
        return deliveries.Count > 0;
    }

    /// <summary>A save that was refused and is tried again tells once.</summary>
    private static void ForgetRefused(KeptDb db)
    {
        foreach (var refused in db.ChangeTracker.Entries<WebhookDelivery>()
            .Where(entry => entry is { State: EntityState.Added, Entity.OfThisSave: true }).ToList())
        {
            refused.State = EntityState.Detached;
        }
    }
}
