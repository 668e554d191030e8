using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Files;
using Kept.Open311.Formats;
using Kept.Open311.ShowServices;
using Kept.Texts;

namespace Kept.Open311.SendRequest;

/// <summary>A request as its form says it, for a service that is known.</summary>
/// <param name="Body">In the form of the JSON interface, under whose rules it is checked.</param>
/// <param name="Said">What has no question to stand in.</param>
/// <param name="Problems">What can be said already; the rest is found when the answers are checked.</param>
internal sealed record RequestForm(JsonObject Body, string? Said, ImmutableArray<string> Media, ImmutableArray<string> Problems);

/// <summary>
/// Reads the form of a request. The description answers the first question that takes a text and was not answered by an
/// attribute; where there is none, or it is too short, and for attributes that the service does not know, the words stand
/// on the case as information, so that nothing that was sent is lost.
/// </summary>
internal sealed class RequestFormReader(GeoFields form, Service service, Words words)
{
    public const int LongestDescription = 5000;
    private const int LongestField = 300;

    private readonly List<string> problems = [];
    private readonly List<string> said = [];
    private readonly JsonObject answers = [];

    public RequestForm Read()
    {
        ReadAttributes();
        ReadPlace();
        ReadDescription();
        var body = new JsonObject
        {
            ["service"] = service.Code,
            ["language"] = words.Language,
            ["contact"] = new JsonObject
            {
                ["name"] = string.Join(' ', new[] { form.One("first_name"), form.One("last_name") }.OfType<string>()),
                ["mail"] = form.One("email"),
                ["phone"] = form.One("phone"),
            },
            ["answers"] = answers,
        };
        foreach (var field in new[] { "account_id", "device_id" }.Where(field => form.One(field) is { Length: > LongestField }))
        {
            problems.Add(words["open311.problem.tooLong", ("field", field), ("most", LongestField)]);
        }

        return new RequestForm(body, said.Count == 0 ? null : string.Join("\n", said), ReadMedia(), [.. problems]);
    }

    private void ReadAttributes()
    {
        foreach (var (code, sent) in form.Attributes())
        {
            if (service.Questions.FirstOrDefault(question => question.Code == code && ServiceAttributes.IsAttribute(question)) is not { } question)
            {
                Say($"{code}: {string.Join("; ", sent)}");
            }
            else if (TypedAnswer.Read(question, Split(question, sent)) is AnswerOutcome.Accepted { Value: { } answer })
            {
                answers[code] = AnswerJson.Write(service, new Dictionary<string, AnswerValue> { [code] = answer })[code]?.DeepClone();
            }
            else if (DayOf(question, sent[0]) is { } day)
            {
                answers[code] = day;
            }
            else
            {
                problems.Add(words["open311.problem.attribute", ("code", code)]);
            }
        }
    }

    /// <summary>Several choices come as several fields, or as one with commas between.</summary>
    private static ImmutableArray<string> Split(Question question, ImmutableArray<string> sent) =>
        question.Type == QuestionType.ManyOf ? [.. sent.SelectMany(value => value.Split(','))] : sent;

    /// <summary>A datetime where we ask for a day: the day it names, whatever the hour.</summary>
    private static string? DayOf(Question question, string value) =>
        question.Type == QuestionType.Date && value.Trim() is { Length: > 10 } moment && moment[10] == 'T'
            && TypedAnswer.Read(question, [moment[..10]]) is AnswerOutcome.Accepted { Value: not null }
            ? moment[..10]
            : null;

    private void ReadPlace()
    {
        var (latitude, longitude) = (Degrees("lat"), Degrees("long"));
        if (form.One("lat") is null != form.One("long") is null)
        {
            problems.Add(words["open311.problem.halfPlace"]);
        }

        var (address, number) = (form.One("address_string"), form.One("address_id"));
        if (service.PlaceQuestion is not { } question)
        {
            Say(address ?? number);
            return;
        }

        if ((form.One("lat") ?? form.One("long") ?? address ?? number) is null)
        {
            problems.Add(words["open311.problem.noPlace"]);
            return;
        }

        var place = new JsonObject();
        if (latitude is not null && longitude is not null)
        {
            (place["lat"], place["lon"]) = (latitude, longitude);
        }

        (place["address"], place["words"]) = (address, number);
        answers[question.Code] = place;
    }

    private double? Degrees(string field)
    {
        if (form.One(field) is not { } typed)
        {
            return null;
        }

        if (double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees))
        {
            return degrees;
        }

        problems.Add(words["open311.problem.number", ("field", field)]);
        return null;
    }

    private void ReadDescription()
    {
        if (form.One("description") is not { } description)
        {
            return;
        }

        if (description.Length > LongestDescription)
        {
            problems.Add(words["open311.problem.tooLong", ("field", "description"), ("most", LongestDescription)]);
            return;
        }

        var question = service.Questions.Where(question => question.Type is QuestionType.LongText or QuestionType.Text && !answers.ContainsKey(question.Code) && question.ShowWhen is null)
            .OrderBy(question => question.Type == QuestionType.LongText ? 0 : 1).ThenBy(question => question.Required ? 0 : 1).FirstOrDefault();
        if (question is null)
        {
            Say(description);
            return;
        }

        var most = AnswerCheck.MostCharactersOf(question);
        if (description.ReplaceLineEndings("\n").Length <= most)
        {
            answers[question.Code] = description;
        }
        else
        {
            Say(description);
            answers[question.Code] = description[..(most - 1)].TrimEnd() + "…";
        }
    }

    private void Say(string? more)
    {
        if (!string.IsNullOrWhiteSpace(more))
        {
            said.Add(string.Concat(more.Where(character => !char.IsControl(character) || character is '\n' or '\t')));
        }
    }

    private ImmutableArray<string> ReadMedia()
    {
        ImmutableArray<string> media = [.. form.All("media_url").Distinct()];
        if (!media.All(PartnerMedia.MayBeFetched))
        {
            problems.Add(words["open311.problem.mediaUrl"]);
        }

        return media;
    }
}
