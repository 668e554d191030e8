namespace Kept.Staff.Access;

/// <summary>
/// Answers a form that came after the session had ended with the sign-in page, which takes the form along. The request
/// runs a second time for that, as one for the sign-in page, so this stands before routing.
/// </summary>
internal sealed class SignInAgain(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response is { StatusCode: StatusCodes.Status401Unauthorized, HasStarted: false } && KeptForm.WasSent(context))
        {
            context.Request.Method = HttpMethods.Get;
            context.Request.Path = "/sign-in";
            context.Request.QueryString = QueryString.Empty;
            context.SetEndpoint(null);
            context.Request.RouteValues.Clear();
            await next(context);
        }
    }
}
