using System.Text.Json.Nodes;

namespace Kept.Api;

/// <summary>What problems look like, for the description.</summary>
internal static class ProblemExamples
{
    public static JsonNode Of(string status) => status switch
    {
        "400" => Problem(400, "invalid", "Some fields are not right. Each is named with what to do.", ("errors", new JsonObject { ["date"] = new JsonArray("Enter a day.") })),
        "401" => Problem(401, "key-needed", "Send your key in a header: Authorization: Bearer kept_…"),
        "403" => Problem(403, "key-right", "This key is not made for this."),
        "404" => Problem(404, "no-such-case", "There is no case with this reference."),
        "409" => Problem(409, "key-in-use", "A request with this Idempotency-Key is being worked on."),
        "412" => Problem(412, "changed-meanwhile", "Somebody else has changed the case.", ("yourVersion", 7), ("currentVersion", 8), ("current", new JsonObject { ["reference"] = "K7QF-3M9T" })),
        "413" => Problem(413, "too-large", "The body is larger than 256 KB."),
        "422" => Problem(422, "refused", "It cannot be done: this case is closed.", ("reason", "closed")),
        "429" => Problem(429, "too-fast", "This key may be used 60 times a minute. Try again in 20 seconds."),
        _ => Problem(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), "problem", "It did not work."),
    };

    private static JsonObject Problem(int status, string code, string title, params (string Name, JsonNode Value)[] more)
    {
        var problem = new JsonObject { ["type"] = $"urn:kept:problem:{code}", ["title"] = title, ["status"] = status, ["code"] = code };
        foreach (var (name, value) in more)
        {
            problem[name] = value;
        }

        return problem;
    }
}
