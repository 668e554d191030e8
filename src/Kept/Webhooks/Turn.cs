using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Domain.Cases;
using Kept.Domain.Promises;
using NodaTime;

namespace Kept.Webhooks;

/// <summary>A turn of a case as a CloudEvent 1.0 in JSON. The body is final: it is signed and sent as it is.</summary>
internal sealed record Turn(long Id, CaseId? CaseId, string Type, string Body)
{
    public const string TestType = "kept.test";
    public const string ContentType = "application/cloudevents+json";

    /// <summary>What lines of the timeline say beside words, without naming a person: keys of their details that go out.</summary>
    private static readonly string[] Plain =
        ["stage", "due", "done", "at", "channel", "incoming", "chaser", "fromTeam", "team", "answer", "files", "into"];

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="source">The address of this installation.</param>
    /// <param name="about">The case, as it is after the turn.</param>
    /// <param name="line">The turn.</param>
    /// <param name="personal">Whether names, contact details, place and words go with it.</param>
    public static Turn Of(string source, Case about, CaseEvent line, bool personal)
    {
        var type = TurnType.Of(line.Kind).ToString();
        var data = new JsonObject
        {
            ["reference"] = about.Reference.ToString(),
            ["service"] = about.ServiceCode,
            ["team"] = about.Team,
            ["state"] = Lower(about.State.ToString()),
            ["outcome"] = about.Outcome is { } outcome ? Lower(outcome.ToString()) : null,
            ["receivedAt"] = about.ReceivedAt.ToString(),
            ["closedAt"] = about.ClosedAt?.ToString(),
            ["owned"] = about.OwnerId is not null,
            ["promise"] = about.CurrentPromise is { } promise ? PromiseOf(promise) : null,
            ["actor"] = Lower(line.Actor.ToString()),
            ["details"] = DetailsOf(line),
        };
        if (personal)
        {
            data["personal"] = PersonalOf(about, line);
        }

        return new Turn(line.Id, about.Id, type, Envelope(source, line.Id, type, line.At, about.Reference.ToString(), data));
    }

    /// <summary>Nothing happened: for trying whether a webhook works.</summary>
    public static Turn Test(string source, long id, Instant now) =>
        new(id, null, TestType, Envelope(source, id, TestType, now, null, new JsonObject { ["test"] = true }));

    private static string Envelope(string source, long id, string type, Instant at, string? subject, JsonObject data)
    {
        var envelope = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id.ToString(CultureInfo.InvariantCulture),
            ["source"] = source,
            ["type"] = type,
            ["time"] = at.ToString(),
            ["datacontenttype"] = "application/json",
        };
        if (subject is not null)
        {
            envelope["subject"] = subject;
        }

        envelope["data"] = data;
        return envelope.ToJsonString(Json);
    }

    private static JsonObject PromiseOf(Promise promise) => new()
    {
        ["stage"] = promise.Stage,
        ["state"] = Lower(promise.State.ToString()),
        ["due"] = promise.Due.ToString(),
    };

    private static JsonObject DetailsOf(CaseEvent line)
    {
        var stored = JsonNode.Parse(line.Details)!.AsObject();
        var details = new JsonObject();
        foreach (var key in Plain.Where(stored.ContainsKey))
        {
            details[key] = stored[key]?.DeepClone();
        }

        // Elsewhere these two hold words somebody typed, or people's ids.
        if (line.Kind == EventKind.Visited)
        {
            details["reason"] = stored["reason"]?.DeepClone();
        }

        if (line.Kind == EventKind.Merged && stored["from"] is { } other)
        {
            details["from"] = other.DeepClone();
        }

        return details;
    }

    private static JsonObject PersonalOf(Case about, CaseEvent line) => new()
    {
        ["title"] = about.Title,
        ["address"] = about.PlaceAddress,
        ["place"] = about.PlaceWords,
        ["latitude"] = about.Latitude,
        ["longitude"] = about.Longitude,
        ["name"] = about.Reporter?.Name,
        ["mail"] = about.Reporter?.Mail,
        ["phone"] = about.Reporter?.Phone,
        ["words"] = line.Words,
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
