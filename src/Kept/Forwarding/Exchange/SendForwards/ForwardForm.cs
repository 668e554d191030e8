using System.Collections.Immutable;
using System.Globalization;
using Kept.Cases;
using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Texts;

namespace Kept.Forwarding.Exchange.SendForwards;

/// <summary>
/// A case as a form for another server. Answers go to the attributes that the setting names, all others into the
/// description; so does our reference, by which a lost answer is found again. Answers that only our staff may read stay
/// here, and so does who reported it, unless the setting says otherwise.
/// </summary>
internal sealed class ForwardForm(ForwardPartner partner, Words words)
{
    /// <param name="photo">The address of a photo that whoever has it may see; null for none.</param>
    public ImmutableArray<(string Name, string? Value)> Of(CaseFile file, string? photo)
    {
        var (about, service) = (file.Case, partner.Services[file.Case.ServiceCode]);
        var answers = AnswerJson.ReadStored(file.Service, about.Answers);
        var fields = ImmutableArray.CreateBuilder<(string, string?)>();
        fields.Add(("service_code", service.Code));
        fields.Add(("lat", Degrees(about.Latitude)));
        fields.Add(("long", Degrees(about.Longitude)));
        fields.Add(("address_string", string.Join("; ", new[] { about.PlaceAddress, about.PlaceWords }.Where(part => !string.IsNullOrWhiteSpace(part)))));
        fields.Add(("account_id", about.Reference.ToString()));
        foreach (var question in file.Service.Questions.Where(question => answers.ContainsKey(question.Code)))
        {
            fields.AddRange(AttributeOf(service, question, answers[question.Code]));
        }

        fields.AddRange(service.Fixed.Select(attribute => ($"attribute[{attribute.Key}]", (string?)attribute.Value)));
        fields.Add(("description", Description(file, service, answers)));
        fields.Add(("media_url", photo));
        if (partner.SendContact && about.Reporter is { } reporter)
        {
            var name = (reporter.Name ?? "").Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            fields.Add(("first_name", name.ElementAtOrDefault(0)));
            fields.Add(("last_name", name.ElementAtOrDefault(1)));
            fields.Add(("email", reporter.Mail));
            fields.Add(("phone", reporter.Phone));
        }

        return [.. fields.Where(field => !string.IsNullOrEmpty(field.Item2))];
    }

    /// <summary>What the description says of where it comes from; the look-up searches for it.</summary>
    public string MarkOf(CaseFile file) => words["forward.ourReference", ("reference", file.Case.Reference.ToString())];

    private string Description(CaseFile file, ForwardService service, ImmutableDictionary<string, AnswerValue> answers)
    {
        var lines = from question in file.Service.Questions
                    where answers.ContainsKey(question.Code) && !question.Internal && !service.Attributes.ContainsKey(question.Code)
                        && question.Type is not (QuestionType.Place or QuestionType.Photos or QuestionType.Documents)
                    select $"{question.Label.In(words.Language)} {AnswerWords.Of(question, answers[question.Code], words)}";
        return string.Join("\n", lines.Prepend(file.Case.Title).Append(MarkOf(file)));
    }

    private static IEnumerable<(string, string?)> AttributeOf(ForwardService service, Question question, AnswerValue answer)
    {
        if (!service.Attributes.TryGetValue(question.Code, out var attribute))
        {
            return [];
        }

        string Theirs(string value) => service.Values.GetValueOrDefault($"{question.Code}={value}", value);
        return answer switch
        {
            AnswerValue.Choices choices when question.Type == QuestionType.ManyOf => choices.Codes.Select(code => ($"attribute[{attribute}][]", (string?)Theirs(code))),
            AnswerValue.Choices choices => [($"attribute[{attribute}]", Theirs(choices.Codes[0]))],
            AnswerValue.YesNo yesNo => [($"attribute[{attribute}]", Theirs(yesNo.Yes ? "yes" : "no"))],
            AnswerValue.Day day => [($"attribute[{attribute}]", NodaTime.Text.LocalDatePattern.Iso.Format(day.Date))],
            AnswerValue.Number number => [($"attribute[{attribute}]", number.Value.ToString(CultureInfo.InvariantCulture))],
            AnswerValue.Text text => [($"attribute[{attribute}]", text.Words)],
            _ => [],
        };
    }

    private static string? Degrees(double? value) => value?.ToString("0.########", CultureInfo.InvariantCulture);
}
