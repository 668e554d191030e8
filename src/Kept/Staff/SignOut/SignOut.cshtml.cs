using Kept.Staff.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Staff.SignOut;

/// <summary>Ends the session in this browser. Opening the address does nothing; the button does.</summary>
internal sealed class SignOutPage(StaffSignIn session, CurrentStaff current) : PageModel
{
    private const string Afterwards = "/sign-in?out=true";

    public string Name => current.Identity?.Name ?? "";

    public IActionResult OnGet() => current.Identity is null ? LocalRedirect(Afterwards) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        await session.SignOutAsync();
        return LocalRedirect(Afterwards);
    }
}
