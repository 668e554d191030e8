using Microsoft.AspNetCore.Http.Features;

namespace Kept.Files.Upload;

/// <summary>
/// Stops forms that carry more than all files together may have, before anything is read into memory or onto disk. What the
/// browser is still sending is read to nowhere: a server that hung up instead would leave people with a network error
/// in place of the page that explains.
/// </summary>
internal sealed class UploadGate(RequestDelegate next, FileLimits limits)
{
    /// <summary>How many times the limit is still listened to; beyond that the connection is cut.</summary>
    private const int Patience = 4;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentType!.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.MaxRequestBytes * Patience;
        }
        if (context.Request.ContentLength > limits.MaxRequestBytes)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            if (context.Request.ContentLength <= limits.MaxRequestBytes * Patience)
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            }
            return;
        }
        await next(context);
    }
}
