using Kept.Chrome.Errors;
using Kept.Staff.Access;
using Kept.Texts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace Kept.Staff.SignIn;

/// <summary>
/// People who work here come in: by password, or, where the browser can, by passkey. The page checks its token by itself: a browser
/// that opens several tabs at once in the morning keeps the cookie of one of them, and a form that is on its way must not be lost.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class SignInPage(
    SignInByPassword signIn, StaffSignIn session, CurrentStaff current, IDataProtectionProvider protection,
    IAntiforgery antiforgery, IOptions<IdentityPasskeyOptions> passkeys, Words words) : StaffPage(words)
{
    private const string AfterSignIn = "/desk";

    [BindProperty]
    public string? Mail { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>What the browser's authenticator answered, as JSON.</summary>
    [BindProperty]
    public string? Passkey { get; set; }

    /// <summary>A form on its way through this page, see <see cref="KeptForm"/>.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>Where to go afterwards; followed only when it is a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "returnTo")]
    public string? ReturnTo { get; set; }

    [BindProperty(SupportsGet = true, Name = "out")]
    public bool SignedOut { get; set; }

    public PostedForm? ToSend { get; private set; }

    public string PasskeyDomain => passkeys.Value.ServerDomain!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method) && !await antiforgery.IsRequestValidAsync(HttpContext))
        {
            context.Result = PartOfAPage.Asks(Request) ? BadRequest() : ShowProblems([new InputProblem(nameof(Password), "signin.outdated")]);
        }
        else
        {
            await next();
        }
    }

    public IActionResult OnGet()
    {
        if (KeptForm.WasSent(HttpContext))
        {
            Kept = KeptForm.HeldBy(HttpContext) is { } form ? KeptForm.Protect(form, protection) : null;
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Page();
        }

        return current.Identity is null ? Page() : Onwards();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Mail) || string.IsNullOrEmpty(Password))
        {
            return ShowProblems([new InputProblem(nameof(Mail), "signin.missing")]);
        }

        return await signIn.RunAsync(Mail, Password, cancellationToken) switch
        {
            SignInOutcome.Welcome welcome => await LetInAsync(welcome.Member),
            SignInOutcome.Refused => ShowProblems([new InputProblem(nameof(Mail), "signin.refused")]),
            var other => throw Unknown(other),
        };
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync() =>
        Content(await session.MakePasskeyRequestOptionsAsync(null), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync() => await session.CheckPasskeyAsync(Passkey) is { } member
        ? await LetInAsync(member)
        : ShowProblems([new InputProblem(nameof(Mail), "signin.passkey.refused")]);

    private async Task<IActionResult> LetInAsync(StaffMember member)
    {
        await EnterAsync(session, member);
        ToSend = KeptForm.Unprotect(Kept, protection);
        if (ToSend is null)
        {
            return Onwards();
        }

        // The form's token is made for whoever the request belongs to: from here on, the person who has just come in.
        HttpContext.User = await session.CreateUserPrincipalAsync(member);
        return Page();
    }

    private LocalRedirectResult Onwards() => LocalRedirect(Url.IsLocalUrl(ReturnTo) ? ReturnTo : AfterSignIn);
}
