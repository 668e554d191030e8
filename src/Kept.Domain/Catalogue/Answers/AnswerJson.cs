using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kept.Domain.Cases;
using NodaTime.Text;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>
/// Answers as JSON, in the API and in the database alike: an object by question code with a text, a code, a list of
/// codes, true or false, "2026-03-02", a whole number, a list of file ids, a place {lat, lon, address, words}, or a
/// slot {date, from, to}. The question says which, so the service's version is needed to read them.
/// </summary>
public static class AnswerJson
{
    public static JsonObject Write(Service service, IReadOnlyDictionary<string, AnswerValue> answers)
    {
        var written = new JsonObject();
        foreach (var question in service.Questions)
        {
            if (answers.TryGetValue(question.Code, out var answer))
            {
                written[question.Code] = Write(question, answer);
            }
        }

        return written;
    }

    /// <summary>Answers that were stored, under the version under which they were given.</summary>
    /// <exception cref="InvalidDataException">They are not what that version asks for.</exception>
    public static ImmutableDictionary<string, AnswerValue> ReadStored(Service service, string json)
    {
        var read = Read(service, JsonNode.Parse(json) as JsonObject ?? []);
        return (read as AnswersOutcome.Complete)?.Answers ?? throw new InvalidDataException(
            $"The stored answers do not fit {service.Code}: {string.Join(", ", ((AnswersOutcome.Incomplete)read).Problems)}.");
    }

    /// <summary>Answers as they were sent; each has still to pass <see cref="AnswerCheck.All"/>.</summary>
    public static AnswersOutcome Read(Service service, JsonObject sent)
    {
        var problems = ImmutableArray.CreateBuilder<(string, AnswerProblem)>();
        var read = ImmutableDictionary.CreateBuilder<string, AnswerValue>(StringComparer.Ordinal);
        foreach (var (code, node) in sent)
        {
            if (service.Questions.FirstOrDefault(question => question.Code == code) is not { } question)
            {
                problems.Add((code, AnswerOutcome.Refuse("unknown-question", ("question", code)).Problem));
            }
            else if (node is not null)
            {
                if (Read(question, node) is { } value)
                {
                    read.Add(code, value);
                }
                else
                {
                    problems.Add((code, AnswerOutcome.Refuse("wrong-kind").Problem));
                }
            }
        }

        return problems.Count > 0 ? new AnswersOutcome.Incomplete(problems.ToImmutable()) : new AnswersOutcome.Complete(read.ToImmutable());
    }

    private static JsonNode Write(Question question, AnswerValue answer) => answer switch
    {
        AnswerValue.Text text => JsonValue.Create(text.Words),
        AnswerValue.Choices choices when question.Type == QuestionType.OneOf => JsonValue.Create(choices.Codes[0]),
        AnswerValue.Choices choices => ListOf(choices.Codes),
        AnswerValue.YesNo yesNo => JsonValue.Create(yesNo.Yes),
        AnswerValue.Day day => JsonValue.Create(LocalDatePattern.Iso.Format(day.Date)),
        AnswerValue.Number number => JsonValue.Create(number.Value),
        AnswerValue.Files files => ListOf(files.Ids),
        AnswerValue.Spot spot => WritePlace(spot.Place),
        AnswerValue.Slot slot => new JsonObject
        {
            ["date"] = LocalDatePattern.Iso.Format(slot.Date),
            ["from"] = SlotText.OfTime(slot.From),
            ["to"] = SlotText.OfTime(slot.To),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    private static JsonArray ListOf(ImmutableArray<string> items) => [.. items.Select(item => JsonValue.Create(item))];

    private static JsonObject WritePlace(Place place)
    {
        var written = new JsonObject();
        if (place.HasPoint)
        {
            (written["lat"], written["lon"]) = (place.Latitude, place.Longitude);
        }

        if (place.Address is not null)
        {
            written["address"] = place.Address;
        }

        if (place.Words is not null)
        {
            written["words"] = place.Words;
        }

        return written;
    }

    private static AnswerValue? Read(Question question, JsonNode node) => (question.Type, node.GetValueKind()) switch
    {
        (QuestionType.Text or QuestionType.LongText, JsonValueKind.String) => new AnswerValue.Text(node.GetValue<string>()),
        (QuestionType.OneOf, JsonValueKind.String) => new AnswerValue.Choices([node.GetValue<string>()]),
        (QuestionType.ManyOf, JsonValueKind.Array) => TextsOf(node) is { } codes ? new AnswerValue.Choices(codes) : null,
        (QuestionType.YesNo, JsonValueKind.True or JsonValueKind.False) => new AnswerValue.YesNo(node.GetValue<bool>()),
        (QuestionType.Date, JsonValueKind.String) => LocalDatePattern.Iso.Parse(node.GetValue<string>()) is { Success: true, Value: var date }
            ? new AnswerValue.Day(date)
            : null,
        (QuestionType.Number, JsonValueKind.Number) => node.AsValue().TryGetValue<decimal>(out var number) ? new AnswerValue.Number(number) : null,
        (QuestionType.Photos or QuestionType.Documents, JsonValueKind.Array) => TextsOf(node) is { } ids ? new AnswerValue.Files(ids) : null,
        (QuestionType.Place, JsonValueKind.Object) => ReadPlace(node.AsObject()),
        (QuestionType.Slot, JsonValueKind.Object) => TextOf(node["date"]) is { } day && TextOf(node["from"]) is { } from && TextOf(node["to"]) is { } to
            ? SlotText.TryParse(day, from, to)
            : null,
        _ => null,
    };

    private static AnswerValue? ReadPlace(JsonObject place)
    {
        if (place.Any(property => property.Value is not null && property.Value.GetValueKind()
            != (property.Key is "lat" or "lon" ? JsonValueKind.Number : property.Key is "address" or "words" ? JsonValueKind.String : JsonValueKind.Undefined)))
        {
            return null;
        }

        return new AnswerValue.Spot(new Place(
            NumberOf(place["lat"]), NumberOf(place["lon"]), TextOf(place["address"]), TextOf(place["words"])));
    }

    private static ImmutableArray<string>? TextsOf(JsonNode list) =>
        list.AsArray().All(item => TextOf(item) is not null) ? [.. list.AsArray().Select(item => TextOf(item)!)] : null;

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static double? NumberOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;
}
