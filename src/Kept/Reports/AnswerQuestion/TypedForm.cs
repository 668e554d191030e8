using System.Globalization;
using Kept.Chrome.Fields;
using Kept.Domain.Cases;
using Kept.Domain.Catalogue;
using Kept.Domain.Catalogue.Answers;

namespace Kept.Reports.AnswerQuestion;

/// <summary>The fields of a question page as they were sent; which of them are there depends on the question.</summary>
internal sealed class TypedForm
{
    /// <summary>A text, a number, or what was ticked.</summary>
    public string?[]? Answer { get; set; }

    public DateInput? Date { get; set; }

    public string? Address { get; set; }

    public string? Words { get; set; }

    /// <summary>Set by the map.</summary>
    public string? Latitude { get; set; }

    /// <inheritdoc cref="Latitude"/>
    public string? Longitude { get; set; }

    public List<IFormFile>? Files { get; set; }

    /// <summary>The <see cref="AnswerMark"/> of the answer that was shown.</summary>
    public string? Seen { get; set; }

    /// <summary>Which field an error stands at.</summary>
    public static string FieldOf(Question question) => "Typed." + question.Type switch
    {
        QuestionType.Date => nameof(Date),
        QuestionType.Photos or QuestionType.Documents => nameof(Files),
        QuestionType.Place => nameof(Address),
        _ => nameof(Answer),
    };

    public AnswerOutcome Read(Question question) => question.Type switch
    {
        QuestionType.Place => new AnswerOutcome.Accepted(ReadPlace()),
        QuestionType.Date => TypedAnswer.Read(question, [Digits(Date?.Day), Digits(Date?.Month), Digits(Date?.Year)]),
        _ => TypedAnswer.Read(question, [.. (Answer ?? []).Select(text => text ?? "")]),
    };

    private AnswerValue.Spot? ReadPlace()
    {
        var (latitude, longitude) = (Degrees(Latitude), Degrees(Longitude));
        var place = new Place(latitude, longitude, Blank(Address), Blank(Words));
        return place.IsKnown || latitude is not null || longitude is not null ? new AnswerValue.Spot(place) : null;
    }

    /// <summary>What is no number is refused by the check, as it is nowhere on earth.</summary>
    private static double? Degrees(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees
        : double.NaN;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Digits(string? text) => (text ?? "").Trim().TrimEnd('.');
}
