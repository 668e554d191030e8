using System.Text.Json.Nodes;
using Kept.Api;
using Kept.Catalogue;
using Kept.Cases.ReceiveCase;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Domain.Messages;
using Kept.Texts;
using NodaTime;

namespace Kept.Cases;

/// <summary>Checks a request against the service it names: every mistake is reported, by field.</summary>
internal sealed class CaseRequestReader(CatalogueInUse catalogue, TextLibrary texts, IClock clock)
{
    private const int LongestDetail = 300;

    private static readonly string[] Known = [.. typeof(CaseRequest).GetProperties().Select(property => ApiNames.Of(property.Name))];
    private static readonly string[] KnownOfContact = [.. typeof(ContactRequest).GetProperties().Select(property => ApiNames.Of(property.Name))];
    private static readonly ILookup<string, string> NoFiles = Array.Empty<string>().ToLookup(id => id);

    /// <param name="body">As it came.</param>
    /// <param name="forCaller">A member of staff writes it down for somebody, and may name the channel.</param>
    /// <param name="words">Of whoever reads the errors.</param>
    /// <param name="files">The ids of files that came along, by question; null for none.</param>
    public CaseRequestReading Read(JsonObject body, bool forCaller, Words words, ILookup<string, string>? files = null)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Check(body, Known, "", words, errors);
        var code = TextOf(body["service"]) ?? "";
        if (catalogue.Find(code) is not { } service)
        {
            errors["service"] = [words["api.problem.no-service", ("code", code)]];
            return new CaseRequestReading.Wrong(errors);
        }

        var language = TextOf(body["language"]) ?? words.Language;
        if (!texts.Has(language))
        {
            errors["language"] = [words["api.problem.no-language", ("languages", string.Join(", ", texts.Languages))]];
        }

        var contact = PartOf(body, "contact", words, errors);
        Check(contact, KnownOfContact, "contact.", words, errors);
        var details = ReadDetails(service.Service, contact, words, errors);
        var sent = WithFiles(service.Service, PartOf(body, "answers", words, errors), files ?? NoFiles, words, errors);
        var answers = ReadAnswers(service.Service, sent, words, errors);
        var channel = ReadChannel(body["channel"], forCaller, words, errors);
        return errors.Count > 0
            ? new CaseRequestReading.Wrong(errors)
            : Accept(service, channel, answers, details, texts.In(language));
    }

    private CaseRequestReading.Accepted Accept(
        CataloguedService service, Channel channel, IReadOnlyDictionary<string, AnswerValue> answers, ContactDetails details, Words words)
    {
        var place = SubmissionText.PlaceOf(answers);
        var submission = new Submission(
            channel, words.Language,
            SubmissionText.TitleOf(service.Service, answers, place, words),
            AnswerJson.Write(service.Service, answers).ToJsonString(),
            place, details, service.VersionId,
            SlotOf(service.Service, answers));
        return new CaseRequestReading.Accepted(
            service, submission, SubmissionText.SearchWordsOf(service.Service, answers, texts, words.Language));
    }

    /// <summary>Whoever mistypes the name of a field would be told nothing, and wait for an answer that nobody can send.</summary>
    private static void Check(JsonObject part, string[] known, string prefix, Words words, Dictionary<string, string[]> errors)
    {
        foreach (var stranger in part.Select(field => field.Key).Except(known, StringComparer.Ordinal))
        {
            errors[prefix + stranger] = [words["api.problem.bad-field"]];
        }
    }

    /// <summary>The answers with the files in their places. Ids that were sent are refused: they would be those of other people's files.</summary>
    private static JsonObject WithFiles(
        Service service, JsonObject answers, ILookup<string, string> files, Words words, Dictionary<string, string[]> errors)
    {
        var whole = (JsonObject)answers.DeepClone();
        foreach (var question in service.Questions.Where(question => question.Type is QuestionType.Photos or QuestionType.Documents && whole[question.Code] is not null))
        {
            whole.Remove(question.Code);
            errors[$"answers.{question.Code}"] = [words["api.problem.files-in-parts", ("part", $"{CaseUploads.Prefix}{question.Code}")]];
        }

        foreach (var answer in files)
        {
            whole[answer.Key] = new JsonArray([.. answer.Select(id => (JsonNode)id)]);
        }

        return whole;
    }

    private static Channel ReadChannel(JsonNode? sent, bool forCaller, Words words, Dictionary<string, string[]> errors)
    {
        if (sent is null)
        {
            return Channel.Api;
        }

        if (forCaller && ApiNames.Parse<Channel>(TextOf(sent)) is { } channel and not (Channel.Web or Channel.Api))
        {
            return channel;
        }

        errors["channel"] = [words[forCaller ? "case.problem.channel" : "api.problem.channel-key"]];
        return Channel.Api;
    }

    private Interval? SlotOf(Service service, IReadOnlyDictionary<string, AnswerValue> answers) =>
        answers.Values.OfType<AnswerValue.Slot>().FirstOrDefault() is { } slot
            ? BookableSlots.IntervalOf(slot, catalogue.CalendarOf(service.Calendar))
            : null;

    private IReadOnlyDictionary<string, AnswerValue> ReadAnswers(
        Service service, JsonObject sent, Words words, Dictionary<string, string[]> errors)
    {
        var outcome = AnswerJson.Read(service, sent);
        if (outcome is AnswersOutcome.Complete read)
        {
            var now = clock.GetCurrentInstant();
            var calendar = catalogue.CalendarOf(service.Calendar);
            var slots = service.Booking is { } booking ? BookableSlots.Offer(booking, calendar, now) : [];
            outcome = AnswerCheck.All(service, read.Answers, new AnswerContext(calendar.Local(now).Date, slots));
        }

        if (outcome is AnswersOutcome.Complete complete)
        {
            return complete.Answers;
        }

        foreach (var (question, problem) in ((AnswersOutcome.Incomplete)outcome).Problems)
        {
            errors.TryAdd($"answers.{question}", [AnswerWords.Of(problem, words)]);
        }

        return new Dictionary<string, AnswerValue>();
    }

    private static ContactDetails ReadDetails(Service service, JsonObject sent, Words words, Dictionary<string, string[]> errors)
    {
        string? Field(string name, Need need)
        {
            var text = TextOf(sent[name])?.Trim();
            if (need == Need.Required && string.IsNullOrEmpty(text))
            {
                errors[$"contact.{name}"] = [words["api.problem.needed"]];
            }
            else if (text is null && sent[name] is not null || text?.Length > LongestDetail || text?.Any(char.IsControl) == true)
            {
                errors[$"contact.{name}"] = [words["api.problem.bad-text", ("most", LongestDetail)]];
            }

            return need == Need.None || string.IsNullOrEmpty(text) ? null : text;
        }

        var asked = service.Details;
        var details = new ContactDetails(
            Field("name", asked.Name), Field("mail", asked.Mail), Field("phone", asked.Phone), Field("address", asked.Address));
        if (details.Mail is not null && (details.Mail.Any(char.IsWhiteSpace) || !MailAddress.TryParse(details.Mail, out _)))
        {
            errors["contact.mail"] = [words["api.problem.bad-mail"]];
        }

        return details;
    }

    /// <summary>What is there but is no object is a mistake to tell, not a part that was left out.</summary>
    private static JsonObject PartOf(JsonObject body, string name, Words words, Dictionary<string, string[]> errors)
    {
        if (body[name] is { } node and not JsonObject)
        {
            errors[name] = [words["api.problem.no-object"]];
        }

        return body[name] as JsonObject ?? [];
    }

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
