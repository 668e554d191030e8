using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Staff.ManageStaff;

/// <summary>The form with which an administrator invites a colleague.</summary>
internal sealed class InviteStaffPage(InviteStaff invite, StaffChoices choices, CurrentStaff current, TextLibrary texts, Words words)
    : StaffPage(words)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Mail { get; set; }

    [BindProperty]
    public string? Role { get; set; } = nameof(StaffRole.Agent);

    [BindProperty]
    public string? Team { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public StaffChoices Choices => choices;

    public void OnGet() => Language = Words.Language;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<StaffRole>(Role, out var role) || !Enum.IsDefined(role))
        {
            return ShowProblems([new InputProblem(nameof(Role), "staff.problem.role")]);
        }

        var language = texts.Has(Language) ? Language! : Words.Language;
        var invitation = new Invitation(Name ?? "", Mail ?? "", role, string.IsNullOrEmpty(Team) ? null : Team, language);
        return await invite.RunAsync(current.Required, invitation, cancellationToken) switch
        {
            InviteOutcome.Invited invited => LocalRedirect($"/admin/staff?invited={invited.StaffId}"),
            InviteOutcome.Refused refused => ShowProblems(refused.Problems),
            InviteOutcome.NotAllowed => Forbid(),
            var other => throw Unknown(other),
        };
    }
}
