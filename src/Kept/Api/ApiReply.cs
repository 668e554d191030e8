using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;

namespace Kept.Api;

/// <summary>An answer as it is given, and kept for retries.</summary>
/// <param name="Body">JSON.</param>
/// <param name="IsSecret">It holds something that is shown this once: it is kept closed, see <see cref="AnswerSeal"/>.</param>
internal sealed record ApiReply(int Status, string Body, string? EntityTag = null, bool IsSecret = false)
{
    public static ApiReply Ok<T>(T view, string? entityTag = null) => new(StatusCodes.Status200OK, ApiJson.Write(view), entityTag);

    /// <param name="view">With the field "id", under which it is found from now on.</param>
    public static ApiReply Created<T>(T view, string? entityTag = null) => new(StatusCodes.Status201Created, ApiJson.Write(view), entityTag);

    public ApiReply WithSecret() => this with { IsSecret = true };

    public IResult Give(HttpContext context)
    {
        context.Response.Headers[HeaderNames.ETag] = EntityTag;
        if (Status == StatusCodes.Status201Created)
        {
            context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path}/{JsonNode.Parse(Body)!["id"]}";
        }

        return TypedResults.Text(Body, "application/json", statusCode: Status);
    }
}
