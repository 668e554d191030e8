using System.Globalization;

namespace Kept.Storage;

/// <summary>
/// Refuses what would have to be saved while disk or database do not keep up: with 503, when to try again, and before
/// anything is read or taken. Looking at things goes on.
/// </summary>
internal sealed class PressureGate(RequestDelegate next, Pressure pressure, StorageMeters meters)
{
    /// <summary>Answers failures in a form of its own, and asks there.</summary>
    private const string Open311 = "/open311";

    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method)
            || context.Request.Path.StartsWithSegments(Open311) || pressure.Now() is not (not PressureReason.None and var why))
        {
            return next(context);
        }

        meters.Refused(why);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = Pressure.RetryAfter(why).ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
