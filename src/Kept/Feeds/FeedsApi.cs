using System.Security.Cryptography;
using System.Text;
using Kept.Domain.Cases;
using Microsoft.Net.Http.Headers;

namespace Kept.Feeds;

/// <summary>Calendars for calendar programs, which cannot sign in: the address is the secret.</summary>
internal static class FeedsApi
{
    public static void MapKeptFeeds(this IEndpointRouteBuilder app) =>
        app.MapMethods("/calendar/{secret}.ics", [HttpMethods.Get, HttpMethods.Head], ServeAsync).ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(string secret, HttpResponse response, ServeFeed.ServeFeed serve, CancellationToken cancellationToken)
    {
        if (!Secret.TryParse(secret, out var known) || await serve.HandleAsync(known, cancellationToken) is not { } calendar)
        {
            return TypedResults.NotFound();
        }

        var octets = Encoding.UTF8.GetBytes(calendar);
        response.Headers.CacheControl = "private, no-cache";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Bytes(
            octets, "text/calendar; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(octets))[..32]}\""));
    }
}
