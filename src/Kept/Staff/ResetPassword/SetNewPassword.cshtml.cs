using Kept.Staff.Links;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Staff.ResetPassword;

/// <summary>The link in the mail that was asked for.</summary>
internal sealed class SetNewPasswordPage(SetNewPassword set, Words words) : StaffPage(words)
{
    [FromRoute]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string? Password { get; set; }

    public bool Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await set.IsOpenAsync(Secret, cancellationToken) ? Page() : ShowDead(LinkPurpose.PasswordReset);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        switch (await set.RunAsync(Secret, Password ?? "", cancellationToken))
        {
            case ResetOutcome.Done:
                Done = true;
                return Page();
            case ResetOutcome.Refused refused:
                return ShowProblems(refused.Problems);
            default:
                return ShowDead(LinkPurpose.PasswordReset);
        }
    }
}
