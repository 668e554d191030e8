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

/// <summary>The body of POST /api/v1/cases, as documented; it is read leniently by <see cref="CaseRequestReader"/>.</summary>
/// <param name="Service">Code of the service.</param>
/// <param name="Answers">By question code: a text, an option's code, a list of codes, true or false, "2026-03-02", a number, a place or a slot.</param>
/// <param name="Language">en, de, hr or hu: the language in which the resident is written to.</param>
/// <param name="Channel">On which the resident came to a member of staff: phone, counter, mail, letter, sms, chat, social or visitInPerson. Only with a key.</param>
internal sealed record CaseRequest(string Service, JsonObject Answers, ContactRequest? Contact, string? Language, string? Channel = null);

internal sealed record ContactRequest(string? Name, string? Mail, string? Phone, string? Address);

/// <summary>What reading a request came to.</summary>
internal abstract record CaseRequestReading
{
    private CaseRequestReading()
    {
    }

    public sealed record Accepted(CataloguedService Service, Submission Submission, string AnswersInWords) : CaseRequestReading
    {
        public ReceiveCaseInput ToInput(SubmissionKey key, By by, Func<CaseFile, (int Status, string Body)> answer) =>
            new(Service, Submission, key, AnswersInWords, [], by, answer);
    }

    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : CaseRequestReading;
}

/// <summary>Checks a request against the service it names: every mistake is reported, by field.</summary>
internal sealed class CaseRequestReader(CatalogueInUse catalogue, TextLibrary texts, IClock clock)
{
    private const int LongestDetail = 300;

    /// <param name="body">As it came.</param>
    /// <param name="forCaller">A member of staff writes it down for somebody, and may name the channel.</param>
    /// <param name="words">Of whoever reads the errors.</param>
    public CaseRequestReading Read(JsonObject body, bool forCaller, Words words)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
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

        var details = ReadDetails(service.Service, PartOf(body, "contact", words, errors), words, errors);
        var answers = ReadAnswers(service.Service, PartOf(body, "answers", words, errors), words, errors);
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
            errors[$"answers.{question}"] = [AnswerWords.Of(problem, words)];
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
