using System.Globalization;
using Kept.Keys.ListKeys;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Keys.MakeKey;

/// <summary>The form for a key of a partner. The answer shows the key, and no other page ever does.</summary>
internal sealed class MakeKeyPage(MakeKey make, ListKeys.ListKeys list, CurrentStaff current, KeyWords keyWords, KeyEnds ends, Words words)
    : StaffPage(words)
{
    [FromQuery(Name = "partner")]
    public long PartnerId { get; set; }

    [BindProperty(Name = "")]
    public KeyForm Form { get; set; } = new();

    public Partner Partner { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Form.PerMinute = KeyForm.UsualPerMinute.ToString(CultureInfo.InvariantCulture);
        return await LoadAsync(cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        if (Form.Read(PartnerId, null, ends, out var problem) is not { } wanted)
        {
            return ShowProblems([problem!]);
        }

        switch (await make.HandleAsync(current.Required, wanted, cancellationToken))
        {
            case MakeKeyOutcome.Made made:
                Form.Key = made.Text.Reveal();
                return Page();
            case MakeKeyOutcome.Refused refused:
                return ShowProblems(refused.Problems);
            case MakeKeyOutcome.NotAllowed:
                return Forbid();
            case MakeKeyOutcome.NotFound:
                return NotFound();
            case var other:
                throw Unknown(other);
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (await list.PartnerAsync(PartnerId, cancellationToken) is not { } partner)
        {
            return false;
        }

        Partner = partner;
        Form.Choices = keyWords.Choices(RightsOf.Partners);
        return true;
    }
}
