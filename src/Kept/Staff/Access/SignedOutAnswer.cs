using Kept.Chrome.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Kept.Staff.Access;

/// <summary>What somebody gets who is not signed in, or no longer.</summary>
internal static class SignedOutAnswer
{
    public static async Task GiveAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.Headers.ContainsKey("HX-Request"))
        {
            // A part of a page asked: the whole page goes to sign in, and comes back.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Redirect"] = SignInFor(request.Headers["HX-Current-URL"]);
        }
        else if (PartOfAPage.Asks(request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await KeptForm.HoldAsync(context.HttpContext);
        }
    }

    private static string SignInFor(string? page) =>
        Uri.TryCreate(page, UriKind.Absolute, out var address)
            ? "/sign-in?returnTo=" + Uri.EscapeDataString(address.PathAndQuery)
            : "/sign-in";
}
