using Kept.Catalogue;
using Kept.Domain.Cases;
using Kept.Promises;
using Kept.Storage;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kept.Reports.IsItOneOfThese;

/// <summary>Confirms that somebody follows a case that was there before.</summary>
internal sealed class FollowingPage(Drafts drafts, KeptDb db, CatalogueInUse catalogue, PromiseMakers promises, Words words) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? ServiceCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "draft")]
    public string? DraftSecret { get; set; }

    public OpenDraft Open { get; private set; } = null!;

    public Case Case { get; private set; } = null!;

    public string? Promise { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(ServiceCode, DraftSecret, cancellationToken) is not { Details.Following: { } reference } open)
        {
            return NotFound();
        }

        var wanted = Reference.Parse(reference);
        (Open, Case) = (open, await db.Cases.AsNoTracking().Include(c => c.Promises).SingleAsync(c => c.Reference == wanted, cancellationToken));
        var service = await catalogue.ServiceOfAsync(Case.ServiceVersionId, cancellationToken);
        Promise = Case.CurrentPromise is { IsOpen: true } promise ? promises.For(service).InWords(promise, words.Language) : null;
        return Page();
    }
}
