using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Kept.Telemetry;

/// <summary>
/// Names the trace of a request by its route and says how it ended. Addresses are not written anywhere: they hold
/// references and secrets of residents.
/// </summary>
internal sealed class NameTraces(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern ? "/" + pattern.TrimStart('/') : null;
            activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
            activity.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route)
                .SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
