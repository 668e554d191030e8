using Kept.Catalogue;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Webhooks.ManageWebhooks;

/// <summary>A new webhook; afterwards the same page shows its secret.</summary>
[Authorize(Policy = nameof(StaffRole.Administrator))]
internal sealed class NewWebhookPage(ManageWebhooks manage, CurrentStaff current, CatalogueInUse catalogue, Words words) : WebhookFormPage(catalogue, words)
{
    public Webhook? Made { get; private set; }

    public override bool IsFirstSecret => true;

    public void OnGet()
    {
        // The form is empty.
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await manage.MakeAsync(current.Required, Typed, cancellationToken);
        switch (outcome)
        {
            case ManageWebhooksOutcome.Done done:
                (Made, Secret) = (done.Webhook, done.Secret?.ToString());
                return Page();
            case ManageWebhooksOutcome.Refused refused:
                return ShowProblems(refused.Problems);
            case ManageWebhooksOutcome.NotAllowed:
                return Forbid();
            default:
                throw Unknown(outcome);
        }
    }
}
