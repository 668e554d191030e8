using Kept.Cases;
using Kept.Domain.Cases;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Tracking.AskForCode;

/// <summary>Takes the code from the mail. Nothing here tells whether a mail was sent at all.</summary>
internal sealed class EnterCodePage(UseCode use, Words words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "request")]
    public string? RequestText { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        Secret.TryParse(RequestText, out var secret) && await use.ExistsAsync(secret, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Secret.TryParse(RequestText, out var secret))
        {
            return NotFound();
        }

        switch (await use.HandleAsync(secret, Code ?? "", cancellationToken))
        {
            case CodeOutcome.Right entry:
                return Redirect(CaseAddress.Of(entry.Reference, entry.Secret));
            case CodeOutcome.TooMany:
                ModelState.AddModelError(nameof(Code), words["tracking.code.tooOften"]);
                return Page();
            default:
                ModelState.AddModelError(nameof(Code), words["tracking.code.wrong"]);
                return Page();
        }
    }
}
