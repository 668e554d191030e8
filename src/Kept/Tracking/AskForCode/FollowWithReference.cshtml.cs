using Kept.Domain.Cases;
using Kept.Domain.Messages;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Tracking.AskForCode;

/// <summary>"Follow something I reported": reference and address, and a code comes by mail.</summary>
internal sealed class FollowWithReferencePage(AskForCode ask, Words words) : PageModel
{
    [BindProperty]
    public string? ReferenceText { get; set; }

    [BindProperty]
    public string? Mail { get; set; }

    public void OnGet(string? reference) => ReferenceText = reference;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var mail = Mail?.Trim() ?? "";
        if (!Reference.TryParse(ReferenceText, out var reference))
        {
            ModelState.AddModelError(nameof(ReferenceText), words[string.IsNullOrWhiteSpace(ReferenceText) ? "tracking.find.missingReference" : "tracking.find.wrongReference"]);
        }

        if (!MailAddress.TryParse(mail, out _))
        {
            ModelState.AddModelError(nameof(Mail), words[mail.Length == 0 ? "tracking.find.missingMail" : "tracking.find.wrongMail"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (await ask.HandleAsync(reference, mail, words.Language, cancellationToken) is AskOutcome.Asked { Secret: var secret })
        {
            return Redirect($"/follow/code/{secret.Text}");
        }

        ModelState.AddModelError(nameof(ReferenceText), words["tracking.code.tooOften"]);
        return Page();
    }
}
