using Kept.Staff.Links;
using Kept.Staff.SignIn;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc;

namespace Kept.Staff.SetUp;

/// <summary>The link that a start without an administrator prints.</summary>
internal sealed class SetUpPage(SetUpFirstAdministrator setUp, StaffSignIn session, Words words) : StaffPage(words)
{
    [FromRoute]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Mail { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await setUp.IsOpenAsync(Secret, cancellationToken) ? Page() : ShowDead(LinkPurpose.FirstAdministrator);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var input = new FirstAdministrator(Name ?? "", Mail ?? "", Password ?? "", Words.Language);
        switch (await setUp.RunAsync(Secret, input, cancellationToken))
        {
            case SetUpOutcome.Done done:
                await EnterAsync(session, done.Member);
                return LocalRedirect("/admin/staff");
            case SetUpOutcome.Refused refused:
                return ShowProblems(refused.Problems);
            default:
                return ShowDead(LinkPurpose.FirstAdministrator);
        }
    }
}
