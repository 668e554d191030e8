using Kept.Catalogue;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;
using Kept.Open311.Formats;
using Kept.Texts;
using NodaTime;

namespace Kept.Open311.ShowServices;

/// <summary>
/// Questions as attributes. The place has fields of its own in a request, and files come with it or after it; everything
/// else is an attribute. A question that depends on another is not required here, as Open311 cannot say when it is.
/// </summary>
internal sealed class ServiceAttributes(CatalogueInUse catalogue, IClock clock, Words words)
{
    public static bool IsAttribute(Question question) =>
        question.Type is not (QuestionType.Place or QuestionType.Photos or QuestionType.Documents);

    public IEnumerable<GeoValue> Of(Service service) =>
        service.Questions.Where(IsAttribute).Select((question, index) => Attribute(service, question, index + 1));

    private GeoValue Attribute(Service service, Question question, int order)
    {
        List<(string, GeoValue)> members =
        [
            ("variable", true),
            ("code", question.Code),
            ("datatype", DataType(question.Type)),
            ("required", question.Required && question.ShowWhen is null),
            ("datatype_description", Hint(service, question)),
            ("order", order),
            ("description", question.Label.In(words.Language)),
        ];
        if (DataType(question.Type).EndsWith("list", StringComparison.Ordinal))
        {
            members.Add(("values", new GeoValue.Many("value", [.. Values(service, question).Select(Value)])));
        }

        return new GeoValue.Fields([.. members]);
    }

    private static string DataType(QuestionType type) => type switch
    {
        QuestionType.Text => "string",
        QuestionType.LongText => "text",
        QuestionType.Number => "number",
        QuestionType.Date => "datetime",
        QuestionType.OneOf or QuestionType.YesNo or QuestionType.Slot => "singlevaluelist",
        QuestionType.ManyOf => "multivaluelist",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>What helps to answer, and for which answers it is asked at all.</summary>
    private string? Hint(Service service, Question question)
    {
        var hint = question.Hint?.In(words.Language);
        if (question.ShowWhen is not { } when || service.Questions.FirstOrDefault(earlier => earlier.Code == when.Question) is not { } asked)
        {
            return hint;
        }

        var answer = Values(service, asked).FirstOrDefault(value => value.Key == when.Is).Name ?? when.Is;
        var only = words["open311.onlyWhen", ("question", asked.Label.In(words.Language)), ("answer", answer)];
        return hint is null ? only : $"{hint} {only}";
    }

    private IEnumerable<(string Key, string Name)> Values(Service service, Question question) => question.Type switch
    {
        QuestionType.YesNo => [("yes", words["answer.yes"]), ("no", words["answer.no"])],
        QuestionType.Slot => Slots(service).Select(slot => (SlotText.Of(slot), AnswerWords.Of(question, slot, words))),
        _ => question.Options.Select(option => (option.Code, option.Label.In(words.Language))),
    };

    private IEnumerable<AnswerValue.Slot> Slots(Service service) => service.Booking is { } booking
        ? BookableSlots.Offer(booking, catalogue.CalendarOf(service.Calendar), clock.GetCurrentInstant())
        : [];

    private static GeoValue Value((string Key, string Name) value) => new GeoValue.Fields(("key", value.Key), ("name", value.Name));
}
