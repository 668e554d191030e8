using Kept.Staff;
using Kept.Webhooks.ReadWebhooks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Webhooks.ManageWebhooks;

/// <summary>Which systems are told what happens to cases, for administrators.</summary>
[Authorize(Policy = nameof(StaffRole.Administrator))]
internal sealed class WebhookListPage(ReadWebhooks.ReadWebhooks read) : PageModel
{
    [FromQuery(Name = "deleted")]
    public bool Deleted { get; set; }

    public IReadOnlyList<KnownWebhook> Webhooks { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Webhooks = await read.AllAsync(cancellationToken);
}
