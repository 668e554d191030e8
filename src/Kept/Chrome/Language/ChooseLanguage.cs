using Kept.Texts;

namespace Kept.Chrome.Language;

/// <summary>The language switch of every page: POST /language, then back to the page, now in the chosen language.</summary>
internal static class ChooseLanguage
{
    public const string Path = "/language";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static void MapChooseLanguage(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Choose)
            .DisableAntiforgery(); // the worst a forged request can do is show a page in another language

    private static async Task<IResult> Choose(HttpContext context, TextLibrary library)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var language = form["language"].ToString();
        if (!library.Has(language))
        {
            return Results.BadRequest();
        }

        context.Response.Cookies.Append(
            RequestLanguage.Cookie, language, RequestLanguage.CookieOf(context.Request, Remembered));
        return new SeeOther(OwnPath(form["back"].ToString()));
    }

    private static string OwnPath(string path) =>
        path.Length > 0 && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl)
            ? path
            : "/";

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
