using Kept.Staff.Links;
using Kept.Staff.SignIn;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Staff.Invitations;

/// <summary>The link in an invitation.</summary>
internal sealed class InvitationPage(AcceptInvitation accept, StaffSignIn session, Words words) : StaffPage(words)
{
    [FromRoute]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public string InvitedAs { get; private set; } = "";

    public string Mail { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await accept.FindAsync(Secret, cancellationToken) is not { } member)
        {
            return ShowDead(LinkPurpose.Invitation);
        }

        (InvitedAs, Mail, Name) = (member.Name, member.Mail, member.Name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await accept.FindAsync(Secret, cancellationToken) is { } member)
        {
            (InvitedAs, Mail) = (member.Name, member.Mail);
        }

        switch (await accept.RunAsync(Secret, new InvitationAnswer(Name ?? "", Password ?? "", Words.Language), cancellationToken))
        {
            case AcceptOutcome.Done done:
                await EnterAsync(session, done.Member);
                // Where a passkey can be added, while one thinks of it.
                return LocalRedirect("/account");
            case AcceptOutcome.Refused refused:
                return ShowProblems(refused.Problems);
            default:
                return ShowDead(LinkPurpose.Invitation);
        }
    }
}
