using System.Globalization;
using System.Text.Json.Nodes;
using Kept.Texts;
using Microsoft.AspNetCore.WebUtilities;

namespace Kept.Api;

/// <summary>What problems look like, for the description.</summary>
/// <param name="words">Of the description.</param>
/// <param name="codes">Those of the operation where it has others than most.</param>
internal sealed class ProblemExamples(Words words, IReadOnlyList<ApiProblemCode> codes)
{
    private const string TraceId = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    public JsonNode Of(string status)
    {
        var number = int.Parse(status, CultureInfo.InvariantCulture);
        return codes.LastOrDefault(code => code.Status == number) is { } known ? Problem(number, known.Code, known.Values) : Usual(number);
    }

    private JsonObject Usual(int status) => status switch
    {
        400 => With(Problem(400, "invalid"), ("errors", new JsonObject { ["date"] = new JsonArray("Enter a day.") })),
        401 => Problem(401, "key-needed"),
        403 => Problem(403, "key-right", ("right", "WorkOnCases")),
        404 => Problem(404, "no-such-case"),
        409 => Problem(409, "key-in-use"),
        412 => With(Problem(412, "changed-meanwhile"), ("yourVersion", 7), ("currentVersion", 8), ("current", new JsonObject { ["reference"] = "K7QF-3M9T" })),
        413 => Problem(413, "too-large", ("most", 256)),
        415 => Plain(415, "error.400.detail"),
        422 => With(Problem(422, "refused", ("why", "this case is closed.")), ("reason", "closed")),
        429 => Problem(429, "too-fast", ("most", 60), ("seconds", 20)),
        503 => Plain(503, "error.503.detail"),
        _ => Plain(status, "error.500.detail"),
    };

    private JsonObject Problem(int status, string code, params (string Name, object? Value)[] values) => new()
    {
        ["type"] = $"urn:kept:problem:{code}",
        ["title"] = words[$"api.problem.{code}", values],
        ["status"] = status,
        ["code"] = code,
        ["traceId"] = TraceId,
    };

    /// <summary>Before any operation was reached.</summary>
    private JsonObject Plain(int status, string detail) => new()
    {
        ["type"] = "about:blank", ["title"] = ReasonPhrases.GetReasonPhrase(status), ["status"] = status, ["detail"] = words[detail],
    };

    private static JsonObject With(JsonObject problem, params (string Name, JsonNode Value)[] more)
    {
        foreach (var (name, value) in more)
        {
            problem[name] = value;
        }

        return problem;
    }
}
