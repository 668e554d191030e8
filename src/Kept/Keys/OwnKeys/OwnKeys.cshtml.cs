using System.Globalization;
using Kept.Keys.ListKeys;
using Kept.Keys.MakeKey;
using Kept.Keys.RevokeKey;
using Kept.Staff;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Keys.OwnKeys;

/// <summary>The keys of whoever is signed in, and only those.</summary>
internal sealed class OwnKeysPage(
    MakeKey.MakeKey make, RevokeKey.RevokeKey revoke, ListKeys.ListKeys list, CurrentStaff current, KeyWords keyWords, KeyEnds ends,
    Words words) : StaffPage(words)
{
    [BindProperty(Name = "")]
    public KeyForm Form { get; set; } = new();

    [BindProperty]
    public long KeyId { get; set; }

    [FromQuery(Name = "revoked")]
    public long? RevokedId { get; set; }

    public string? Notice { get; private set; }

    public IReadOnlyList<ListedKey> Keys { get; private set; } = [];

    public KeyWords KeyWords => keyWords;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Form.PerMinute = KeyForm.UsualPerMinute.ToString(CultureInfo.InvariantCulture);
        await LoadAsync(cancellationToken);
        Notice = Keys.FirstOrDefault(listed => listed.Key.Id == RevokedId && listed.Key.RevokedAt is not null) is { } revoked
            ? Words["keys.revokedNotice", ("name", revoked.Key.Label)]
            : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = Form.Read(null, current.Required.Id, ends, out var problem) is { } wanted
            ? await make.HandleAsync(current.Required, wanted, cancellationToken)
            : new MakeKeyOutcome.Refused([problem!]);
        await LoadAsync(cancellationToken);
        switch (outcome)
        {
            case MakeKeyOutcome.Made made:
                Form.Key = made.Text.Reveal();
                return Page();
            case MakeKeyOutcome.Refused refused:
                return ShowProblems(refused.Problems);
            default:
                throw Unknown(outcome);
        }
    }

    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken cancellationToken)
    {
        var own = (await list.OfStaffAsync(current.Required.Id, cancellationToken)).Any(listed => listed.Key.Id == KeyId);
        return own && await revoke.HandleAsync(current.Required, KeyId, cancellationToken) != RevokeKeyOutcome.NotFound
            ? LocalRedirect($"/account/keys?revoked={KeyId}")
            : NotFound();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Keys = await list.OfStaffAsync(current.Required.Id, cancellationToken);
        Form.Choices = keyWords.Choices(RightsOf.Staff);
    }
}
