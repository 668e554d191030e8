namespace Kept.Chrome.Safety;

/// <summary>Refuses what no page and no interface of ours answers, such as TRACE, before a page runs that knows no answer.</summary>
internal static class KnownMethods
{
    private static readonly string[] Known =
        [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];

    private static readonly string Allowed = string.Join(", ", Known);

    public static void UseKnownMethods(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Known.Contains(context.Request.Method, StringComparer.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = Allowed;
        return Task.CompletedTask;
    });
}
