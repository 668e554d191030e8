using System.Collections.Immutable;
using Kept.Chrome.Language;
using Kept.Staff.Links;
using Kept.Staff.SignIn;
using Kept.Texts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Staff;

/// <summary>What the pages of this folder have in common: problems at their fields, dead links, and entering.</summary>
internal abstract class StaffPage(Words words) : PageModel
{
    private static readonly TimeSpan LanguageRemembered = TimeSpan.FromDays(365);

    /// <summary>Set when the page was opened by a link that no longer works: the page says so and what to do.</summary>
    public LinkPurpose? Dead { get; private set; }

    protected Words Words => words;

    protected PageResult ShowDead(LinkPurpose purpose)
    {
        Dead = purpose;
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }

    protected PageResult ShowProblems(ImmutableArray<InputProblem> problems)
    {
        foreach (var problem in problems)
        {
            ModelState.AddModelError(problem.Field, words[problem.TextKey]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Signs the browser in, and shows pages in the person's own language from now on.</summary>
    protected async Task EnterAsync(StaffSignIn session, StaffMember member)
    {
        await session.SignInAsync(member, isPersistent: false);
        Speak(member.Language);
    }

    /// <summary>For an outcome that was added and that the page has not learnt yet.</summary>
    protected static InvalidOperationException Unknown(object outcome) => new($"This page has no answer to {outcome.GetType().Name}.");

    protected void Speak(string language) =>
        Response.Cookies.Append(RequestLanguage.Cookie, language, RequestLanguage.CookieOf(Request, LanguageRemembered));
}
