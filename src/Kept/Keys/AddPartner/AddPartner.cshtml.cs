using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Keys.AddPartner;

/// <summary>The form for a new partner; the key for it is made on the page after.</summary>
internal sealed class AddPartnerPage(AddPartner add, CurrentStaff current, Words words) : StaffPage(words)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Mail { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await add.HandleAsync(current.Required, Name ?? "", Mail ?? "", cancellationToken) switch
        {
            AddPartnerOutcome.Added added => LocalRedirect($"/admin/keys/make?partner={added.Partner.Id}"),
            AddPartnerOutcome.Refused refused => ShowProblems(refused.Problems),
            AddPartnerOutcome.NotAllowed => Forbid(),
            var other => throw Unknown(other),
        };
}
