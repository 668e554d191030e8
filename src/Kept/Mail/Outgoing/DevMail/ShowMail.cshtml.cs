using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kept.Mail.Outgoing.DevMail;

/// <summary>One mail: header lines, text, the HTML in a frame that can do nothing, and the source.</summary>
[OnThisMachine]
internal sealed class ShowMail(MailFolder folder) : PageModel
{
    /// <summary>As every page, but with a frame of our own on it.</summary>
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'"
        + "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    /// <summary>What is shown is a letter: it runs nothing, loads nothing, sends nothing, and has no origin.</summary>
    private const string LetterPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; base-uri 'none'";

    public FoundMail Found { get; private set; } = null!;

    public MailFile Mail => Found.Mail;

    public IActionResult OnGet(string name)
    {
        if (folder.Find(name) is not { } found)
        {
            return NotFound();
        }

        Found = found;
        Response.Headers.ContentSecurityPolicy = PagePolicy;
        return Page();
    }

    public IActionResult OnGetLetter(string name)
    {
        if (folder.Find(name) is not { } found)
        {
            return NotFound();
        }

        Response.Headers.ContentSecurityPolicy = LetterPolicy;
        return Content(found.Mail.Html, "text/html; charset=utf-8", Encoding.UTF8);
    }
}
