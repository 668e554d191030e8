using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Staff.ResetPassword;

/// <summary>"I forgot my password": the same answer for every address.</summary>
internal sealed class AskForResetPage(AskForReset ask, Words words) : StaffPage(words)
{
    [BindProperty]
    public string? Mail { get; set; }

    public bool Sent { get; private set; }

    public void OnGet()
    {
        // An empty form; what it asks for begins with sending it.
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Mail) || Mail.Length > StaffInput.LongestMail)
        {
            return ShowProblems([new InputProblem(nameof(Mail), "signin.reset.missing")]);
        }

        await ask.RunAsync(Mail, cancellationToken);
        Sent = true;
        return Page();
    }
}
