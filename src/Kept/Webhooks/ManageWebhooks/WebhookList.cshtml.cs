using Kept.Staff;
using Kept.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kept.Webhooks.ManageWebhooks;

/// <param name="State">"active", "failing", "paused" or "off", as the texts name it.</param>
internal sealed record ListedWebhook(long Id, string Name, string Host, string State, int Waiting)
{
    public string Colour => State switch
    {
        "active" => "green",
        "failing" => "yellow",
        "off" => "red",
        _ => "grey",
    };

    public static string StateOf(Webhook webhook) => webhook switch
    {
        { State: WebhookState.Paused } => "paused",
        { State: WebhookState.SwitchedOff } => "off",
        { FailingSince: not null } => "failing",
        _ => "active",
    };
}

/// <summary>Which systems are told what happens to cases, for administrators.</summary>
[Authorize(Policy = nameof(StaffRole.Administrator))]
internal sealed class WebhookListPage(KeptDb db) : PageModel
{
    [FromQuery(Name = "deleted")]
    public bool Deleted { get; set; }

    public IReadOnlyList<ListedWebhook> Webhooks { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var webhooks = await db.Set<Webhook>().AsNoTracking().OrderBy(webhook => webhook.Name).ToListAsync(cancellationToken);
        var waiting = await db.Set<WebhookDelivery>().Where(delivery => delivery.State == DeliveryState.Waiting)
            .GroupBy(delivery => delivery.WebhookId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        Webhooks =
        [
            .. webhooks.Select(webhook => new ListedWebhook(
                webhook.Id, webhook.Name, new Uri(webhook.Address).Host, ListedWebhook.StateOf(webhook), waiting.GetValueOrDefault(webhook.Id))),
        ];
    }
}
