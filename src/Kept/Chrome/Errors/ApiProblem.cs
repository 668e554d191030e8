using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Texts;
using Microsoft.AspNetCore.WebUtilities;

namespace Kept.Chrome.Errors;

/// <summary>The failure of an API request as problem details (RFC 9457).</summary>
internal static class ApiProblem
{
    public static bool IsAsked(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/mcp") || request.Path.StartsWithSegments("/openapi");

    public static async Task WriteAsync(HttpContext context, ErrorView error)
    {
        var words = context.RequestServices.GetRequiredService<Words>();
        var problem = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(error.Status),
            ["status"] = error.Status,
            ["detail"] = words[error.Key + ".detail"],
        };
        if (error.Id is { } id)
        {
            problem["errorId"] = id;
        }

        context.Response.ContentType = "application/problem+json";
        context.Response.Headers.ContentLanguage = words.Language;
        await JsonSerializer.SerializeAsync(context.Response.Body, problem, cancellationToken: context.RequestAborted);
    }
}
