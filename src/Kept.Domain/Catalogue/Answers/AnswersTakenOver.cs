using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kept.Domain.Catalogue.Answers;

/// <summary>Answers that were given in another system, parted into those that fit the questions of a service here and the rest.</summary>
/// <param name="Fitting">As a case here keeps its answers.</param>
/// <param name="Rest">What is asked otherwise here, or not at all. Files are among them: they are not in a table.</param>
public sealed record AnswersTakenOver(JsonObject Fitting, JsonObject Rest)
{
    /// <summary>Null where the text is no JSON object with one value for each name.</summary>
    public static AnswersTakenOver? Of(Service service, string text)
    {
        if (Parse(text) is not { } given)
        {
            return null;
        }

        var (fitting, rest) = (new JsonObject(), new JsonObject());
        foreach (var (code, node) in given)
        {
            if (node is not null)
            {
                (Fits(service, code, node) ? fitting : rest)[code] = node.DeepClone();
            }
        }

        return new AnswersTakenOver(fitting, rest);
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            var read = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
            _ = read?.ToJsonString(); // Reads every name and text, so that half a character is found here.
            return read;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Days and slots were checked when they were given: what was ahead of us then may be past now.</summary>
    private static bool Fits(Service service, string code, JsonNode node) =>
        service.Questions.FirstOrDefault(question => question.Code == code) is { Type: not (QuestionType.Photos or QuestionType.Documents) } question
        && AnswerJson.Read(service, new JsonObject { [code] = node.DeepClone() }) is AnswersOutcome.Complete { Answers: var read }
        && read.TryGetValue(code, out var answer)
        && (question.Type is QuestionType.Date or QuestionType.Slot || AnswerCheck.One(question, answer, Nowhere) is AnswerOutcome.Accepted);

    private static readonly AnswerContext Nowhere = new(default, []);
}
