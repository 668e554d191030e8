using Kept.Desk.CasePage;
using Kept.Domain.Cases;
using Kept.Staff;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Desk.Preview;

/// <summary>The case that is selected in the queue, small, beside it. A part of a page: without script the row leads to the case itself.</summary>
internal sealed class PreviewModel(ReadCase read, CurrentStaff current, DeskTime time) : PageModel
{
    public const int Lines = 5;

    public CaseScreen Screen { get; private set; } = null!;

    public DeskTime Time => time;

    public StaffIdentity Reader => current.Required;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(reference, out var known) || await read.HandleAsync(known, Reader, cancellationToken) is not { } screen)
        {
            return NotFound();
        }

        Screen = screen;
        return Page();
    }
}
