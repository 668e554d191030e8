using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Kept.Chrome.Errors;

/// <summary>
/// Turns every failure into a page with a way on, or into problem details (RFC 9457) for programs. The page is rendered
/// here and not by running the request again, because what failed (the database, signing in) would fail again.
/// </summary>
internal sealed class ErrorPages(RequestDelegate next, IModelMetadataProvider metadata, ILogger<ErrorPages> log)
{
    private static readonly PathString[] DeskPaths = ["/desk", "/admin", "/account"];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody waits any more
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, Of(context, problem));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 } response
            && !response.Headers.ContainsKey("HX-Redirect"))
        {
            var (status, isGone) = SessionGone.Was(context) ? await SessionGone.StatusAsync(context) : (response.StatusCode, false);
            await AnswerAsync(context, new ErrorView(status, RetryAfter: RetryAfterOf(response), SessionGone: isGone));
        }
    }

    private static int? RetryAfterOf(HttpResponse response) =>
        int.TryParse(response.Headers.RetryAfter, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private ErrorView Of(HttpContext context, Exception problem)
    {
        var status = Trouble.StatusOf(problem);
        if (status < 500)
        {
            return new ErrorView(status);
        }

        // Neither the address (it may hold a secret) nor what was sent: only where in the program it happened.
        var id = ErrorView.NewId();
        log.LogError(problem, "Error {ErrorId} answered with {Status} at {Method} {Endpoint}", id, status, context.Request.Method, context.GetEndpoint()?.DisplayName);
        return new ErrorView(status, id, status == StatusCodes.Status503ServiceUnavailable ? Trouble.RetryAfter(problem) : null);
    }

    private async Task AnswerAsync(HttpContext context, ErrorView error)
    {
        if (error.Status >= 500 || error.SessionGone)
        {
            error = error with { Form = await PostedForm.OfAsync(context, tokenIsGood: !error.SessionGone) };
        }
        else if (error.Status == StatusCodes.Status413PayloadTooLarge)
        {
            error = error with { Form = TooLargeForm.KeptOf(context), BackTo = FormPageOf(context.Request) };
        }

        Clear(context.Response);
        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (ApiProblem.IsAsked(context.Request))
        {
            await ApiProblem.WriteAsync(context, error);
        }
        else if (!HttpMethods.IsHead(context.Request.Method) && !PartOfAPage.Asks(context.Request))
        {
            await ShowAsync(context, error);
        }
    }

    private async Task ShowAsync(HttpContext context, ErrorView error)
    {
        error = error with { AtTheDesk = IsAtTheDesk(context) };
        context.SetEndpoint(null);
        var page = new ViewResult
        {
            ViewName = "/Chrome/Errors/ErrorPage.cshtml",
            StatusCode = error.Status,
            ViewData = new ViewDataDictionary<ErrorView>(metadata, new ModelStateDictionary()) { Model = error },
        };
        await page.ExecuteResultAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()));
    }

    /// <summary>
    /// The page of the form, which stands at the address that the form is sent to. A path that a browser would take for another site is
    /// none of ours, and what follows the question mark says what to do with the form.
    /// </summary>
    private static string? FormPageOf(HttpRequest request)
    {
        var path = (request.PathBase + request.Path).ToUriComponent();
        return HttpMethods.IsPost(request.Method) && path.StartsWith('/') && path is not ['/', '/' or '\\', ..] ? path : null;
    }

    private static bool IsAtTheDesk(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true } && DeskPaths.Any(path => context.Request.Path.StartsWithSegments(path));

    /// <summary>Everything the failed attempt has set goes, except what says which methods are allowed and who may sign in.</summary>
    private static void Clear(HttpResponse response)
    {
        var (allow, challenge) = (response.Headers.Allow, response.Headers.WWWAuthenticate);
        response.Clear();
        (response.Headers.Allow, response.Headers.WWWAuthenticate) = (allow, challenge);
    }
}
