using Kept.Domain.Cases;
using Kept.Settings;
using Kept.Staff;
using Kept.Storage;
using Kept.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Kept.Webhooks.ReplayTurns;

internal abstract record ReplayTurnsOutcome
{
    /// <param name="Count">How many turns go out again.</param>
    public sealed record Done(int Count) : ReplayTurnsOutcome;

    public sealed record NotAllowed : ReplayTurnsOutcome;

    public sealed record NotFound : ReplayTurnsOutcome;
}

/// <summary>
/// Tells a webhook again what it was told, or was not told while it was off: one turn, or all since a moment. Turns are
/// read from the timelines, so that also those can be told that happened before the webhook was made.
/// </summary>
internal sealed class ReplayTurns(
    KeptDb db, WebhookRest rest, WebhooksInUse inUse, WorkBell<SendDueTurns.SendDueTurns> bell, IdSource ids, IClock clock, IOptions<KeptSettings> settings)
{
    public const int Most = 10_000;
    private const int Batch = 500;

    public async Task<ReplayTurnsOutcome> OneAsync(StaffIdentity by, long webhookId, long deliveryId, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new ReplayTurnsOutcome.NotAllowed();
        }

        return await rest.ChangeAsync(() => SendAgainAsync(webhookId, deliveryId, cancellationToken));
    }

    private async Task<ReplayTurnsOutcome> SendAgainAsync(long webhookId, long deliveryId, CancellationToken cancellationToken)
    {
        var delivery = await db.Set<WebhookDelivery>()
            .SingleOrDefaultAsync(delivery => delivery.Id == deliveryId && delivery.WebhookId == webhookId, cancellationToken);
        if (delivery is null)
        {
            return new ReplayTurnsOutcome.NotFound();
        }

        var now = clock.GetCurrentInstant();
        delivery.Replay(now);
        delivery.First(now);
        (await db.Set<Webhook>().SingleAsync(webhook => webhook.Id == webhookId, cancellationToken)).EndRest();
        await db.SaveChangesAsync(cancellationToken);
        bell.Ring();
        return new ReplayTurnsOutcome.Done(1);
    }

    /// <summary>At most <see cref="Most"/>; the receiver sees each under the id it had.</summary>
    public async Task<ReplayTurnsOutcome> SinceAsync(StaffIdentity by, long webhookId, Instant since, CancellationToken cancellationToken)
    {
        if (!by.MayActAs(StaffRole.Administrator))
        {
            return new ReplayTurnsOutcome.NotAllowed();
        }

        if (await db.Set<Webhook>().AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == webhookId, cancellationToken) is not { } webhook)
        {
            return new ReplayTurnsOutcome.NotFound();
        }

        var wanted = new WantedTurns(webhook.Id, webhook.Terms, await inUse.MayBePersonalAsync(webhook, cancellationToken));
        db.Add(new WebhookChange(ids.Next(), webhook.Id, by.Id, WebhookChangeKind.Replayed, webhook.Name, clock.GetCurrentInstant()));
        var (count, after) = (0, IdSource.FirstAt(since) - 1);
        while (count < Most)
        {
            var lines = await db.CaseEvents.AsNoTracking().Where(line => line.Id > after && line.At >= since)
                .OrderBy(line => line.Id).Take(Batch).ToListAsync(cancellationToken);
            count += await AddAsync(wanted, lines, Most - count, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
            if (lines.Count < Batch)
            {
                break;
            }

            after = lines[^1].Id;
        }

        await rest.EndAsync(webhook.Id, cancellationToken);
        bell.Ring();
        return new ReplayTurnsOutcome.Done(count);
    }

    private async Task<int> AddAsync(WantedTurns webhook, List<CaseEvent> lines, int most, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var caseIds = lines.Select(line => line.CaseId).Distinct().ToList();
        var cases = await db.Cases.AsNoTracking().Include(c => c.Followers).Include(c => c.Promises).AsSplitQuery()
            .Where(c => caseIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var turns = lines.Where(line => webhook.Terms.Wants(TurnType.Of(line.Kind), cases[line.CaseId].ServiceCode)).Take(most).ToList();
        var turnIds = turns.Select(line => line.Id).ToList();
        var known = await db.Set<WebhookDelivery>().Where(delivery => delivery.WebhookId == webhook.WebhookId && turnIds.Contains(delivery.TurnId))
            .ToDictionaryAsync(delivery => delivery.TurnId, cancellationToken);
        foreach (var line in turns)
        {
            if (known.TryGetValue(line.Id, out var delivery))
            {
                delivery.Replay(now);
            }
            else
            {
                var turn = Turn.Of(settings.Value.PublicAddress, cases[line.CaseId], line, webhook.Personal);
                db.Add(new WebhookDelivery(ids.Next(), webhook.WebhookId, turn, now));
            }
        }

        return turns.Count;
    }
}
