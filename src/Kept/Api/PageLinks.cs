using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Kept.Api;

/// <summary>Links between the pages of a list (RFC 8288), as addresses on this server.</summary>
internal static class PageLinks
{
    public const string Cursor = "cursor";

    /// <param name="context">The request for this page.</param>
    /// <param name="next">Cursor of the next page; null on the last.</param>
    public static void Write(HttpContext context, string? next)
    {
        var links = new List<string> { $"<{Address(context.Request, null)}>; rel=\"first\"" };
        if (next is not null)
        {
            links.Add($"<{Address(context.Request, next)}>; rel=\"next\"");
        }

        context.Response.Headers[HeaderNames.Link] = string.Join(", ", links);
    }

    private static string Address(HttpRequest request, string? cursor)
    {
        var query = new QueryBuilder(request.Query.Where(field => !field.Key.Equals(Cursor, StringComparison.OrdinalIgnoreCase)));
        if (cursor is not null)
        {
            query.Add(Cursor, cursor);
        }

        return $"{request.PathBase}{request.Path}{query}";
    }
}
