using Microsoft.AspNetCore.Http.HttpResults;

namespace Kept.Operation.Health;

/// <summary>
/// For whoever starts, stops and balances: <c>/health/live</c> says that the program answers, <c>/health/ready</c> whether
/// it can take work. Both say nothing that somebody outside must not know.
/// </summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("ok\n"));
        routes.MapGet("/health/ready", AnswerAsync);
    }

    private static async Task<JsonHttpResult<Answer>> AnswerAsync(Readiness readiness, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var checks = await readiness.LookAsync(context.RequestAborted);
        var ready = checks.All(check => check.Value == Readiness.Ok);
        return TypedResults.Json(new Answer(ready, checks), statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    internal sealed record Answer(bool Ready, IReadOnlyDictionary<string, string> Checks);
}
