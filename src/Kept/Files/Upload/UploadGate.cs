using Kept.Chrome;
using Kept.Chrome.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Kept.Files.Upload;

/// <summary>
/// Stops forms that carry more than all files together may have, or than anybody types, before anything is read into memory or
/// onto disk. What the browser is still sending is listened to, and only what was typed is kept: a server that hung up instead would
/// leave people with a network error in place of the page that explains.
/// </summary>
internal sealed class UploadGate(RequestDelegate next, FileLimits limits)
{
    /// <summary>How many times the limit is still listened to; beyond that the connection is cut.</summary>
    private const int Patience = 4;

    /// <summary>Answers failures in a form of its own, and asks there.</summary>
    private const string Open311 = "/open311";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            await next(context);
            return;
        }

        var most = MostOf(context.Request, limits);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most * Patience;
        }

        if (context.Request.ContentLength is null)
        {
            context.Request.Body = new LimitedBody(context.Request.Body, most);
        }

        if (!context.Request.Path.StartsWithSegments(Open311) && await RefusesAsync(context.Request, limits))
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        await next(context);
    }

    /// <summary>Whether the form says that it is too large; then it has been listened to, and can be answered.</summary>
    public static async Task<bool> RefusesAsync(HttpRequest request, FileLimits limits)
    {
        if (!request.HasFormContentType || MostOf(request, limits) is var most && !(request.ContentLength > most))
        {
            return false;
        }

        if (request.ContentLength <= most * Patience)
        {
            await TooLargeForm.ListenAsync(request);
        }

        return true;
    }

    private static long MostOf(HttpRequest request, FileLimits limits) =>
        request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? ChromeServices.MostBytesWithoutFiles
            : limits.MaxRequestBytes;
}
