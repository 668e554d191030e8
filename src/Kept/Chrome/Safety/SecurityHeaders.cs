using Kept.Settings;
using Microsoft.Extensions.Options;

namespace Kept.Chrome.Safety;

/// <summary>
/// Headers on every answer. Pages run only our own files, are never framed, never kept in a cache, and their addresses
/// (links to follow a case carry a secret) are told to no other site.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly object MapFlag = new();

    /// <summary>Lets this page load tiles from the configured map server.</summary>
    public static void ShowsMap(this HttpContext context) => context.Items[MapFlag] = true;

    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var tiles = TileSource(app.ApplicationServices.GetRequiredService<IOptions<KeptSettings>>().Value.Map.Tiles);
        var (plain, withMap) = (Policy(""), Policy(" data:" + (tiles is null ? "" : " " + tiles)));
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Set(context.Response, context.Items.ContainsKey(MapFlag) ? withMap : plain);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Set(HttpResponse response, string policy)
    {
        var headers = response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0) // what is served from uploads has a stricter one
        {
            headers.ContentSecurityPolicy = policy;
        }

        headers.XContentTypeOptions = "nosniff";
        // Our addresses are told to no other site. "no-referrer" would also make browsers send "Origin: null" with our own
        // forms, and then nobody could tell them from those another site sends.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), microphone=(), payment=(), usb=()";
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        if (response.HttpContext.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }
    }

    private static string Policy(string moreImages) =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:" + moreImages
        + "; font-src 'self'; connect-src 'self'; media-src 'self' blob:; manifest-src 'self'"
        + "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    /// <summary>"https://tile.example.org", or with a wildcard where the address names servers by {s}.</summary>
    private static string? TileSource(string tiles)
    {
        if (!Uri.TryCreate(tiles.Replace("{s}", "a", StringComparison.Ordinal), UriKind.Absolute, out var address))
        {
            return null;
        }

        var host = tiles.Contains("{s}.", StringComparison.Ordinal) ? "*." + address.Host[2..] : address.Host;
        return $"{address.Scheme}://{host}{(address.IsDefaultPort ? "" : $":{address.Port}")}";
    }
}
