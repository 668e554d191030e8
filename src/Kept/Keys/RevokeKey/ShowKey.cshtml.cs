using Kept.Keys.ListKeys;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Keys.RevokeKey;

/// <summary>One key, and the button that ends it.</summary>
internal sealed class ShowKeyPage(ListKeys.ListKeys list, RevokeKey revoke, CurrentStaff current, StaffDirectory directory, KeyWords keyWords, Words words)
    : StaffPage(words)
{
    [FromRoute]
    public long Id { get; set; }

    public ListedKey Listed { get; private set; } = null!;

    public string Owner { get; private set; } = "";

    public string Made { get; private set; } = "";

    public string? Revoked { get; private set; }

    public KeyWords KeyWords => keyWords;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await list.OneAsync(Id, cancellationToken) is not { } listed)
        {
            return NotFound();
        }

        Listed = listed;
        Owner = listed.Key.PartnerId is { } partner
            ? (await list.PartnerAsync(partner, cancellationToken))?.Name ?? ""
            : (await directory.FindAsync(listed.Key.StaffId!.Value, cancellationToken))?.Name ?? "";
        Made = await keyWords.MadeAsync(listed.Key, cancellationToken);
        Revoked = await keyWords.RevokedAsync(listed.Key, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await revoke.HandleAsync(current.Required, Id, cancellationToken) == RevokeKeyOutcome.NotFound
            ? NotFound()
            : LocalRedirect($"/admin/keys?revoked={Id}");
}
