using Kept.Storage;
using Microsoft.EntityFrameworkCore;

namespace Kept.Webhooks.ReadWebhooks;

/// <param name="Waiting">How many events have still to be taken; null where nobody has counted.</param>
internal sealed record KnownWebhook(Webhook Webhook, int? Waiting)
{
    /// <summary>"active", "failing", "paused" or "off", as the texts name it.</summary>
    public string State => Webhook switch
    {
        { State: WebhookState.Paused } => "paused",
        { State: WebhookState.SwitchedOff } => "off",
        { FailingSince: not null } => "failing",
        _ => "active",
    };

    public string Colour => State switch
    {
        "active" => "green",
        "failing" => "yellow",
        "off" => "red",
        _ => "grey",
    };
}

/// <summary>Which systems are told what happens to cases, and what they were told; for administrators.</summary>
internal sealed class ReadWebhooks(KeptDb db)
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<KnownWebhook>> AllAsync(CancellationToken cancellationToken)
    {
        var webhooks = await db.Set<Webhook>().AsNoTracking().OrderBy(webhook => webhook.Name).ToListAsync(cancellationToken);
        var waiting = await db.Set<WebhookDelivery>().Where(delivery => delivery.State == DeliveryState.Waiting)
            .GroupBy(delivery => delivery.WebhookId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return [.. webhooks.Select(webhook => new KnownWebhook(webhook, waiting.GetValueOrDefault(webhook.Id)))];
    }

    /// <summary>Null where there is no such webhook.</summary>
    public async Task<KnownWebhook?> OneAsync(long id, CancellationToken cancellationToken) =>
        await db.Set<Webhook>().AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == id, cancellationToken) is { } found
            ? new KnownWebhook(found, await db.Set<WebhookDelivery>().CountAsync(
                delivery => delivery.WebhookId == id && delivery.State == DeliveryState.Waiting, cancellationToken))
            : null;

    /// <summary>What it was told, the newest first.</summary>
    /// <param name="id">Of the webhook.</param>
    /// <param name="only">Only those in this state; null for all.</param>
    /// <param name="before">Only turns older than this one; null for the first page.</param>
    /// <param name="size">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page, and whether there is another.</returns>
    public async Task<(IReadOnlyList<WebhookDelivery> Page, bool More)> DeliveriesAsync(
        long id, DeliveryState? only, long? before, int size, CancellationToken cancellationToken)
    {
        var until = before ?? long.MaxValue;
        var rows = await db.Set<WebhookDelivery>().AsNoTracking()
            .Where(delivery => delivery.WebhookId == id && delivery.TurnId < until && (only == null || delivery.State == only))
            .OrderByDescending(delivery => delivery.TurnId).Take(size + 1).ToListAsync(cancellationToken);
        return ([.. rows.Take(size)], rows.Count > size);
    }
}
